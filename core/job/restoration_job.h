// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/names.h"
#include "core/base/photograph.h"
#include "core/job/noise_model.h"
#include "core/job/parameter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lacuna {

/// What is wrong with a photograph. Each task has a row in core/operators/task.cpp.
enum class Task { Inpaint, Deblur, Upscale, Denoise };

/// A blur kernel: one of the kinds of core/operators/kernels.h with its values, or weights.
struct KernelSpec {
    static constexpr const char* kWeights = "weights";

    std::string kind;        ///< a kind's id, or kWeights; empty: none
    ParameterValues values;  ///< of the kind; values of other kinds may be present, too
    int width = 0;           ///< for kWeights; the element at (width / 2, height / 2) stands for no shift
    int height = 0;
    std::vector<float> weights;  ///< rows top to bottom; non-negative, normalised to sum 1 when used
    std::string path;            ///< the file that the weights came from, for the report
    /// For weights from a picture, for the report only: where readKernel() found their centre, in whole or
    /// half pixels right of and below the picture's middle. The weights are already centred.
    double shiftX = 0;
    double shiftY = 0;

    bool isWeights() const { return kind == kWeights; }
    bool operator==(const KernelSpec&) const = default;
};

/// What was done to the photograph: the H and σ_y of y = H x + σ_y ε.
struct OperatorSpec {
    Task task{};
    KernelSpec kernel;  ///< for a task that takes one
    int scale = 2;      ///< for a task that takes one: 2, 3, 4 or 8
    /// Standard deviation of the noise in 8-bit levels, 0–255. Unset: the task's default. Runs take at least
    /// 1/√12 of the quantisation step of the photograph's depth. The root mean square of noise that isn't
    /// white.
    std::optional<double> noise;
    NoiseModel noiseModel;  ///< holes filled with borrowed texture are solved with white noise
    /// For a task that blurs or shrinks: whether light was mixed, as in a camera, or the file's encoded
    /// values.
    bool inLight = false;

    bool operator==(const OperatorSpec&) const = default;
};

/// A solver's name and its parameters (core/sampling/solver_registry.h). Missing parameters have their
/// defaults.
struct SolverSpec {
    std::string solver = "vml-map";
    ParameterValues values;

    bool operator==(const SolverSpec&) const = default;
};

/// Auto: bfloat16 if the device has instructions for it, else float32.
enum class Precision { Auto, Float32, BFloat16, Float16 };
enum class DeviceChoice { Auto, Cpu, Cuda };

/// What the user says about OperatorSpec::inLight. Auto: usesLight() decides.
enum class LinearLight { Auto, On, Off };
inline constexpr auto kLinearLights = std::to_array<Named<LinearLight>>(
    {{LinearLight::Auto, "auto"}, {LinearLight::On, "on"}, {LinearLight::Off, "off"}});

/// What inpainting fills holes with.
enum class Fill {
    MostProbable,  ///< what the prior says
    Borrowed       ///< texture of the same photograph, whose seams and colours the prior mends
};
inline constexpr auto kFills =
    std::to_array<Named<Fill>>({{Fill::MostProbable, "most-probable"}, {Fill::Borrowed, "borrowed"}});
/// Whether inpainting gives its fill the grain of the photograph around it. Auto: where there is grain.
enum class Grain { Auto, On, Off };
inline constexpr auto kGrains =
    std::to_array<Named<Grain>>({{Grain::Auto, "auto"}, {Grain::On, "on"}, {Grain::Off, "off"}});

/// Of a result, in bits.
inline constexpr auto kDepths = std::to_array<Named<Depth>>({{Depth::UInt8, "8"}, {Depth::UInt16, "16"}});
inline constexpr auto kPrecisions = std::to_array<Named<Precision>>({{Precision::Auto, "auto"},
                                                                     {Precision::Float32, "float32"},
                                                                     {Precision::BFloat16, "bfloat16"},
                                                                     {Precision::Float16, "float16"}});
inline constexpr auto kDevices = std::to_array<Named<DeviceChoice>>(
    {{DeviceChoice::Auto, "auto"}, {DeviceChoice::Cpu, "cpu"}, {DeviceChoice::Cuda, "cuda"}});

struct ModelRef {
    std::string nameOrPath = "photo";  ///< a catalog name, or a model's file or folder
    Precision precision = Precision::Auto;
    std::int64_t label = -1;       ///< the class of a class-conditional model; −1: none
    bool trustsPrograms = false;   ///< run a TorchScript file, which is a program
    std::string trustedProgram{};  ///< SHA-256 of one TorchScript file that may run anyway

    bool operator==(const ModelRef&) const = default;
};

/// On which device a run takes place, and how much of the machine it may use.
struct ComputeSpec {
    DeviceChoice device = DeviceChoice::Auto;
    int threads = 0;  ///< 0: LibTorch's default, one per physical core
    /// Side of a denoiser tile in pixels, a multiple of the stride; 0: chosen from memoryLimit.
    int tile = 0;
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
    /// One channel, 8 bit, the photograph's size; values above 127 are marked. Empty: no mask. Inpainting
    /// restores the marked pixels; other tasks take them as not measured.
    ImageBuffer mask;
    /// For inpainting: whether unmasked pixels stay bit-identical. If not, their noise is removed, too.
    bool keepUnmasked = true;
    /// For a task that takes it (TaskRow::takesPart): the mask marks what to restore. Everything counts as
    /// measured, and unmarked pixels stay bit-identical.
    bool onlyMarked = false;
    Fill fill = Fill::MostProbable;  ///< for inpainting
    Grain grain = Grain::Auto;       ///< for inpainting that keeps the unmasked pixels
    OperatorSpec operation;
    SolverSpec solver;
    ModelRef model;
    ComputeSpec compute;
    std::uint64_t seed = 0;
    /// Of the result; unset: the photograph's. Pixels that aren't restored are converted exactly.
    std::optional<Depth> depth;
    /// Whether restored pixels of 8 bits get up to one level of noise before they are rounded, so that smooth
    /// gradients show no bands.
    bool dither = false;
    /// Position of the photograph's top left corner in the larger photograph that it was cut from. The noise
    /// is drawn for these coordinates, so that a part gets the same noise as the whole.
    int originX = 0;
    int originY = 0;
    /// The part in view: regions and tiles that it touches are computed first. Changes no pixel. Empty: no
    /// preference.
    PhotoRegion focus;
    /// A clean photograph of the result's size to compare with. Empty: none.
    ImageBuffer reference;
};

/// "auto", "float32", "bfloat16", "float16".
const char* toString(Precision precision);

}  // namespace lacuna
