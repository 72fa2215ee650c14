// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/frame_copier.h"
#include "core/engine/solver_snapshot.h"
#include "core/job/frame.h"
#include "core/job/report.h"
#include "core/sampling/solver.h"
#include "core/tiling/coarse_levels.h"
#include "core/tiling/tiled_denoiser.h"

#include <ATen/core/Tensor.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lacuna {

struct Backdrop;
struct TrajectoryStep;

/// The progress of a run over all its regions. The time left is estimated from the network's pixels.
struct RunClock {
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    int evaluations = 0;       ///< made in finished regions
    int totalEvaluations = 0;  ///< of the whole run
    double pixels = 0;         ///< the network's pixels in the evaluations of finished regions
    double totalPixels = 0;    ///< of the whole run
};

/// Turns a solver's iterates in one region into progress, frames and loss records.
class RegionSink : public IterateSink {
  public:
    struct Region {
        int index = 0;
        int count = 1;
        int x = 0;  ///< position of the shown part in the result
        int y = 0;
        int canvasX = 0;  ///< position of x_t in the result
        int canvasY = 0;
        /// What the region's solve consists of, in order: the coarse levels, if any, and the region itself.
        struct Stage {
            int evaluations = 0;
            double pixels = 0;  ///< of the network in one evaluation
        };
        std::vector<Stage> stages;
        /// Where the canvases of coarse levels lie in the result; that of level 1 first.
        std::vector<CoarseCanvas> coarse;
        std::int64_t width = 0;  ///< of x_t at level 0
        std::int64_t height = 0;
        bool isResumed = false;  ///< the screen already shows an earlier run's estimate
        /// Converts a part of x_t or D to colours.
        std::function<at::Tensor(const at::Tensor&)> coloured;
        /// Crops x_t to the shown part and converts it to colours.
        std::function<at::Tensor(const at::Tensor&)> cropped;
        /// Crops D to the result, puts back the pixels that are kept, and converts it to colours.
        std::function<at::Tensor(const at::Tensor&)> shown;
        /// (1, 1, h, w) of the shown part, 1 where `shown` puts pixels back; undefined: nowhere.
        at::Tensor kept;
        at::Tensor reference;  ///< clean picture of the shown part, on [−1, 1]; undefined: none
    };

    /// With `copies`, the device computes one evaluation while the next is given to it, and frames are copied
    /// beside that and shown with a later evaluation. Without (null), frames are shown at once.
    RegionSink(Region region, const RunClock& clock, int resultWidth, int resultHeight, FrameSink& sink,
               std::vector<LossRecord>& history, CopyStream* copies = nullptr);

    /// Takes a tile of the current evaluation, positioned on the canvas, and shows it if there is no whole
    /// estimate yet.
    void tile(const TiledDenoiser::DoneTile& tile);
    void iterate(const Iterate& iterate) override;
    void stepDone(const SolverState& state) override;
    /// Shows the frame that is under way, if there is one, and reads the loss of all evaluations. Call it
    /// after the solve. Throws Error Numerical if a value is no longer finite.
    void finish();

    /// The state after the last completed outer step; step 0 before the first.
    const SolverState& lastState() const { return mState; }
    /// The same with its position.
    SolverPiece piece() const;
    int evaluationsMade() const { return mEvaluations; }
    /// The network's pixels in these evaluations.
    double workDone() const { return work(mEvaluations); }

  private:
    /// The network's pixels in the region's first evaluations.
    double work(int evaluations) const;
    double secondsLeft(const Iterate& iterate) const;
    /// A picture of a level on the region's own canvas: enlarged where it is a coarse one.
    at::Tensor onCanvas(const at::Tensor& picture, int level) const;
    Frame frameAt(int x, int y, const at::Tensor& estimate, const Progress& progress) const;
    /// Shows mShown, and the noisy state if the sink wants it.
    void show(const Iterate& iterate);
    void record(Trajectory& trajectory);
    /// Records pictures of a coarse level at its own size.
    void recordCoarse(Trajectory& trajectory, const TrajectoryStep& step);
    /// What the region shows where the photograph is kept.
    Backdrop backdrop() const;
    /// Fills in the loss of the records that lack it; the device is waited for once.
    void readLosses();
    /// Waits until the device has done all but what it was given for the last evaluation. So the device is
    /// never idle, and after Stop no more than that has to be waited for.
    void keepPace();

    Region mRegion;
    const RunClock& mClock;
    int mResultWidth;
    int mResultHeight;
    FrameSink& mSink;
    std::vector<LossRecord>& mHistory;
    CopyStream* mCopies;
    std::optional<FrameCopier> mCopier;
    std::unique_ptr<CopyStream::Mark> mPace;  ///< after the last evaluation but this
    std::vector<LateLoss> mUnread;            ///< of the last records of mHistory
    ImageBuffer mReference;                   ///< Region::reference with 8 bits; empty: none
    SolverState mState;
    at::Tensor mDenoised;
    at::Tensor mShown;  ///< the shown part of mDenoised; undefined: not needed yet
    at::Tensor mNoisy;  ///< the x_t of mDenoised
    int mLevel = 0;     ///< of both
    Progress mProgress;
    int mEvaluations = 0;
    bool mHasBackdrop = false;  ///< the trajectory's, of this region
    int mFirstEvaluation = -1;  ///< at which a resumed solve began
};

}  // namespace lacuna
