// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/machine.h"
#include "core/base/parallel_rows.h"
#include "core/engine/analyse_result.h"
#include "core/engine/degradation.h"
#include "core/engine/device_layer.h"
#include "core/engine/freed_memory.h"
#include "core/engine/laddered_run.h"
#include "core/engine/model_pool.h"
#include "core/engine/restoration.h"
#include "core/engine/solver_snapshot.h"
#include "core/engine/validate.h"
#include "core/imaging/hug_damage.h"
#include "core/imaging/metrics.h"
#include "core/imaging/soft_edges.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/operators/task.h"
#include "core/sampling/edm_sampler.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/tensor_image.h"
#include "core/tensors/translate_errors.h"
#include "core/trajectory/trajectory.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace lacuna {
namespace {

using Loaded = std::shared_ptr<const LoadedModel>;

/// Large enough that LibTorch prepares every convolution, small enough to take only a moment.
constexpr int kWarmUpSide = 64;

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}

/// Throws Error OutOfMemory if one forward pass is expected to take more than the limit. Not checked on a GPU
/// without a limit, which reports it itself, or for a TorchScript program, whose needs are unknown.
void requireMemory(const Denoiser& denoiser, const ComputeSpec& compute, const std::string& device,
                   DeviceLayer& devices, int n, int height, int width, const std::string& subject) {
    const int stride = denoiser.stride();
    const auto padded = [stride](int side) { return std::ceil(static_cast<double>(side) / stride) * stride; };
    const double pixels = n * padded(height) * padded(width);
    if ((compute.memoryLimit == 0 && device != "cpu") || denoiser.flops(pixels) <= 0) return;
    const std::uint64_t limit = deviceBudget(compute, device, devices).memory;
    const double needed = denoiser.forwardBytes(pixels);
    if (needed <= static_cast<double>(limit)) return;
    constexpr double kMebibyte = 1 << 20;
    throw Error(ErrorCode::OutOfMemory, subject,
                "an evaluation would take about " + std::to_string(std::llround(needed / kMebibyte)) +
                    " MiB; " + mebibytes(limit) + " may be used");
}

/// LibTorch takes a thread for each physical core that it sees, and knows nothing of what a container may
/// use. Who sets the number for OpenMP has a reason.
int defaultThreads() {
    const int threads = at::get_num_threads();
    return std::getenv("OMP_NUM_THREADS") ? threads : std::min(threads, usableCores());
}

void requireRanges(const SampleSpec& spec) {
    const auto require = [](bool good, const char* what, const char* range) {
        if (!good) throw Error(ErrorCode::Usage, what, std::string("must be between ") + range);
    };
    require(spec.count >= 1 && spec.count <= 1024, "count", "1 and 1024");
    require(spec.size >= 1 && spec.size <= 4096, "size", "1 and 4096");
    require(spec.steps >= 1 && spec.steps <= 1000, "steps", "1 and 1000");
    require(spec.churn >= 0 && spec.churn <= 1000, "churn", "0 and 1000");
}

}  // namespace

struct Session::Impl {
    Impl(std::shared_ptr<ModelPool> models, std::shared_ptr<DeviceLayer> devices)
        : mModels(std::move(models)), mDevices(std::move(devices)) {}

    void setThreads(const ComputeSpec& compute) {
        const int threads = compute.threads > 0 ? compute.threads : mDefaultThreads;
        if (threads != at::get_num_threads()) at::set_num_threads(threads);
        setRowThreads(threads);
    }

    /// The model where it computes, for what has no ladder. `device` becomes LibTorch's name of the place.
    Loaded load(const ModelRef& model, const ComputeSpec& compute, std::string& device,
                const LoadProgress& progress = {}) {
        device = resolveDevice(compute.device, *mDevices);
        ModelRef ref = model;
        ref.precision = resolvedPrecision(ref.precision, device);
        device = mDevices->torchDevice(device);
        return mModels->load(ref, device, progress);
    }

    Outcome run(const RestorationJob& job, const std::shared_ptr<const SolverSnapshot>& from, FrameSink& sink,
                RunControl& control);

    int mDefaultThreads = defaultThreads();
    std::shared_ptr<ModelPool> mModels;
    std::shared_ptr<DeviceLayer> mDevices;
};

