// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trajectory/trajectory.h"
#include "ui/document/display_frame.h"
#include "ui/services/run_queue.h"

#include <QImage>
#include <QObject>
#include <QRectF>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

class ViewTransform;

using TrajectoryPtr = std::shared_ptr<const Trajectory>;
using PhotoPtr = std::shared_ptr<const Photograph>;

/// How a result is placed on the screen.
struct StepView {
    QRectF visible{0, 0, 1, 1};  ///< visible part, in shares of the result's sides
    double width = 0;            ///< width of the whole result in device pixels
};

/// How a view of the result places it.
StepView stepViewOf(const ViewTransform& view);

/// Fetches the steps of a run for the screen.
class TimelineService : public QObject {
    Q_OBJECT

  public:
    explicit TimelineService(Runs& runs, QObject* parent = nullptr);
    ~TimelineService() override;

    /// Fetches a step, with the latest pictures of the regions before it. ready() answers at once with what
    /// `view` shows. If that isn't everything, it answers again with everything as soon as there has been no
    /// other request for a moment. Of several requests made while one is being processed, only the last is
    /// processed next, so that a drag shows as many steps as possible and ends at the right one. `photo` is
    /// the photograph that was restored; it determines the colours. `noisy`: includes x_t.
    void fetch(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo, bool noisy,
               const StepView& view = {});
    /// A picture of the step's region, `height` pixels high, answered by thumbnailReady().
    void fetchThumbnail(const TrajectoryPtr& trajectory, int index, const PhotoPtr& photo, int height);
    /// The same for several steps; `heightOf` says how high the picture of a region of some size is to be.
    void fetchThumbnails(const TrajectoryPtr& trajectory, const QVector<int>& steps, const PhotoPtr& photo,
                         const std::function<int(const QSize&)>& heightOf);
    /// Requested steps no longer arrive.
    void cancel();
    /// Neither requested steps nor thumbnails arrive any more.
    void forget();

  Q_SIGNALS:
    /// Empty: the step was forgotten because there was no room for it.
    void ready(int index, const std::vector<lacuna::ui::DisplayFrame>& frames);
    void thumbnailReady(int index, const QImage& picture);

  private:
    void fetchNext();
    void fetchWhole();

    /// A step to fetch.
    struct Wanted {
        TrajectoryPtr trajectory;
        int index = 0;
        PhotoPtr photo;
        bool noisy = false;
        StepView view;
    };
    Runs& mRuns;
    std::optional<Wanted> mNext;  ///< to fetch once the current one is there
    std::optional<Wanted> mLast;  ///< of which the rest isn't there yet
    LatestRun mQuick;
    LatestRun mWhole;
    QTimer mDelay;  ///< before the whole step is fetched
    std::vector<RunPtr> mThumbnails;
};

/// The step's own picture, and the last picture of every region before it; x_t only if `noisy`. Not on the
/// GUI thread.
std::vector<DisplayFrame> framesAt(const Trajectory& trajectory, int index, const Photograph& photo,
                                   bool noisy);

struct QuickFrames {
    std::vector<DisplayFrame> frames;
    bool isWhole = true;  ///< they equal those of framesAt()
};
/// The same, but of large regions only the overview and, if `view` is closer, the part in view.
QuickFrames quickFramesAt(const Trajectory& trajectory, int index, const Photograph& photo, bool noisy,
                          const StepView& view);

}  // namespace lacuna::ui
