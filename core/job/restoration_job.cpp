// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/restoration_job.h"

#include "core/base/error.h"
#include "core/base/mask.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace lacuna {
namespace {

/// In 8-bit levels.
constexpr double kHardlyAnyNoise = 1.0;

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

/// The numbers of a comma-separated list; throws Usage naming `option` where there aren't exactly `count`.
std::vector<double> numbers(std::string_view list, std::size_t count, const std::string& option) {
    std::vector<double> out;
    while (true) {
        const auto comma = list.find(',');
        const auto item = list.substr(0, comma);
        double value = 0;
        const auto [end, fault] = std::from_chars(item.data(), item.data() + item.size(), value);
        if (fault != std::errc{} || end != item.data() + item.size() || !std::isfinite(value)) {
            throw Error(ErrorCode::Usage, option, "'" + std::string(item) + "' is not a number");
        }
        out.push_back(value);
        if (comma == std::string_view::npos) break;
        list.remove_prefix(comma + 1);
    }
    if (out.size() != count) {
        throw Error(ErrorCode::Usage, option, "takes " + number(static_cast<double>(count)) + " number(s)");
    }
    return out;
}

void requireRange(double value, double low, double high, const char* name) {
    if (!(value >= low && value <= high)) {
        throw Error(ErrorCode::Usage, name,
                    number(value) + " is outside " + number(low) + " to " + number(high));
    }
}

void requireKernel(const RestorationJob& job) {
    const KernelSpec& kernel = job.operation.kernel;
    switch (kernel.kind) {
        case KernelSpec::Kind::None:
            throw Error(ErrorCode::Usage, "kernel", "deblurring needs one");
        case KernelSpec::Kind::Gaussian:
            requireRange(kernel.sigma, 1e-3, 50, "kernel sigma");
            break;
        case KernelSpec::Kind::Motion:
            requireRange(kernel.length, 1, 200, "kernel length");
            requireRange(kernel.angle, -1e6, 1e6, "kernel angle");
            break;
        case KernelSpec::Kind::Disc:
            requireRange(kernel.radius, 1e-3, 100, "kernel radius");
            break;
        case KernelSpec::Kind::Weights:
            if (kernel.width < 1 || kernel.height < 1 ||
                kernel.weights.size() != static_cast<std::size_t>(kernel.width) * kernel.height) {
                throw Error(ErrorCode::KernelInvalid, kernel.path, "the kernel is empty");
            }
            if (kernel.width > job.photo.pixels.width() || kernel.height > job.photo.pixels.height()) {
                throw Error(ErrorCode::KernelInvalid, kernel.path,
                            "the kernel (" + std::to_string(kernel.width) + " × " +
                                std::to_string(kernel.height) + ") is larger than the photograph");
            }
            break;
    }
}

/// Whether any, and whether all pixels are marked.
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
    if (mask.isEmpty()) {
        if (job.operation.task == Task::Inpaint)
            throw Error(ErrorCode::Usage, "mask", "inpainting needs one");
        return;
    }
    if (mask.channels() != 1 || mask.depth() != Depth::UInt8) {
        throw Error(ErrorCode::MaskMismatch, "mask", "must have one 8-bit channel");
    }
    if (mask.width() != pixels.width() || mask.height() != pixels.height()) {
        throw Error(ErrorCode::MaskMismatch, "mask",
                    "is " + std::to_string(mask.width()) + " × " + std::to_string(mask.height()) +
                        ", the photograph " + std::to_string(pixels.width()) + " × " +
                        std::to_string(pixels.height()));
    }
    if (job.operation.task == Task::Denoise) {
        throw Error(ErrorCode::Usage, "mask", "denoising takes none");
    }
    const auto [any, all] = coverage(mask);
    if (!any) throw Error(ErrorCode::MaskEmpty, "mask", "marks no pixel, so there is nothing to restore");
    if (all)
        throw Error(ErrorCode::MaskEmpty, "mask", "marks every pixel, so nothing is left to restore from");
}

}  // namespace

double defaultNoise(Task task) {
    switch (task) {
        case Task::Inpaint:
            return 0.5;
        case Task::Deblur:
            return 2.55;
        case Task::Upscale:
            return 0.5;
        case Task::Denoise:
            break;
    }
    throw Error(ErrorCode::Usage, "noise", "denoising needs to know how much noise there is");
}

SolverSpec defaultSolver(Task task, double noise) {
    SolverSpec spec;
    // One evaluation a step fits the data below its noise at small σ; where there is hardly any noise that is
    // no harm, and twice the steps for the same work are a gain.
    const bool exact = (task == Task::Inpaint || task == Task::Upscale) && noise <= kHardlyAnyNoise;
    if (exact) {
        spec.step = StepKind::SingleEvaluation;
        spec.steps = 20;
    }
    return spec;
}

const char* toString(Task task) {
    switch (task) {
        case Task::Inpaint:
            return "inpaint";
        case Task::Deblur:
            return "deblur";
        case Task::Upscale:
            return "upscale";
        case Task::Denoise:
            return "denoise";
    }
    return "";
}

