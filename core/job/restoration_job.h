// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

enum class Task { Inpaint, Deblur, Upscale, Denoise };

/// A blur kernel by its parameters. Lengths are pixels of the photograph, angles degrees counter-clockwise
/// from the x axis (as a viewer sees it).
struct KernelSpec {
    enum class Kind { None, Gaussian, Motion, Disc, Weights };
    Kind kind = Kind::None;
    double sigma = 1.6;  ///< Gaussian: standard deviation, (0, 50]
    double length = 15;  ///< Motion: [1, 200]
    double angle = 0;    ///< Motion
    double radius = 3;   ///< Disc: (0, 100]
    int width = 0;       ///< Weights: no shift is at (width / 2, height / 2), the middle where both are odd
    int height = 0;
    std::vector<float> weights;  ///< Weights: rows top to bottom; non-negative, normalised to sum 1 when used
    std::string path;            ///< Weights: the file they came from, for the report
    /// Weights of a picture: what readKernel() took for their centre, in pixels right of and below the
    /// picture's middle, whole or half ones. Already made up for; for the report.
    double shiftX = 0;
    double shiftY = 0;

    bool operator==(const KernelSpec&) const = default;
};

/// What was done to the photograph: the H and σ_y of y = H x + σ_y ε.
struct OperatorSpec {
    Task task = Task::Inpaint;
    KernelSpec kernel;  ///< Deblur only
    int scale = 2;      ///< Upscale only: 2, 3, 4 or 8
    /// Standard deviation of the noise in 8-bit levels, 0–255. Unset: the task's default (defaultNoise()).
    /// The quantisation step's 1/√12 of the photograph's depth is its floor in use.
    std::optional<double> noise;

    bool operator==(const OperatorSpec&) const = default;
};

enum class StepKind { FixedPoint, SingleEvaluation, Gradient, Plain };
enum class Initialisation { Zero, Data };
enum class Precision { Float32, BFloat16 };
enum class DeviceChoice { Auto, Cpu, Cuda };

/// The knobs of VML-MAP (arXiv 2512.10524). Symbols are those of the paper.
struct SolverSpec {
    std::string solver = "vml-map";
    StepKind step = StepKind::FixedPoint;
    int steps = 10;          ///< N, outer steps: 1–1000
    int inner = 1;           ///< K, inner steps per σ: 1–100
    double priorPull = 1.0;  ///< λ ≥ 0; 1 is the loss as it stands
    double stepSize = 1.0;   ///< γ > 0
    double eta = 0.0;        ///< η, share of fresh noise between steps: 0–1
    double sigmaMax = 5.0;   ///< on the [−1, 1] scale, clamped into the model's range
    double sigmaMin = 0.01;
    double rho = 7.0;  ///< Karras schedule
    int anderson = 0;  ///< depth of Anderson acceleration: 0 or 1; fixed point only
    Initialisation initialisation = Initialisation::Zero;

    bool operator==(const SolverSpec&) const = default;
};

struct ModelRef {
    std::string nameOrPath = "photo";  ///< a catalog name, or a model's file or folder
    Precision precision = Precision::Float32;
    std::int64_t label = -1;       ///< the class of a class-conditional model; −1: none
    bool trustsPrograms = false;   ///< run a TorchScript file, which is a program
    std::string trustedProgram{};  ///< SHA-256 of the one TorchScript file that is run even so

    bool operator==(const ModelRef&) const = default;
};

/// Where and how large a run may be.
struct ComputeSpec {
    DeviceChoice device = DeviceChoice::Auto;
    int threads = 0;  ///< 0: LibTorch's default, one per physical core
    int tile =
        0;  ///< side of a denoiser tile in pixels, a multiple of the stride; 0: chosen from memoryLimit
    std::uint64_t memoryLimit = 0;  ///< bytes the run may use at its peak; 0: 3/4 of what is free

    bool operator==(const ComputeSpec&) const = default;
};

/// A rectangle of a photograph, in its pixels.
struct PhotoRegion {
    int x = 0, y = 0, width = 0, height = 0;

    bool operator==(const PhotoRegion&) const = default;
};

/// Everything a restoration needs, as a plain value that is copied into the worker.
struct RestorationJob {
    Photograph photo;
    /// One channel, 8 bit, the photograph's size; values above 127 are to be restored. Empty: no mask.
    /// Required by Inpaint; beside Deblur and Upscale it marks pixels that were not measured.
    ImageBuffer mask;
    /// Inpaint: keep unmasked pixels bit-identical (the default) or let the noise be removed from them too.
    bool keepUnmasked = true;
    OperatorSpec operation;
    SolverSpec solver;
    ModelRef model;
    ComputeSpec compute;
    std::uint64_t seed = 0;
    /// Where the photograph's top left corner lies in the larger one that it was cut from: the noise is that
    /// of these places, so that a part sees the same as the whole.
    int originX = 0;
    int originY = 0;
    /// What is looked at: independent parts of the run that it touches come first. Changes no pixel. Empty:
    /// nothing in particular.
    PhotoRegion focus;
    /// A clean photograph of the result's size to compare with. Empty: none.
    ImageBuffer reference;
};

/// The noise a task assumes when the user doesn't say, in 8-bit levels. Denoise has none: throws Error Usage.
double defaultNoise(Task task);

/// The solver settings that measured best for a task (models/photo-v1.md has the table that chose them).
/// `noise` is in 8-bit levels.
SolverSpec defaultSolver(Task task, double noise);

/// "inpaint", "deblur", "upscale", "denoise".
const char* toString(Task task);
/// "fixed-point", "single", "gradient", "plain".
const char* toString(StepKind step);
/// "zero", "data".
const char* toString(Initialisation initialisation);
/// "float32", "bfloat16".
const char* toString(Precision precision);
/// For reports: "VML-MAP (fixed point)", "VML-MAP (gradient, as in the paper)", …
std::string solverLabel(const SolverSpec& solver);
/// For reports and file names: "gaussian 1.6 px", "motion 15 px at 30°", "disc 3 px", the file's name.
std::string kernelLabel(const KernelSpec& kernel);

/// Whether the text begins with a kind of kernel and a colon, as parseKernel() takes it.
bool isKernelText(std::string_view text);
/// Parses "gaussian:SIGMA", "motion:LENGTH,ANGLE" or "disc:RADIUS". Throws Error Usage for anything else.
KernelSpec parseKernel(const std::string& text);

/// Checks the ranges above. Throws Error Usage naming the setting.
void validate(const SolverSpec& solver);
/// Checks the ranges above and that mask, kernel and photograph fit. Throws Error naming the setting.
void validate(const RestorationJob& job);

}  // namespace lacuna
