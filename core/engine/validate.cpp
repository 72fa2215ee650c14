// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/validate.h"

#include "core/base/cause.h"
#include "core/base/mask.h"
#include "core/engine/uses_light.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

#include <algorithm>

namespace lacuna {
namespace {

constexpr int kScales[] = {2, 3, 4, 8};

std::string number(double value) {
    return toString(ParameterValue(value));
}

void requireRange(double value, double low, double high, const char* name) {
    if (!(value >= low && value <= high)) {
        throw Error(ErrorCode::Usage, name,
                    number(value) + " is outside " + number(low) + " to " + number(high));
    }
}

void requireKernel(const RestorationJob& job) {
    const KernelSpec& kernel = job.operation.kernel;
    if (const KernelKind* kind = findKernelKind(kernel.kind)) {
        try {
            completed(kind->parameters, kernel.values);
        } catch (const Error& error) {
            throw Error(error.code(), "kernel " + error.subject(), error.detail());
        }
        return;
    }
    if (!kernel.isWeights())
        throw Error(ErrorCode::Usage, "kernel",
                    kernel.kind.empty() ? "the task needs one" : "there is no kind '" + kernel.kind + "'");
    if (kernel.width < 1 || kernel.height < 1 ||
        kernel.weights.size() != static_cast<std::size_t>(kernel.width) * kernel.height) {
        throw Error(ErrorCode::KernelInvalid, kernel.path, "the kernel is empty");
    }
    if (kernel.width > job.photo.pixels.width() || kernel.height > job.photo.pixels.height()) {
        throw CausedError(
            ErrorCode::KernelInvalid, kernel.path,
            {LACUNA_CAUSE("Causes", "the kernel (%1 × %2 pixels) is larger than the photograph"),
             {std::to_string(kernel.width), std::to_string(kernel.height)}});
    }
}

/// Whether any pixel is marked, and whether all are.
std::pair<bool, bool> coverage(const ImageBuffer& mask) {
    bool any = false;
    bool all = true;
    for (int y = 0; y < mask.height(); ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x) {
            any = any || isMarked(row[x]);
            all = all && isMarked(row[x]);
        }
    }
    return {any, all};
}

void requireMask(const RestorationJob& job) {
    const ImageBuffer& mask = job.mask;
    const ImageBuffer& pixels = job.photo.pixels;
    const TaskRow& task = taskRow(job.operation.task);
    if (job.onlyMarked && !task.takesPart)
        throw Error(ErrorCode::Usage, "only-marked",
                    std::string("the task ") + task.name + " doesn't take it");
    if (mask.isEmpty()) {
        if (job.onlyMarked) throw Error(ErrorCode::Usage, "mask", "is needed to restore only what it marks");
        if (task.mask == MaskUse::Restored)
            throw Error(ErrorCode::Usage, "mask", std::string("the task ") + task.name + " needs one");
        return;
    }
    if (mask.channels() != 1 || mask.depth() != Depth::UInt8) {
        throw Error(ErrorCode::MaskMismatch, "mask", "must have one 8-bit channel");
    }
    if (mask.width() != pixels.width() || mask.height() != pixels.height()) {
        throw CausedError(ErrorCode::MaskMismatch, "mask",
                          {LACUNA_CAUSE("Causes", "it has %1 × %2 pixels, the photograph %3 × %4"),
                           {std::to_string(mask.width()), std::to_string(mask.height()),
                            std::to_string(pixels.width()), std::to_string(pixels.height())}});
    }
    if (task.mask == MaskUse::None && !job.onlyMarked) {
        throw Error(ErrorCode::Usage, "mask", std::string("the task ") + task.name + " takes none");
    }
    const auto [any, all] = coverage(mask);
    if (!any) throw Error(ErrorCode::MaskEmpty, "mask", "marks no pixel, so there is nothing to restore");
    if (all && !job.onlyMarked)
        throw Error(ErrorCode::MaskEmpty, "mask", "marks every pixel, so nothing is left to restore from");
}

void requireSpectrum(const RestorationJob& job) {
    if (!solverRow(job.solver.solver).needsSpectrum) return;
    const OperatorKind& operation = operatorOf(job.operation.task);
    const bool masked = !unmeasuredPixels(job).isEmpty() && !operation.isLocal;
    const bool isWhite = job.operation.noiseModel.isWhite();
    if (operation.hasSpectrum && !masked && isWhite) return;
    const char* title = solverRow(job.solver.solver).title;
    if (!isWhite) {
        throw CausedError(ErrorCode::Usage, "solver",
                          {LACUNA_CAUSE("Causes",
                                        "%1 works with white noise only; choose white noise or another "
                                        "solver"),
                           {title}});
    }
    if (masked) {
        throw CausedError(ErrorCode::Usage, "solver",
                          {LACUNA_CAUSE("Causes",
                                        "%1 takes no mask for this task; remove the mask or choose another "
                                        "solver"),
                           {title}});
    }
    throw CausedError(
        ErrorCode::Usage, "solver",
        {LACUNA_CAUSE("Causes", "%1 can't be used for this task; choose another solver"), {title}});
}

}  // namespace

void validate(const RestorationJob& job) {
    if (job.photo.pixels.isEmpty()) throw Error(ErrorCode::InputFile, "photograph", "there is none");
    completed(job.solver);
    requireSpectrum(job);
    requireLight(job.operation, job.solver);
    requireRange(assumedNoise(job.operation), 0, 255, "noise");
    requireMask(job);
    const TaskRow& task = taskRow(job.operation.task);
    if (task.mask != MaskUse::Restored && makeSolver(job.solver)->mostLevels() > 0)
        throw Error(ErrorCode::Usage, "levels",
                    std::string("the task ") + task.name + " has no coarse levels");
    if (task.mask != MaskUse::Restored && job.fill == Fill::Borrowed)
        throw Error(ErrorCode::Usage, "fill", std::string("the task ") + task.name + " fills nothing");
    if (task.mask != MaskUse::Restored && job.grain == Grain::On)
        throw Error(ErrorCode::Usage, "grain", std::string("the task ") + task.name + " fills nothing");
    if (task.mask == MaskUse::Restored && job.grain == Grain::On && !job.keepUnmasked)
        throw Error(ErrorCode::Usage, "grain", "has no place where the noise around the mask is removed");
    requireValid(job.operation.noiseModel);
    if (task.takesKernel) requireKernel(job);
    if (task.takesScale &&
        std::find(std::begin(kScales), std::end(kScales), job.operation.scale) == std::end(kScales))
        throw Error(ErrorCode::Usage, "scale",
                    std::to_string(job.operation.scale) + " is none of 2, 3, 4, 8");
    requireRange(job.compute.threads, 0, 1024, "threads");
    if (job.compute.tile != 0) requireRange(job.compute.tile, 64, 8192, "tile");
}

}  // namespace lacuna