const char* toString(StepKind step) {
    switch (step) {
        case StepKind::FixedPoint:
            return "fixed-point";
        case StepKind::SingleEvaluation:
            return "single";
        case StepKind::Gradient:
            return "gradient";
        case StepKind::Plain:
            return "plain";
    }
    return "";
}

const char* toString(Initialisation initialisation) {
    return initialisation == Initialisation::Zero ? "zero" : "data";
}

const char* toString(Precision precision) {
    return precision == Precision::Float32 ? "float32" : "bfloat16";
}

std::string solverLabel(const SolverSpec& solver) {
    if (solver.solver != "vml-map") return solver.solver;
    switch (solver.step) {
        case StepKind::FixedPoint:
            return solver.anderson ? "VML-MAP (fixed point, Anderson depth 1)" : "VML-MAP (fixed point)";
        case StepKind::SingleEvaluation:
            return "VML-MAP (single evaluation)";
        case StepKind::Gradient:
            return "VML-MAP (gradient, as in the paper)";
        case StepKind::Plain:
            return "VML-MAP (plain gradient descent)";
    }
    return "VML-MAP";
}

std::string kernelLabel(const KernelSpec& kernel) {
    switch (kernel.kind) {
        case KernelSpec::Kind::None:
            return "";
        case KernelSpec::Kind::Gaussian:
            return "gaussian " + number(kernel.sigma) + " px";
        case KernelSpec::Kind::Motion:
            return "motion " + number(kernel.length) + " px at " + number(kernel.angle) + "°";
        case KernelSpec::Kind::Disc:
            return "disc " + number(kernel.radius) + " px";
        case KernelSpec::Kind::Weights:
            return kernel.path.empty()
                       ? std::to_string(kernel.width) + " × " + std::to_string(kernel.height) + " px"
                       : std::filesystem::path(kernel.path).filename().string();
    }
    return "";
}

bool isKernelText(std::string_view text) {
    return text.starts_with("gaussian:") || text.starts_with("motion:") || text.starts_with("disc:");
}

KernelSpec parseKernel(const std::string& text) {
    KernelSpec kernel;
    const std::string_view view(text);
    if (view.starts_with("gaussian:")) {
        kernel.kind = KernelSpec::Kind::Gaussian;
        kernel.sigma = numbers(view.substr(9), 1, "kernel")[0];
    } else if (view.starts_with("motion:")) {
        kernel.kind = KernelSpec::Kind::Motion;
        const auto values = numbers(view.substr(7), 2, "kernel");
        kernel.length = values[0];
        kernel.angle = values[1];
    } else if (view.starts_with("disc:")) {
        kernel.kind = KernelSpec::Kind::Disc;
        kernel.radius = numbers(view.substr(5), 1, "kernel")[0];
    } else {
        throw Error(ErrorCode::Usage, "kernel",
                    "'" + text + "' is none of gaussian:SIGMA, motion:LENGTH,ANGLE and disc:RADIUS");
    }
    return kernel;
}

void validate(const SolverSpec& solver) {
    requireRange(solver.steps, 1, 1000, "steps");
    requireRange(solver.inner, 1, 100, "inner steps");
    requireRange(solver.priorPull, 0, 100, "prior pull");
    requireRange(solver.stepSize, 1e-6, 100, "step size");
    requireRange(solver.eta, 0, 1, "eta");
    requireRange(solver.sigmaMin, 1e-6, 1e4, "sigma min");
    requireRange(solver.sigmaMax, 1e-6, 1e4, "sigma max");
    requireRange(solver.rho, 0.1, 100, "rho");
    if (solver.sigmaMax < solver.sigmaMin) {
        throw Error(ErrorCode::Usage, "sigma max", "is smaller than sigma min");
    }
    requireRange(solver.anderson, 0, 1, "anderson");
    if (solver.anderson != 0 && solver.step != StepKind::FixedPoint) {
        throw Error(ErrorCode::Usage, "anderson", "works with the fixed-point step only");
    }
    if (solver.inner != 1 && solver.step == StepKind::SingleEvaluation) {
        throw Error(ErrorCode::Usage, "inner steps", "the single-evaluation step has exactly 1");
    }
}

void validate(const RestorationJob& job) {
    if (job.photo.pixels.isEmpty()) throw Error(ErrorCode::InputFile, "photograph", "there is none");
    validate(job.solver);
    if (job.operation.noise) {
        requireRange(*job.operation.noise, 0, 255, "noise");
    } else {
        defaultNoise(job.operation.task);
    }
    requireMask(job);
    if (job.operation.task == Task::Deblur) requireKernel(job);
    if (job.operation.task == Task::Upscale) {
        const int scale = job.operation.scale;
        if (scale != 2 && scale != 3 && scale != 4 && scale != 8) {
            throw Error(ErrorCode::Usage, "scale", std::to_string(scale) + " is none of 2, 3, 4, 8");
        }
    }
    requireRange(job.compute.threads, 0, 1024, "threads");
    if (job.compute.tile != 0) requireRange(job.compute.tile, 64, 8192, "tile");
}

}  // namespace lacuna
