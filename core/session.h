// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis.h"
#include "core/frame.h"
#include "core/restoration_job.h"
#include "core/run_control.h"
#include "core/sample_spec.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lacuna {

/// One independent part of a run, in pixels of the result.
struct PlannedRegion {
    int x = 0, y = 0, width = 0, height = 0;
    int tiles = 1;  ///< denoiser tiles per evaluation
};

/// Why regions are computed in tiles, the strongest reason last.
enum class TileReason {
    None,      ///< each is one tile
    Damage,    ///< only some tiles restore anything
    Stopping,  ///< so that the run can be stopped in between
    Memory,
    Model,  ///< it knows pictures of that size only; smaller ones are mirrored up to it
    Asked   ///< ComputeSpec::tile
};
/// "none", "damage", "stopping", "memory", "model" or "asked".
const char* toString(TileReason reason);

/// What a run will do, known before it starts.
struct Plan {
    int resultWidth = 0;
    int resultHeight = 0;
    std::vector<PlannedRegion> regions;
    int tile = 0;  ///< side of a denoiser tile in pixels
    TileReason reason = TileReason::None;
    std::uint64_t expectedPeak = 0;  ///< bytes above what the process holds now
    std::uint64_t memoryLimit = 0;   ///< the limit it was made for
    double networkGigaflops = 0;     ///< of the whole run, forward passes
    int evaluations = 0;             ///< of the network, tiles of one evaluation counted as one
};

/// One line of the loss history.
struct LossRecord {
    int region = 0;
    int step = 0;
    int inner = 0;
    double sigma = 0;
    LossTerms loss;
    std::optional<double> psnr;  ///< as in Progress
    std::optional<double> ssim;
};

struct Report {
    std::string task;
    std::string operation;  ///< "inpainting", "blur (gaussian 1.6 px)", …
    std::string solver;     ///< solverLabel()
    std::string model;      ///< its name
    std::string modelHash;  ///< SHA-256 of the file, hexadecimal
    std::string device;     ///< "cpu" or "cuda:0"
    std::string precision;
    int threads = 0;
    int width = 0;  ///< of the result
    int height = 0;
    int steps = 0;
    int inner = 0;
    int evaluations = 0;  ///< made, of the network
    double seconds = 0;
    double noise = 0;  ///< σ_y assumed, in 8-bit levels
    std::uint64_t seed = 0;
    /// ‖y − H x̂‖ / (σ_y √m) of what is handed over, before rounding; 1: explained to the noise.
    double residual = 0;
    double measurements = 0;  ///< m, samples that the residual is of
    /// Whether the residual is what noise of σ_y alone would leave (core/metrics/noise_interval.h).
    bool isExplained() const;
    double stationarity = 0;  ///< ‖v‖ / (σ_t √n) at the last step, the worst of the regions
    std::optional<double> psnr;
    std::optional<double> ssim;
    Plan plan;
    std::vector<LossRecord> history;
    std::vector<std::string> notes;  ///< what was done otherwise than asked, and why
};

/// Where a solver stands between two outer steps; opaque, cheap to copy, usable with the job that made it or
/// one that differs in mask, noise, kernel or settings of the steps to come.
class SolverSnapshot;

struct Outcome {
    enum class Status { Completed, Cancelled };
    Status status = Status::Completed;
    Photograph image;  ///< of the photograph's format, depth and metadata; after Cancelled the last estimate
    bool beforeFirstEstimate = false;  ///< cancelled so early that the image is only the start
    Report report;
    std::shared_ptr<const SolverSnapshot>
        snapshot;  ///< of the last outer step that all regions have completed; null where there is none, or
                   ///< where the memory limit has no room for those of several regions
};

/// What a machine offers.
struct DeviceInfo {
    std::string id;           ///< "cpu", "cuda:0"
    std::string description;  ///< for the user
    bool bfloat16 = false;    ///< faster than float32 there
};

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
    /// D(x; σ). `values` is float32 of shape (n, 3, height, width). For parity checks. Throws Error.
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
