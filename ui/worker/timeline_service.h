// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trajectory/trajectory.h"
#include "ui/worker/background_thread.h"
#include "ui/worker/display_frame.h"
#include "ui/worker/failure.h"

#include <QImage>
#include <QObject>
#include <QRectF>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

using TrajectoryPtr = std::shared_ptr<const Trajectory>;
using PhotoPtr = std::shared_ptr<const Photograph>;

/// How a result lies on the screen.
struct StepView {
    QRectF visible{0, 0, 1, 1};  ///< in shares of its sides
    double width = 0;            ///< of all of it, device pixels
};

/// Fetches the steps of a run for the screen, on threads of its own.
class TimelineService : public QObject {
    Q_OBJECT

  public:
    explicit TimelineService(QObject* parent = nullptr);
    ~TimelineService() override;

    /// A step with what the regions before it had become, answered by ready(): at once with what `view` shows
    /// of it, and again with all of it once nothing else was asked for a moment, where that is more. Of
    /// several asked for while one is made only the last one is made next, so that a drag shows what it can
    /// and ends where it is. `photo` is what was restored: its colours are the pictures'. `noisy`: with x_t,
    /// too.
    void fetch(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo, bool noisy,
               const StepView& view = {});
    /// A small picture of the step's region, answered by thumbnailReady().
    void fetchThumbnail(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo, int height);
    /// What was asked for doesn't arrive any more.
    void cancel();
    /// Nor do thumbnails.
    void forget();

  Q_SIGNALS:
    /// Empty: that step was forgotten for want of room.
    void ready(int index, const std::vector<lacuna::ui::DisplayFrame>& frames);
    void thumbnailReady(int index, const QImage& picture);

  private:
    std::shared_ptr<std::atomic<quint64>> mWanted = std::make_shared<std::atomic<quint64>>(0);
    quint64 mCancelled = 0;  ///< this one and those before it
    quint64 mBinding = 0;
    QTimer mDelay;  ///< before all of a step is made
    std::function<void()> mMakeWhole;
    BackgroundThread mThread;
    BackgroundThread mWholeThread;
    BackgroundThread mThumbnailThread;
};

/// The step's own picture, and of every region before it the last one; x_t only if `noisy`. Not on the GUI
/// thread.
std::vector<DisplayFrame> framesAt(const Trajectory& trajectory, int index, const Photograph& photo,
                                   bool noisy);

struct QuickFrames {
    std::vector<DisplayFrame> frames;
    bool isWhole = true;  ///< the same as framesAt()
};
/// Likewise, of large regions only their overview and, where `view` is closer, the part of them in view.
QuickFrames quickFramesAt(const Trajectory& trajectory, int index, const Photograph& photo, bool noisy,
                          const StepView& view);

}  // namespace lacuna::ui
