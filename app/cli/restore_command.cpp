// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/names.h"
#include "app/cli/output_file.h"
#include "app/cli/report_printer.h"
#include "app/cli/result_file.h"
#include "app/cli/run_printer.h"
#include "app/cli/solver_options.h"
#include "app/cli/task_options.h"
#include "core/base/joined.h"
#include "core/engine/recipe_job.h"
#include "core/imaging/blend.h"
#include "core/imaging/dither.h"
#include "core/imaging/estimate/measure_noise.h"
#include "core/imaging/estimate/noise_estimate.h"
#include "core/imaging/hug_damage.h"
#include "core/io/image_io.h"
#include "core/operators/task.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {
namespace {

constexpr const char* kAuto = "auto";

struct RestoreOptions {
    TaskOptions task;
    SolverOptions solver;
    ComputeOptions compute;
    bool denoiseUnmasked = false;
    std::string fill = nameOf(Fill::MostProbable, kFills);
    bool hug = false;
    std::string grain = nameOf(Grain::Auto, kGrains);
    double strength = 100;       ///< percent
    int depth = 0;               ///< 0: the photograph's
    std::optional<bool> dither;  ///< unset: the task's default
    std::string reference;
    std::string iterates;
    std::string recipe;
    bool json = false;
    bool quiet = false;
};

/// Measures the noise where the options ask for it. Returns how, for the report; empty if it wasn't.
std::string takeNoise(const TaskOptions& options, RestorationJob& job, std::vector<Note>& notes) {
    const bool isMeasured = options.noise == kAuto;
    const std::string fallback = isMeasured ? kAuto : nameOf(NoiseKind::White, kNoiseKinds);
    const std::string& model = options.noiseModel.empty() ? fallback : options.noiseModel;
    if (model == nameOf(NoiseKind::White, kNoiseKinds)) {
        if (!isMeasured) return {};
        job.operation.noise = estimateNoise(job.photo.pixels);
        return kNoiseEstimateMethod;
    }
    const NoiseMeasurement measured = measureNoise(job.photo);
    const NoiseKind kind = model == kAuto ? measured.kind : *fromName(model, kNoiseKinds);
    if (!measured.has(kind))
        throw Error(ErrorCode::Usage, "--noise-model",
                    "the photograph has too few flat parts to measure such noise; --noise-model white goes "
                    "without");
    job.operation.noiseModel = reducedTo(kind, measured.model);
    if (isMeasured || options.noise.empty()) job.operation.noise = measured.levelFor(kind);
    if (measured.isJpeg) notes.push_back({.code = NoteCode::NoiseOfJpeg});
    return std::string(kind == NoiseKind::White ? kNoiseEstimateMethod : kFlatPartsMethod) +
           (model == kAuto ? "; " + reasonText(measured) : "");
}

RestorationJob jobOf(const RestoreOptions& options, const OperatorSpec& operation, RunContext& context) {
    RestorationJob job = readJob(options.task, operation, true);
    context.noiseMethod = takeNoise(options.task, job, context.losses);
    job.solver = solverOf(options.solver, operation.task, assumedNoise(job.operation));
    job.model = modelOf(options.compute);
    job.compute = computeOf(options.compute);
    job.keepUnmasked = !options.denoiseUnmasked;
    job.onlyMarked = options.task.onlyMarked;
    if (options.hug) job.mask = hugDamage(job.photo.pixels, job.mask);
    job.fill = *fromName(options.fill, kFills);
    job.grain = *fromName(options.grain, kGrains);
    if (options.depth != 0) job.depth = options.depth == 16 ? Depth::UInt16 : Depth::UInt8;
    job.dither = options.dither.value_or(dithersByDefault(operation.task));
    if (!options.reference.empty()) job.reference = readPhotograph(options.reference).pixels;
    return job;
}

/// What `lacuna-cli run` needs to repeat the restoration.
Recipe recipeOf(const RestoreOptions& options, const RestorationJob& job, const Outcome& outcome) {
    const auto file = [](const std::string& path) { return RecipeFile{path, hashOfFile(path)}; };
    Recipe recipe;
    recipe.photo = file(options.task.input);
    recipe.page = options.task.page;
    RecipeStage& stage = recipe.stages.emplace_back();
    if (!options.task.mask.empty()) stage.mask = file(options.task.mask);
    stage.operation = job.operation;
    stage.keepUnmasked = job.keepUnmasked;
    stage.onlyMarked = job.onlyMarked;
    stage.fill = job.fill;
    stage.grain = job.grain;
    stage.hug = options.hug;
    stage.solver = job.solver;
    stage.seed = job.seed;
    stage.depth = job.depth;
    stage.dither = job.dither;
    stage.model = job.model;
    stage.compute = job.compute;
    stage.strength = options.strength / 100;
    noteRun(stage, outcome.report);
    noteResult(recipe, outcome.report, outcome.image.pixels);
    return recipe;
}

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

int restore(const RestoreOptions& options) {
    const OperatorSpec operation = operationOf(options.task);
    const TaskRow& task = taskRow(operation.task);
    if (options.denoiseUnmasked && task.mask != MaskUse::Restored) {
        throw Error(ErrorCode::Usage, "--denoise-unmasked",
                    std::string("the task ") + task.name + " doesn't take it");
    }
    if (options.strength < 100 && task.takesScale)
        throw Error(ErrorCode::Usage, "--strength",
                    std::string("the task ") + task.name + " doesn't take it");
    if (options.hug && task.mask != MaskUse::Restored)
        throw Error(ErrorCode::Usage, "--hug", std::string("the task ") + task.name + " doesn't take it");
    requireWritablePicture(options.task.output);
    if (!options.recipe.empty()) requireWritable(options.recipe);

    RunControl control;
    Interruption interruption(control);
    std::unique_ptr<IterateWriter> iterates;
    if (!options.iterates.empty()) iterates = std::make_unique<IterateWriter>(options.iterates);
    RunContext context;
    const RestorationJob job = jobOf(options, operation, context);
    if (!options.recipe.empty() && !job.photo.missing.isEmpty())
        throw Error(ErrorCode::Usage, "--recipe",
                    "the photograph's file is cut off, and recipes need a whole one");
    const ResultFile file(job.photo, keepsUnmarked(job), {resultScale(job.operation), job.depth},
                          options.task.input, options.task.output);
    context.input = options.task.input;
    context.output = options.task.output;
    const std::vector<Note> losses = file.losses();
    context.losses.insert(context.losses.end(), losses.begin(), losses.end());
    if (!options.quiet) printLosses(context);

    Outcome outcome;
    {
        ProgressPrinter printer(options.quiet);
        RunPrinter sink(printer, iterates.get());
        outcome = Session().run(job, sink, control);
    }
    if (iterates) iterates->finish();
    if (options.strength < 100)
        outcome.image.pixels = blended(job.photo.pixels.converted(outcome.image.pixels.depth()),
                                       outcome.image.pixels, options.strength / 100);
    {
        const auto lock = interruption.whileWriting();
        if (Interruption::status() != 0) {
            std::fputs("lacuna-cli: interrupted; no result was written\n", stderr);
            return Interruption::status();
        }
        context.blocks = file.write(outcome.image);
        if (!options.recipe.empty()) writeRecipe(options.recipe, recipeOf(options, job, outcome));
    }
    if (options.json || !options.quiet) printReport(outcome.report, context, options.json);
    return 0;
}

}  // namespace

