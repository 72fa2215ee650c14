// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/timeline_service.h"

#include "core/base/photograph.h"
#include "ui/base/thread_guard.h"
#include "ui/base/view_transform.h"

#include <chrono>
#include <set>
#include <utility>

namespace lacuna::ui {

namespace {

using namespace std::chrono_literals;

/// After this delay a drag is taken to have ended, and the rest of the step is fetched.
constexpr auto kWholeDelay = 150ms;
constexpr qint64 kQuickPixels = qint64(1) << 20;
/// So that interpolation at the edge of the view has neighbours.
constexpr int kPartMargin = 8;

/// The frame of a step, with pictures from `make`; null pictures if they were forgotten.
DisplayFrame frameOf(const TrajectoryStep& step, const Photograph& photo, bool withNoisy,
                     const std::function<ImageBuffer(StepPicture)>& make) {
    DisplayFrame frame;
    frame.progress = step.progress;
    frame.rect = QRect(step.x, step.y, step.width, step.height);
    frame.resultSize = QSize(step.resultWidth, step.resultHeight);
    const ImageBuffer estimate = make(StepPicture::Estimate);
    if (!estimate.isEmpty()) frame.picture = makeDisplayImage(estimate, photo.metadata.icc);
    if (!withNoisy) return frame;
    const ImageBuffer noisy = make(StepPicture::Noisy);
    if (!noisy.isEmpty()) frame.noisy = makeDisplayImage(noisy, photo.metadata.icc);
    return frame;
}

/// The step, and the last step of every region before it.
std::vector<int> lastOfEveryRegion(const Trajectory& trajectory, int index) {
    const std::size_t regions = std::size_t(trajectory.step(index).progress.regions);
    std::vector<int> last;
    std::set<int> seen;
    for (int i = index; i >= 0 && seen.size() < regions; --i) {
        if (seen.insert(trajectory.step(i).progress.region).second) last.push_back(i);
    }
    return last;
}

/// The visible part of a step's region, in the region's pixels.
QRect partInView(const TrajectoryStep& step, const StepView& view) {
    const QSizeF result(step.resultWidth, step.resultHeight);
    const QRectF visible(view.visible.x() * result.width(), view.visible.y() * result.height(),
                         view.visible.width() * result.width(), view.visible.height() * result.height());
    const QRect around =
        visible.toAlignedRect().adjusted(-kPartMargin, -kPartMargin, kPartMargin, kPartMargin);
    return (around & QRect(step.x, step.y, step.width, step.height)).translated(-step.x, -step.y);
}

}  // namespace

std::vector<DisplayFrame> framesAt(const Trajectory& trajectory, int index, const Photograph& photo,
                                   bool noisy) {
    mustNotBlockGui("framesAt");
    std::vector<DisplayFrame> frames;
    for (const int i : lastOfEveryRegion(trajectory, index)) {
        DisplayFrame frame = frameOf(trajectory.step(i), photo, noisy,
                                     [&](StepPicture which) { return trajectory.picture(i, which); });
        if (!frame.picture.isNull()) frames.push_back(std::move(frame));
    }
    return frames;
}

QuickFrames quickFramesAt(const Trajectory& trajectory, int index, const Photograph& photo, bool noisy,
                          const StepView& view) {
    mustNotBlockGui("quickFramesAt");
    QuickFrames quick;
    for (const int i : lastOfEveryRegion(trajectory, index)) {
        const TrajectoryStep step = trajectory.step(i);
        DisplayFrame frame =
            frameOf(step, photo, noisy, [&](StepPicture which) { return trajectory.overview(i, which); });
        if (frame.picture.isNull()) continue;
        quick.frames.push_back(std::move(frame));
        const int factor = overviewFactor(step.width, step.height);
        if (factor == 1) continue;
        quick.isWhole = false;
        const QRect part = partInView(step, view);
        const bool isClose = view.width * factor > step.resultWidth;
        if (!isClose || part.isEmpty() || qint64(part.width()) * part.height() > kQuickPixels) continue;
        DisplayFrame sharp = frameOf(step, photo, noisy, [&](StepPicture which) {
            return trajectory.picture(i, which, {part.x(), part.y(), part.width(), part.height()});
        });
        sharp.rect = part.translated(step.x, step.y);
        if (!sharp.picture.isNull()) quick.frames.push_back(std::move(sharp));
    }
    return quick;
}

StepView stepViewOf(const ViewTransform& view) {
    const QSizeF scene = view.scene();
    const QSizeF port = view.viewport();
    const QRectF seen = QRectF(view.toScene({0, 0}), view.toScene({port.width(), port.height()})) &
                        QRectF(QPointF(0, 0), scene);
    StepView shown;
    shown.visible = {seen.x() / scene.width(), seen.y() / scene.height(), seen.width() / scene.width(),
                     seen.height() / scene.height()};
    shown.width = scene.width() * view.scale();
    return shown;
}

TimelineService::TimelineService(Runs& runs, QObject* parent) : QObject(parent), mRuns(runs) {
    mDelay.setSingleShot(true);
    mDelay.setInterval(kWholeDelay);
    connect(&mDelay, &QTimer::timeout, this, &TimelineService::fetchWhole);
}

TimelineService::~TimelineService() {
    forget();
}

void TimelineService::fetch(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo, bool noisy,
                            const StepView& view) {
    mDelay.stop();
    mWhole.cancel();
    mLast.reset();
    mNext = Wanted{trajectory, index, photo, noisy, view};
    if (!mQuick.isActive()) fetchNext();
}

void TimelineService::fetchNext() {
    const std::optional<Wanted> wanted = std::exchange(mNext, std::nullopt);
    if (!wanted) return;
    const auto show = [this, wanted](const QuickFrames& quick) {
        const bool isLast = !mNext;
        Q_EMIT ready(wanted->index, quick.frames);
        if (isLast && !mNext && !quick.isWhole) {
            mLast = wanted;
            mDelay.start();
        }
        fetchNext();
    };
    mQuick
        .replace(mRuns.looking().post({{}, Run::Kind::Reading, true},
                                      [wanted](RunToken&) {
                                          return quickFramesAt(*wanted->trajectory, wanted->index,
                                                               *wanted->photo, wanted->noisy, wanted->view);
                                      }))
        .then(this, show)
        .orElse(this, [show](const Failure&) { show({}); });  // the step counts as forgotten
}

void TimelineService::fetchWhole() {
    const std::optional<Wanted> wanted = std::exchange(mLast, std::nullopt);
    if (!wanted) return;
    // After a failure, which is logged, the quick frames stay.
    mWhole
        .replace(mRuns.looking().post({},
                                      [wanted](RunToken&) {
                                          return framesAt(*wanted->trajectory, wanted->index, *wanted->photo,
                                                          wanted->noisy);
                                      }))
        .then(this, [this, index = wanted->index](const std::vector<DisplayFrame>& frames) {
            if (!frames.empty()) Q_EMIT ready(index, frames);
        });
}

void TimelineService::fetchThumbnail(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo,
                                     int height) {
    const auto run = mRuns.looking().post({}, [trajectory, index, photo, height](RunToken&) {
        mustNotBlockGui("fetchThumbnail");
        const int whole = trajectory->step(index).height;
        int factor = 1;
        while (whole >= 2 * factor * height)
            factor *= 2;
        const ImageBuffer estimate = trajectory->reduced(index, StepPicture::Estimate, factor);
        if (estimate.isEmpty()) return QImage();
        const DisplayImage display = makeDisplayImage(estimate, photo->metadata.icc);
        const int level = display.levelFor(double(height) / display.size().height());
        return display.level(level).scaledToHeight(height, Qt::SmoothTransformation);
    });
    run.then(this, [this, index](const QImage& picture) {
        if (!picture.isNull()) Q_EMIT thumbnailReady(index, picture);
    });
    std::erase_if(mThumbnails, [](const RunPtr& other) { return other->isOver(); });
    mThumbnails.push_back(run.run());
}

void TimelineService::fetchThumbnails(const TrajectoryPtr& trajectory, const QVector<int>& steps,
                                      const PhotoPtr& photo,
                                      const std::function<int(const QSize&)>& heightOf) {
    for (const int i : steps) {
        const TrajectoryStep step = trajectory->step(i);
        fetchThumbnail(trajectory, i, photo, heightOf({step.width, step.height}));
    }
}

void TimelineService::cancel() {
    mDelay.stop();
    mNext.reset();
    mLast.reset();
    mQuick.cancel();
    mWhole.cancel();
}

void TimelineService::forget() {
    cancel();
    for (const RunPtr& run : std::exchange(mThumbnails, {}))
        run->cancel();
}

}  // namespace lacuna::ui
