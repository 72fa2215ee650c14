// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/laddered_run.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/engine/copy_stream.h"
#include "core/engine/device_layer.h"
#include "core/engine/network_memory.h"
#include "core/engine/restoration.h"
#include "core/engine/solver_snapshot.h"
#include "core/job/frame.h"
#include "core/models/load_denoiser.h"
#include "core/models/mirrored_denoiser.h"
#include "core/tensors/translate_errors.h"
#include "core/tiling/run_plan.h"
#include "core/trajectory/trajectory.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace lacuna {
namespace {

ModelRef refOf(const RestorationJob& job, const Attempt& attempt) {
    ModelRef ref = job.model;
    ref.precision = attempt.precision;
    return ref;
}

RestorationJob jobOf(const RestorationJob& job, const Attempt& attempt) {
    RestorationJob tried = job;
    tried.compute.tile = attempt.tile;
    return tried;
}

void requireReference(const RestorationJob& job, const Plan& plan) {
    if (job.reference.isEmpty()) return;
    if (job.reference.width() == plan.resultWidth && job.reference.height() == plan.resultHeight) return;
    throw Error(ErrorCode::InputFile, "reference",
                "is " + std::to_string(job.reference.width()) + " × " +
                    std::to_string(job.reference.height()) + ", the result " +
                    std::to_string(plan.resultWidth) + " × " + std::to_string(plan.resultHeight));
}

/// One attempt. What failed of it is in `failed` if memory runs out.
Outcome attemptRun(const RestorationJob& job, const ModelOnDevice& model, DeviceLayer& devices,
                   const std::shared_ptr<const SolverSnapshot>& from, FrameSink& sink, RunControl& control,
                   FailedAttempt& failed) {
    const std::string& device = model.attempt.device;
    const RestorationJob tried = jobOf(job, model.attempt);
    const RunPlan plan = planOnDevice(tried, model, devices);
    failed.tile = plan.summary.tile;
    failed.shortestTile = plan.shortestTile;
    requireReference(tried, describePlan(tried, plan));
    sink.stage("solve");
    devices.restartPeak(device);
    const std::uint64_t before = devices.heldBytes(device);
    const std::unique_ptr<CopyStream> copies = devices.copyStream(device);
    MirroredDenoiser denoiser(*model.loaded->denoiser, plan.leastSide);
    Outcome outcome = runRestoration(tried, plan, denoiser, {devices.torchDevice(device), copies.get()}, from,
                                     sink, control);
    const std::uint64_t peak = devices.peakBytes(device);
    if (peak > before) outcome.report.peakBytes = peak - before;
    return outcome;
}

}  // namespace

ModelOnDevice loadForJob(const RestorationJob& job, ModelPool& models, DeviceLayer& devices,
                         const std::function<void(double)>& progress) {
    ModelOnDevice model;
    const std::string device = resolveDevice(job.compute.device, devices);
    model.attempt = {device, resolvedPrecision(job.model.precision, device), job.compute.tile};
    while (true) {
        try {
            translatingErrors([&] {
                model.loaded = models.load(refOf(job, model.attempt),
                                           devices.torchDevice(model.attempt.device), progress);
            });
            return model;
        } catch (const Error& error) {
            const FailedAttempt failed{.half = devices.halfPrecision(model.attempt.device)};
            const auto next = error.code() == ErrorCode::OutOfMemory ? nextAttempt(model.attempt, failed, job)
                                                                     : std::nullopt;
            if (!next) throw;
            devices.releaseUnused(model.attempt.device);
            model.notes.push_back(next->note.code == NoteCode::RunOnCpu
                                      ? Note{.code = NoteCode::ModelOnCpu, .device = model.attempt.device}
                                      : next->note);
            log::warning(toText(model.notes.back()));
            model.attempt = next->attempt;
        }
    }
}

RunPlan planOnDevice(const RestorationJob& job, const ModelOnDevice& model, DeviceLayer& devices) {
    const std::string& device = model.attempt.device;
    Denoiser& denoiser = *model.loaded->denoiser;
    const DeviceBudget budget = deviceBudget(job.compute, device, devices);
    if (const auto memory = networkMemory(*model.loaded, device, devices))
        return planRestoration(job, MeasuredDenoiser(denoiser, *memory), budget);
    return planRestoration(job, denoiser, budget);
}

Outcome runLaddered(const RestorationJob& job, ModelOnDevice& model, ModelPool& models, DeviceLayer& devices,
                    const std::shared_ptr<const SolverSnapshot>& from, FrameSink& sink, RunControl& control) {
    struct Kept {
        Outcome outcome;
        Attempt attempt;
    };
    std::optional<Kept> farthest;
    // What the last attempt comes to: the best estimate that there was, or the error.
    const auto give = [&](const Error& error) {
        if (!farthest) throw error;
        model.attempt = farthest->attempt;
        return std::move(farthest->outcome);
    };
    Error fault(ErrorCode::OutOfMemory, "", "the memory that the run needs isn't there");
    while (true) {
        FailedAttempt failed{.half = devices.halfPrecision(model.attempt.device)};
        std::optional<NextAttempt> next;
        try {
            Outcome outcome;
            translatingErrors(
                [&] { outcome = attemptRun(job, model, devices, from, sink, control, failed); });
            if (!outcome.report.isStoppedByMemory()) return outcome;
            if (!outcome.beforeFirstEstimate &&
                (!farthest || farthest->outcome.report.evaluations <= outcome.report.evaluations)) {
                outcome.snapshot.reset();  // it holds the device's memory
                farthest = {std::move(outcome), model.attempt};
            }
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Numerical) next = afterOverflow(model.attempt, failed.half);
            if (error.code() != ErrorCode::OutOfMemory && !next) throw;
            fault = error;
        }
        if (!next) next = nextAttempt(model.attempt, failed, job);
        if (!next) return give(fault);
        model.notes.push_back(next->note);
        log::warning(toText(next->note));
        const bool isOther = next->attempt.device != model.attempt.device ||
                             next->attempt.precision != model.attempt.precision;
        if (isOther) model.loaded.reset();  // before the next is loaded: they might not fit both
        devices.releaseUnused(model.attempt.device);
        if (isOther) {
            try {
                translatingErrors([&] {
                    model.loaded =
                        models.load(refOf(job, next->attempt), devices.torchDevice(next->attempt.device));
                });
            } catch (const Error& error) {
                if (error.code() != ErrorCode::OutOfMemory) throw;
                return give(error);
            }
        }
        model.attempt = next->attempt;
        // What the attempt that failed added to the timeline is computed again.
        if (Trajectory* trajectory = sink.trajectory()) trajectory->startAgain();
    }
}

}  // namespace lacuna
