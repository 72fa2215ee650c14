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

class DeviceLayer;
class ModelPool;

/// The engine, behind an interface without Torch. Use it from one thread at a time; every Torch object is
/// made, used and destroyed on that thread, except for models that sessions share. Throws only Error: other
/// exceptions are translated.
class Session {
  public:
    /// With a model of its own: the last one it used.
    Session();
    /// Shares its models with other sessions, which may run on other threads at the same time.
    explicit Session(std::shared_ptr<ModelPool> models);
    /// The same, with devices other than LibTorch's, for tests.
    Session(std::shared_ptr<ModelPool> models, std::shared_ptr<DeviceLayer> devices);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// The devices of this machine, best first.
    std::vector<DeviceInfo> devices() const;
    /// Loads a model and runs it once on a small input, so that the next run's first estimate comes sooner.
    /// `progress` is called with the part of the model that has been read, from 0 to 1.
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress = {});
    /// Plans what run() would do. Throws what validate() throws, and OutOfMemory if no plan fits.
    Plan plan(const RestorationJob& job);
    /// The job that restores a part of the photograph as run() would restore it within the whole. `region`
    /// lies inside the photograph. Loads the model, whose view decides how much is cut out. Throws what
    /// plan() throws, and MaskEmpty where there is nothing to restore in the region.
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region);
    /// Restores. Cancellation is an outcome, not an error. Throws Error.
    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control);
    /// Continues from a snapshot. An unchanged job gives the same bits as the run that made the snapshot.
    Outcome resume(const RestorationJob& job, std::shared_ptr<const SolverSnapshot> from, FrameSink& sink,
                   RunControl& control);
    /// Compares a result of the job, or of a job that differs only in solver settings, with the measurement.
    /// Beyond its border the result is extended by mirroring. Throws Error, Usage for a result of another
    /// size.
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result);
    /// Applies the job's operator to its photograph and adds Gaussian noise of operation.noise and
    /// noiseModel (none if unset) with the job's seed; `lacuna-cli degrade` writes the result. Upscale first
    /// crops to multiples of the factor. Deblur extends the photograph by mirroring, so that the size stays
    /// the same. Inpaint paints the masked pixels mid-grey.
    Photograph degrade(const RestorationJob& job);
    /// D(x; σ), for parity checks. `values` has shape (n, 3, height, width). Throws Error, Usage for another
    /// number of values.
    std::vector<float> evaluate(const ModelRef& model, const ComputeSpec& compute,
                                const std::vector<float>& values, int n, int height, int width, double sigma);
    /// Continues a recorded run after its step `index`. The job may differ in the mask and in what
    /// SolverSnapshot allows; with other noise levels it goes on at the nearest one. Regions without a state
    /// at that step begin from the start. Throws Error, Usage if no region has a state at that step.
    Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                   RunControl& control);
    /// Draws 8-bit RGB pictures from a model alone (core/sampling/edm_sampler.h). `drawn` is called after
    /// each picture with the number drawn so far. If `control` asks for a stop, the finished pictures are
    /// returned. Throws Error: Usage for a spec out of range, OutOfMemory if an evaluation is expected to
    /// take more than the limit.
    std::vector<ImageBuffer> sample(const ModelRef& model, const ComputeSpec& compute, const SampleSpec& spec,
                                    const std::function<void(int)>& drawn, RunControl& control);

  private:
    struct Impl;
    std::unique_ptr<Impl> mImpl;
};

}  // namespace lacuna