Command addRestoreCommand(CLI::App& parent) {
    CLI::App* app = parent.add_subcommand("restore", "Restore a photograph");
    const auto options = std::make_shared<RestoreOptions>();
    addTaskOptions(*app, options->task);
    app->add_option(
           "-n,--noise", options->task.noise,
           std::string("Standard deviation of the photograph's noise in 8-bit levels, 0 to 255, or auto to "
                       "estimate it (") +
               kNoiseEstimateMethod + "). Default: " + defaultNoises() +
               ". In use it is at least the rounding's, 1/sqrt(12) of a step")
        ->option_text("LEVEL|auto");
    std::vector<std::string> models = namesOf(kNoiseKinds);
    models.emplace_back(kAuto);
    app->add_option(
           "--noise-model", options->task.noiseModel,
           std::string(
               "What that noise is like: white; grain, which neighbouring pixels share; of a strength "
               "that depends on the brightness; or both. All but white are measured in the "
               "photograph (") +
               kFlatPartsMethod +
               "), and so is then the level if --noise isn't given. auto: what fits. Default: auto with "
               "--noise auto, else white")
        ->check(CLI::IsMember(models))
        ->option_text(joined(models, "|"));
    app->add_flag(
        "--denoise-unmasked", options->denoiseUnmasked,
        "When inpainting, remove the noise around the mask too; without it those pixels stay as they are");
    app->add_flag("--only-marked", options->task.onlyMarked,
                  "When denoising or deblurring, restore only what the mask marks; the rest stays as it is");
    app->add_option(
           "--strength", options->strength,
           "Share of the restoration in percent, 0 to 100; the rest is the photograph as it was. Not "
           "when upscaling. Default: 100")
        ->check(CLI::Range(0.0, 100.0))
        ->option_text("PERCENT");
    app->add_option(
           "--fill", options->fill,
           "What inpainting fills holes with: what is most probable, or texture borrowed from the rest "
           "of the photograph")
        ->check(CLI::IsMember(namesOf(kFills)))
        ->option_text(joined(namesOf(kFills), "|"));
    app->add_option(
           "--grain", options->grain,
           "Whether inpainting gives the fill the grain of the photograph around it; auto: where there "
           "is grain")
        ->check(CLI::IsMember(namesOf(kGrains)))
        ->option_text(joined(namesOf(kGrains), "|"));
    app->add_flag("--hug", options->hug,
                  "When inpainting, first grow the mask where a rim of the damage still shows around it");
    app->add_option("--depth", options->depth,
                    "Bits per sample of the result; default: as many as the photograph has")
        ->check(CLI::IsMember({8, 16}))
        ->option_text("8|16");
    // A function, since CLI11 makes an optional false where the flag isn't given.
    app->add_flag_function(
        "--dither,!--no-dither", [options](std::int64_t count) { options->dither = count > 0; },
        "Round restored pixels of 8 bits up or down by chance, so that smooth gradients show no bands. "
        "Default: when denoising");
    addSolverOptions(*app, options->solver);
    addModelOptions(*app, options->compute);
    addMachineOptions(*app, options->compute);
    const std::string group = "Reports";
    app->add_option("--reference", options->reference, "The undamaged photograph, to compare the result with")
        ->option_text("CLEAN")
        ->group(group);
    app->add_option("--iterates", options->iterates, "Folder for the estimate of each outer step, as PNG")
        ->option_text("DIR")
        ->group(group);
    app->add_option("--recipe", options->recipe,
                    "Also write a recipe (JSON), from which `run` makes the same result again")
        ->option_text("FILE")
        ->group(group);
    app->add_flag("--json", options->json, "Report as one JSON object")->group(group);
    app->add_flag("-q,--quiet", options->quiet, "No progress, and no report except --json's")->group(group);
    return {
        app, [options] {
            try {
                return restore(*options);
            } catch (const Error& error) {
                throw namingFile(error, {{"mask", options->task.mask}, {"reference", options->reference}});
            }
        }};
}

}  // namespace lacuna::cli