Outcome Session::Impl::run(const RestorationJob& job, const std::shared_ptr<const SolverSnapshot>& from,
                           FrameSink& sink, RunControl& control) {
    const auto begin = std::chrono::steady_clock::now();
    validate(job);
    setThreads(job.compute);
    sink.stage("model");
    ModelOnDevice model =
        loadForJob(job, *mModels, *mDevices, [&sink](double share) { sink.loading(share); });
    std::vector<Note> notes;
    if (model.attempt.precision == Precision::BFloat16 && !bfloat16IsFast(model.attempt.device))
        notes.push_back({.code = NoteCode::SlowBfloat16});
    if (model.attempt.precision == Precision::Float16 && !float16IsFast(model.attempt.device))
        notes.push_back({.code = NoteCode::SlowFloat16});
    if (!model.loaded->model.assumed().empty())
        notes.push_back({.code = NoteCode::AssumedSettings, .text = model.loaded->model.assumption.from});
    const KernelSpec& kernel = job.operation.kernel;
    if (taskRow(job.operation.task).takesKernel && (kernel.shiftX != 0 || kernel.shiftY != 0))
        notes.push_back({.code = NoteCode::CentredKernel,
                         .text = toString(ParameterValue(kernel.shiftX)) + ", " +
                                 toString(ParameterValue(kernel.shiftY))});

    sink.stage("plan");
    Outcome outcome = runLaddered(job, model, *mModels, *mDevices, from, sink, control);
    notes.insert(notes.begin(), model.notes.begin(), model.notes.end());

    // Other runs restore every pixel, or their result has another size: there is nothing to blend.
    if (keepsUnmarked(job) && !job.mask.isEmpty())
        blendSoftEdges(outcome.image.pixels, job.photo.pixels.converted(outcome.image.pixels.depth()),
                       job.mask);
    Report& report = outcome.report;
    report.model = model.loaded->model.name;
    report.modelHash = model.loaded->hash;
    report.device = model.attempt.device;
    report.precision = toString(model.attempt.precision);
    report.threads = at::get_num_threads();
    report.notes.insert(report.notes.begin(), notes.begin(), notes.end());
    if (restoresRegions(job) && !job.onlyMarked && visibleRim(job.photo.pixels, job.mask) >= kRemarkableRim)
        report.notes.push_back({.code = NoteCode::VisibleRim});
    if (!job.reference.isEmpty() && outcome.image.pixels.width() == job.reference.width() &&
        outcome.image.pixels.height() == job.reference.height()) {
        report.psnr = psnr(outcome.image.pixels, job.reference);
        report.ssim = ssim(outcome.image.pixels, job.reference);
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    log::debug("restored " + std::to_string(report.width) + " × " + std::to_string(report.height) +
               ", peak " + mebibytes(report.peakBytes) + ", " + mebibytes(report.plan.expectedPeak) +
               " expected");
    return outcome;
}

Session::Session() : Session(std::make_shared<ModelPool>()) {}
Session::Session(std::shared_ptr<ModelPool> models) : Session(std::move(models), torchDevices()) {}
Session::Session(std::shared_ptr<ModelPool> models, std::shared_ptr<DeviceLayer> devices)
    : mImpl(std::make_unique<Impl>(std::move(models), std::move(devices))) {
    mImpl->setThreads({});
}
Session::~Session() = default;

std::vector<DeviceInfo> Session::devices() const {
    return mImpl->mDevices->devices();
}

void Session::preload(const ModelRef& model, const ComputeSpec& compute,
                      const std::function<void(double)>& progress) {
    translatingErrors([&] {
        mImpl->setThreads(compute);
        std::string device;
        const Loaded loaded = mImpl->load(model, compute, device, progress);
        loaded->denoiser->denoise(
            at::zeros({1, 3, kWarmUpSide, kWarmUpSide}, at::device(c10::Device(device))), 1.0);
    });
}

Plan Session::plan(const RestorationJob& job) {
    Plan plan;
    translatingErrors([&] {
        validate(job);
        mImpl->setThreads(job.compute);
        const ModelOnDevice model = loadForJob(job, *mImpl->mModels, *mImpl->mDevices);
        plan = describePlan(job, planOnDevice(job, model, *mImpl->mDevices));
    });
    return plan;
}

RegionJob Session::cut(const RestorationJob& job, const PhotoRegion& region) {
    RegionJob part;
    translatingErrors([&] {
        std::string device;
        const Loaded loaded = mImpl->load(job.model, job.compute, device);
        const Denoiser& denoiser = *loaded->denoiser;
        // A job without a mask is refused by cutRegion().
        part = cutRegion(job, region,
                         job.mask.isEmpty() ? denoiser.context() : contextOf(job, region, denoiser));
    });
    return part;
}

Outcome Session::run(const RestorationJob& job, FrameSink& sink, RunControl& control) {
    return resume(job, nullptr, sink, control);
}

Outcome Session::resume(const RestorationJob& job, std::shared_ptr<const SolverSnapshot> from,
                        FrameSink& sink, RunControl& control) {
    const KeepFreedMemory keep;
    Outcome outcome;
    translatingErrors([&] { outcome = mImpl->run(job, from, sink, control); });
    return outcome;
}

Outcome Session::resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                        RunControl& control) {
    const auto snapshot = std::make_shared<SolverSnapshot>();
    translatingErrors([&] {
        for (const auto& state : from.states(index))
            snapshot->pieces.push_back(unpack(*state));
    });
    if (snapshot->pieces.empty())
        throw Error(ErrorCode::Usage, "step", "nothing was kept of step " + std::to_string(index + 1));
    return resume(job, snapshot, sink, control);
}

