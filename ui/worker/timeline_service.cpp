// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worker/timeline_service.h"

#include "core/photograph.h"
#include "ui/worker/thread_guard.h"

#include <QMetaObject>

#include <set>
#include <utility>

namespace lacuna::ui {

namespace {

DisplayFrame frameAt(const Trajectory& trajectory, int index, const Photograph& photo, bool withNoisy) {
    const TrajectoryStep step = trajectory.step(index);
    DisplayFrame frame;
    frame.progress = step.progress;
    frame.rect = QRect(step.x, step.y, step.width, step.height);
    frame.resultSize = QSize(step.resultWidth, step.resultHeight);
    const ImageBuffer estimate = trajectory.estimate(index);
    if (!estimate.isEmpty()) frame.picture = makeDisplayImage(estimate, photo.metadata.icc);
    if (!withNoisy) return frame;
    const ImageBuffer noisy = trajectory.noisy(index);
    if (!noisy.isEmpty()) frame.noisy = makeDisplayImage(noisy, photo.metadata.icc);
    return frame;
}

}  // namespace

std::vector<DisplayFrame> framesAt(const Trajectory& trajectory, int index, const Photograph& photo,
                                   bool noisy) {
    mustNotBlockGui("framesAt");
    std::vector<DisplayFrame> frames;
    std::set<int> regions;
    for (int i = index; i >= 0; --i) {
        if (!regions.insert(trajectory.step(i).progress.region).second) continue;
        DisplayFrame frame = frameAt(trajectory, i, photo, noisy);
        if (!frame.picture.isNull()) frames.push_back(std::move(frame));
        if (regions.size() == std::size_t(trajectory.step(index).progress.regions)) break;
    }
    return frames;
}

TimelineService::TimelineService(QObject* parent)
    : QObject(parent), mThread(QStringLiteral("timeline")), mThumbnailThread(QStringLiteral("thumbnails")) {}

TimelineService::~TimelineService() {
    forget();
}

void TimelineService::fetch(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo, bool noisy) {
    const quint64 id = ++*mWanted;
    mThread.post([this, id, wanted = mWanted, trajectory, index, photo, noisy] {
        if (*wanted != id) return;
        std::vector<DisplayFrame> frames;
        try {
            frames = framesAt(*trajectory, index, *photo, noisy);
        } catch (...) {
            currentFailure();  // logged; the step counts as forgotten
        }
        QMetaObject::invokeMethod(this, [this, id, index, frames] {
            if (id > mCancelled) Q_EMIT ready(index, frames);
        });
    });
}

void TimelineService::fetchThumbnail(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo,
                                     int height) {
    mThumbnailThread.post([this, binding = mBinding, trajectory, index, photo, height] {
        QImage picture;
        try {
            const ImageBuffer estimate = trajectory->estimate(index);
            if (estimate.isEmpty()) return;
            const DisplayImage display = makeDisplayImage(estimate, photo->metadata.icc);
            const int level = display.levelFor(double(height) / display.size().height());
            picture = display.level(level).scaledToHeight(height, Qt::SmoothTransformation);
        } catch (...) {
            currentFailure();
            return;
        }
        QMetaObject::invokeMethod(this, [this, binding, index, picture] {
            if (mBinding == binding) Q_EMIT thumbnailReady(index, picture);
        });
    });
}

void TimelineService::cancel() {
    mCancelled = ++*mWanted;
}

void TimelineService::forget() {
    cancel();
    ++mBinding;
}

}  // namespace lacuna::ui
