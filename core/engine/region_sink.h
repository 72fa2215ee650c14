// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"
#include "core/job/report.h"
#include "core/sampling/solver.h"
#include "core/tiling/tiled_denoiser.h"

#include <ATen/core/Tensor.h>

#include <chrono>
#include <functional>
#include <vector>

namespace lacuna {

/// What one run has done so far, over all its regions; tells the time left by the network's pixels.
struct RunClock {
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    int evaluations = 0;       ///< made in regions that are finished
    int totalEvaluations = 0;  ///< of the whole run
    double pixels = 0;         ///< network pixels of finished regions
    double totalPixels = 0;
};

/// Turns a solver's iterates in one region into progress, frames and loss records.
class RegionSink : public IterateSink {
  public:
    struct Region {
        int index = 0;
        int count = 1;
        int x = 0;  ///< of the shown part in the result
        int y = 0;
        int evaluations = 0;  ///< that a whole solve of it makes
        double pixels = 0;    ///< network pixels of that solve
        int canvasX = 0;      ///< of x_t in the result
        int canvasY = 0;
        bool isResumed = false;  ///< goes on from a state: an estimate is on the screen already
        /// A part of x_t or D as colours.
        std::function<at::Tensor(const at::Tensor&)> coloured;
        /// The shown part of x_t, as colours.
        std::function<at::Tensor(const at::Tensor&)> cropped;
        /// What of D is shown, as colours: cropped to the result and, where pixels are kept, with them put
        /// back.
        std::function<at::Tensor(const at::Tensor&)> shown;
        at::Tensor reference;  ///< clean picture of the shown part on [−1, 1]; undefined: none
    };

    RegionSink(Region region, const RunClock& clock, int resultWidth, int resultHeight, FrameSink& sink,
               std::vector<LossRecord>& history);

    /// A tile of the evaluation under way, its place in the canvas: shown where there is no whole estimate
    /// yet.
    void tile(const TiledDenoiser::DoneTile& tile);
    void iterate(const Iterate& iterate) override;
    void stepDone(const SolverState& state) override;

    /// After the last outer step that was completed; step 0 before the first.
    const SolverState& lastState() const { return mState; }
    int evaluationsMade() const { return mEvaluations; }

  private:
    double secondsLeft(const Iterate& iterate) const;
    Frame frameAt(int x, int y, const at::Tensor& estimate, const Progress& progress) const;
    void record(Trajectory& trajectory) const;

    Region mRegion;
    const RunClock& mClock;
    int mResultWidth;
    int mResultHeight;
    FrameSink& mSink;
    std::vector<LossRecord>& mHistory;
    ImageBuffer mReference;  ///< the region's, 8 bit; empty: none
    SolverState mState;
    at::Tensor mDenoised;
    at::Tensor mShown;  ///< what of it is shown; undefined: not asked for yet
    at::Tensor mNoisy;  ///< x_t that it is of
    Progress mProgress;
    int mEvaluations = 0;
    int mFirstEvaluation = -1;  ///< where a resumed solve began
};

}  // namespace lacuna
