// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/engine/tone.h"
#include "core/job/restoration_job.h"
#include "core/operators/light_mixing.h"
#include "core/operators/task.h"
#include "core/operators/whitened.h"
#include "core/sampling/solver.h"
#include "core/tensors/noise_source.h"
#include "core/tiling/run_plan.h"
#include "core/tiling/tiled_denoiser.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <memory>
#include <optional>
#include <vector>

namespace lacuna {

struct SolverSnapshot;

/// What a job means for the solver: for each region, its measurement with the operator, its coarse levels,
/// and where a resumed run continues.
class RegionProblems {
  public:
    /// The arguments must outlive this. `sigmaY` is that of the problem, on [−1, 1].
    RegionProblems(const RestorationJob& job, Denoiser& denoiser, const Tone& tone, c10::Device device,
                   double sigmaY)
        : mJob(job), mDenoiser(denoiser), mTone(tone), mDevice(device), mSigmaY(sigmaY) {}

    struct Measurement {
        BuiltOperator built;
        at::Tensor y;
        at::Tensor measured;  ///< (1, 1, h, w); undefined if everything is
        at::Tensor kept;      ///< (1, 1, h, w), 1 where the result is the photograph; undefined: nowhere
        at::Tensor clipped;   ///< Problem::clipped
        at::Tensor known;     ///< what the denoiser needn't compute where nothing is damaged
        at::Tensor start;     ///< Problem::start
        /// The operator for noise that isn't white; null: the noise is white.
        std::unique_ptr<Whitened> whitened;
        std::unique_ptr<LightMixing> light;  ///< Problem::light
    };

    Measurement measure(const Region& region) const;
    /// Takes texture borrowed from around the region as measured, too, with a noise of its own (vml-map.md,
    /// "Texture borrowed from the photograph").
    void borrow(const Region& region, Measurement& m, RunControl& control) const;

    /// One level of a region, as a problem of its own.
    struct Level {
        Level(Denoiser& network, const TileLayout& layout, const RunControl* control,
              const NoiseSource& drawn)
            : denoiser(network, layout, control), noise(drawn) {}

        Measurement measurement;
        TiledDenoiser denoiser;
        NoiseSource noise;
        std::optional<Problem> problem;
    };

    using Levels = std::vector<std::unique_ptr<Level>>;

    /// The coarse levels of a part, the finest first; each problem knows the next coarser one.
    Levels coarseLevels(const RunPart& part, const RunControl* control) const;
    /// (x, y): the problem's position in the photograph, in its own pixels.
    static void connect(Problem& problem, const Problem& coarser, int x, int y, const CoarseCanvas& canvas);
    /// Where a resumed run goes on in a region whose canvas begins at (x, y) in the result.
    SolverState stateIn(const SolverSnapshot& from, const RunPart& part, int x, int y, const Measurement& m,
                        const NoiseSource& noise, const Levels& coarse) const;

  private:
    at::Tensor clippedMeasurements(const at::Tensor& colours) const;
    at::Tensor coarseColours(const CoarseCanvas& canvas, bool unmarkedOnly) const;
    at::Tensor base(const Region& region, const Measurement& m, const TileLayout& layout) const;

    const RestorationJob& mJob;
    Denoiser& mDenoiser;
    const Tone& mTone;
    c10::Device mDevice;
    double mSigmaY;
};

}  // namespace lacuna
