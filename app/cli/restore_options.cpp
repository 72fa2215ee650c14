// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/restore_options.h"

#include "app/cli/names.h"
#include "core/base/joined.h"
#include "core/engine/uses_light.h"
#include "core/imaging/dither.h"
#include "core/imaging/estimate/measure_noise.h"
#include "core/imaging/estimate/noise_estimate.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdint>

namespace lacuna::cli {
namespace {

constexpr const char* kAuto = "auto";

/// "inpaint 0.5, deblur 2.55, upscale 0.5; denoise needs it"
std::string defaultNoises() {
    std::string defaults, needed;
    for (const TaskRow& task : taskRows()) {
        if (task.defaultNoise)
            defaults += (defaults.empty() ? "" : ", ") + std::string(task.name) + " " +
                        toString(ParameterValue(*task.defaultNoise));
        else
            needed += std::string("; ") + task.name + " needs it";
    }
    return defaults + needed;
}

}  // namespace

void addRestoreOptions(CLI::App& app, RestoreOptions& options) {
    app.add_option(
           "-n,--noise", options.task.noise,
           std::string("Standard deviation of the photograph's noise in 8-bit levels, 0 to 255, or auto to "
                       "measure it, and of what kind it is, in the photograph. Default: ") +
               defaultNoises() +
               ". It is never taken as less than the noise of rounding, 1/sqrt(12) of a step")
        ->option_text("LEVEL|auto");
    std::vector<std::string> models = namesOf(kNoiseKinds);
    models.emplace_back(kAuto);
    app.add_option(
           "--noise-model", options.task.noiseModel,
           std::string(
               "What that noise is like: white; grain, which neighbouring pixels share; of a strength "
               "that depends on the brightness; or both. All but white are measured in the "
               "photograph (") +
               kFlatPartsMethod +
               "), and so is then the level if --noise isn't given; that of white noise is estimated (" +
               kNoiseEstimateMethod +
               "). auto: anything but white only where several parts of the photograph agree on it; the "
               "report says why. Default: auto with --noise auto, else white")
        ->check(CLI::IsMember(models))
        ->option_text(joined(models, "|"));
    app.add_option(
           "--linear-light", options.task.linearLight,
           "When deblurring or upscaling: whether light was mixed, as in a camera (on), or the file's values "
           "were, as by many programs (off). The curve is sRGB's, or the colour profile's if that is a "
           "power. "
           "auto: on, but off for what `degrade` made of values, for solvers that can't, and for noise that "
           "isn't white. Default: auto")
        ->check(CLI::IsMember(namesOf(kLinearLights)))
        ->option_text(joined(namesOf(kLinearLights), "|"));
    app.add_flag(
        "--denoise-unmasked", options.denoiseUnmasked,
        "When inpainting, remove the noise around the mask too; without it those pixels stay as they are");
    app.add_flag("--only-marked", options.task.onlyMarked,
                 "When denoising or deblurring, restore only what the mask marks; the rest stays as it is");
    app.add_option("--strength", options.strength,
                   "Share of the restoration in percent, 0 to 100; the rest is the photograph as it was. Not "
                   "when upscaling. Default: 100")
        ->check(CLI::Range(0.0, 100.0))
        ->option_text("PERCENT");
    app.add_option(
           "--fill", options.fill,
           "What inpainting fills holes with: what is most probable, or texture borrowed from the rest "
           "of the photograph")
        ->check(CLI::IsMember(namesOf(kFills)))
        ->option_text(joined(namesOf(kFills), "|"));
    app.add_option(
           "--grain", options.grain,
           "Whether inpainting gives the fill the grain of the photograph around it; auto: where there "
           "is grain")
        ->check(CLI::IsMember(namesOf(kGrains)))
        ->option_text(joined(namesOf(kGrains), "|"));
    app.add_flag("--hug", options.hug,
                 "When inpainting, first grow the mask where a rim of the damage still shows around it");
    app.add_option("--depth", options.depth,
                   "Bits per sample of the result; default: as many as the photograph has")
        ->check(CLI::IsMember({8, 16}))
        ->option_text("8|16");
    // A function, since CLI11 makes an optional false where the flag isn't given.
    app.add_flag_function(
        "--dither,!--no-dither", [&options](std::int64_t count) { options.dither = count > 0; },
        "Round restored pixels of 8 bits up or down by chance, so that smooth gradients show no bands. "
        "Default: when denoising");
    addSolverOptions(app, options.solver);
    addModelOptions(app, options.compute);
    addMachineOptions(app, options.compute);
}

bool RestoreOptions::measuresNoise() const {
    return task.noise == kAuto ||
           (!task.noiseModel.empty() && task.noiseModel != nameOf(NoiseKind::White, kNoiseKinds));
}

std::string takeNoise(const TaskOptions& options, const Photograph& photo, OperatorSpec& operation,
                      std::vector<Note>& notes) {
    const bool isMeasured = options.noise == kAuto;
    const std::string white = nameOf(NoiseKind::White, kNoiseKinds);
    const std::string model = !options.noiseModel.empty() ? options.noiseModel
                              : isMeasured                ? std::string(kAuto)
                                                          : white;
    if (model == white) {
        if (!isMeasured) return {};
        operation.noise = estimateNoise(photo.pixels);
        return kNoiseEstimateMethod;
    }
    const NoiseMeasurement measured = measureNoise(photo);
    const NoiseKind kind = model == kAuto ? measured.kind : *fromName(model, kNoiseKinds);
    if (!measured.has(kind))
        throw Error(ErrorCode::Usage, "--noise-model",
                    "the photograph has too few flat parts to measure such noise; --noise-model white goes "
                    "without");
    operation.noiseModel = reducedTo(kind, measured.model);
    if (isMeasured || options.noise.empty()) operation.noise = measured.levelFor(kind);
    if (const std::string maybe = maybeText(measured); model == kAuto && !maybe.empty())
        notes.push_back({.text = maybe});
    if (measured.isJpeg) notes.push_back({.code = NoteCode::NoiseOfJpeg});
    return std::string(kind == NoiseKind::White ? kNoiseEstimateMethod : kFlatPartsMethod) +
           (model == kAuto ? "; " + reasonText(measured) : "");
}

void takeLight(const TaskOptions& options, const Photograph& photo, RecipeStage& stage,
               std::vector<Note>& notes) {
    const LinearLight choice = fromName(options.linearLight, kLinearLights).value_or(LinearLight::Auto);
    const auto allows = [&](const OperatorSpec& operation, const SolverSpec& solver) {
        return usesLight(choice, operation, solver, photo.metadata);
    };
    stage.operation.inLight = allows(stage.operation, stage.solver);
    if (stage.operation.inLight) return;
    OperatorSpec white = stage.operation;
    white.noiseModel = NoiseModel();
    const auto say = [&notes](const std::string& why) {
        notes.push_back({.text = "linear light is off, since " + why});
    };
    if (allows(white, stage.solver)) {
        say("it goes with white noise only");
    } else if (allows(white, SolverSpec())) {
        say("it doesn't go with " + std::string(solverRow(stage.solver.solver).title));
    }
}

OperatorSpec checkedOperation(const RestoreOptions& options) {
    const OperatorSpec operation = operationOf(options.task);
    const TaskRow& task = taskRow(operation.task);
    const bool fillsHoles = task.mask == MaskUse::Restored;
    const auto require = [&task](const char* option, bool isGiven, bool isTaken) {
        if (isGiven && !isTaken)
            throw Error(ErrorCode::Usage, option, std::string("the task ") + task.name + " doesn't take it");
    };
    require("--denoise-unmasked", options.denoiseUnmasked, fillsHoles);
    require("--strength", options.strength < 100, !task.takesScale);
    require("--fill", !options.fill.empty(), fillsHoles);
    require("--grain", !options.grain.empty(), fillsHoles);
    require("--hug", options.hug, fillsHoles);
    if (options.denoiseUnmasked && options.grain == nameOf(Grain::On, kGrains))
        throw Error(ErrorCode::Usage, "--grain", "there is no grain to match with --denoise-unmasked");
    return operation;
}

RecipeStage stageOf(const RestoreOptions& options, const OperatorSpec& operation) {
    RecipeStage stage;
    stage.operation = operation;
    stage.keepUnmasked = !options.denoiseUnmasked;
    stage.onlyMarked = options.task.onlyMarked;
    if (!options.fill.empty()) stage.fill = *fromName(options.fill, kFills);
    if (!options.grain.empty()) stage.grain = *fromName(options.grain, kGrains);
    stage.hug = options.hug;
    stage.solver = solverOf(options.solver, operation);
    stage.seed = options.task.seed;
    if (options.depth != 0) stage.depth = options.depth == 16 ? Depth::UInt16 : Depth::UInt8;
    stage.dither = options.dither.value_or(dithersByDefault(operation.task));
    stage.model = modelOf(options.compute);
    stage.compute = computeOf(options.compute);
    stage.strength = options.strength / 100;
    return stage;
}

}  // namespace lacuna::cli