Analysis Session::analyse(const RestorationJob& job, const ImageBuffer& result) {
    Analysis analysis;
    translatingErrors([&] {
        validate(job);
        mImpl->setThreads(job.compute);
        analysis = analyseResult(job, result);
    });
    return analysis;
}

Photograph Session::degrade(const RestorationJob& job) {
    Photograph out;
    translatingErrors([&] { out = degradePhotograph(job); });
    return out;
}

std::vector<float> Session::evaluate(const ModelRef& model, const ComputeSpec& compute,
                                     const std::vector<float>& values, int n, int height, int width,
                                     double sigma) {
    const double expected = 3.0 * n * height * width;
    if (n < 1 || height < 1 || width < 1 || static_cast<double>(values.size()) != expected)
        throw Error(ErrorCode::Usage, "values",
                    "hold " + std::to_string(values.size()) + " numbers, not those of " + std::to_string(n) +
                        " pictures of " + std::to_string(width) + " × " + std::to_string(height));
    std::vector<float> out(values.size());
    translatingErrors([&] {
        const at::NoGradGuard noGradients;
        mImpl->setThreads(compute);
        std::string device;
        const Loaded loaded = mImpl->load(model, compute, device);
        Denoiser& denoiser = *loaded->denoiser;
        requireMemory(denoiser, compute, device, *mImpl->mDevices, n, height, width,
                      loaded->model.path.string());
        std::vector<float> copy = values;
        const at::Tensor x =
            at::from_blob(copy.data(), {n, 3, height, width}, at::kFloat).to(c10::Device(device));
        const at::Tensor d = denoiser.denoise(x, sigma).to(at::kCPU).contiguous();
        std::copy_n(d.data_ptr<float>(), out.size(), out.begin());
    });
    return out;
}

std::vector<ImageBuffer> Session::sample(const ModelRef& model, const ComputeSpec& compute,
                                         const SampleSpec& spec, const std::function<void(int)>& drawn,
                                         RunControl& control) {
    requireRanges(spec);
    const KeepFreedMemory keep;
    std::vector<ImageBuffer> pictures;
    translatingErrors([&] {
        mImpl->setThreads(compute);
        std::string device;
        const Loaded loaded = mImpl->load(model, compute, device);
        Denoiser& denoiser = *loaded->denoiser;
        requireMemory(denoiser, compute, device, *mImpl->mDevices, 1, spec.size, spec.size,
                      loaded->model.path.string());
        const at::Tensor like =
            at::zeros({1, 3, spec.size, spec.size}, at::device(c10::Device(device)).dtype(at::kFloat));
        for (int i = 0; i < spec.count; ++i) {
            const NoiseSource noise(spec.seed + static_cast<std::uint64_t>(i));
            const at::Tensor x = drawSample(denoiser, spec, noise, like, control);
            if (!x.defined()) return;
            pictures.push_back(toImage(x, 3, Depth::UInt8));
            drawn(i + 1);
        }
    });
    return pictures;
}

}  // namespace lacuna
