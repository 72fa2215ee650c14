// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/engine/region_job.h"
#include "core/job/analysis.h"
#include "core/job/device_info.h"
#include "core/job/frame.h"
#include "core/job/outcome.h"
#include "core/job/plan.h"
#include "core/job/restoration_job.h"
#include "core/job/sample_spec.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lacuna {

/// The engine behind its torch-free face. One thread at a time; every torch object is made, used and
/// destroyed on that thread. Throws Error only: foreign exceptions are translated inside.
class Session {
  public:
    Session();
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// What can compute here, best first.
    std::vector<DeviceInfo> devices() const;
    /// Loads a model and runs it once on a small input, so that the first estimate of the next run comes
    /// soon. `progress` hears how much of the model has been read, from 0 to 1.
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress = {});
    /// What run() would do. Throws what validate() throws, and OutOfMemory where no plan fits.
    Plan plan(const RestorationJob& job);
    /// The job that restores a part of the photograph as run() would restore it within the whole. `region`
    /// lies inside the photograph. Loads the model, whose view decides how much is cut out. Throws what
    /// plan() throws, and MaskEmpty where there is nothing to restore in the region.
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region);
    /// Restores. Cancellation is an outcome, not an error. Throws Error.
    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control);
    /// Goes on from a snapshot; with an unchanged job, to the same bits as the run that made it.
    Outcome resume(const RestorationJob& job, std::shared_ptr<const SolverSnapshot> from, FrameSink& sink,
                   RunControl& control);
    /// Compares a result of the job (or of one with other solver settings) with what was measured. Beyond the
    /// border the result is taken for its own mirror image. Throws Error, Usage for a result of another size.
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result);
    /// Applies the job's operator to its photograph and adds Gaussian noise of operation.noise (none if
    /// unset) with the job's seed: what `lacuna-cli degrade` writes. Upscale crops to multiples of the factor
    /// first; Deblur takes the scene beyond the border to be the photograph's mirror image, so that the size
    /// stays; Inpaint paints the masked pixels mid-grey.
    Photograph degrade(const RestorationJob& job);
    /// D(x; σ). `values` is float32 of shape (n, 3, height, width). For parity checks. Throws Error, Usage
    /// where there are more or fewer of them.
    std::vector<float> evaluate(const ModelRef& model, const ComputeSpec& compute,
                                const std::vector<float>& values, int n, int height, int width, double sigma);
    /// Goes on from after an outer step of a run that was kept; the job may differ in what SolverSnapshot
    /// allows, and in the mask. Regions that had no state there begin from the start. Throws Error, Usage
    /// where that step has no state at all.
    Outcome resume(const RestorationJob& job, const Trajectory& from, int outerStep, FrameSink& sink,
                   RunControl& control);
    /// Draws pictures from a model alone (core/sampling/edm_sampler.h), 8-bit RGB. `drawn` hears how many
    /// there are after each. Where `control` says stop, those that were finished come back. Throws Error,
    /// Usage for a spec out of range, OutOfMemory where an evaluation is expected to take more than the
    /// limit.
    std::vector<ImageBuffer> sample(const ModelRef& model, const ComputeSpec& compute, const SampleSpec& spec,
                                    const std::function<void(int)>& drawn, RunControl& control);

  private:
    struct Impl;
    std::unique_ptr<Impl> mImpl;
};

}  // namespace lacuna
