// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/output_file.h"
#include "app/cli/program.h"
#include "app/cli/report_printer.h"
#include "app/cli/result_file.h"
#include "app/cli/run_printer.h"
#include "app/cli/stage_run.h"
#include "core/engine/recipe_job.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace lacuna::cli {
namespace {

struct RunOptions {
    std::string recipe;
    std::string output;
    bool trustProgram = false;
    bool json = false;
    bool quiet = false;
};

/// Whether the result equals the recipe's to the last bit; nothing if the recipe has no hash of it.
std::optional<bool> isSame(const Recipe& recipe, const ImageBuffer& pixels) {
    if (recipe.resultHash.empty()) return std::nullopt;
    return recipe.resultHash == hashOf(pixels);
}

int run(const RunOptions& options) {
    if (!options.output.empty()) requireWritablePicture(options.output);
    Recipe recipe = readRecipe(options.recipe);
    for (RecipeStage& stage : recipe.stages)
        stage.model.trustsPrograms = options.trustProgram;
    RunControl control;
    Interruption interruption(control);
    RecipeStart start = startOf(recipe);
    std::optional<ResultFile> file;
    RunContext context;
    context.input = recipe.photo.path.string();
    context.output = options.output;
    if (!options.output.empty()) {
        // One that was degraded or has another frame has no file whose blocks could be kept.
        const bool isTheFile = !recipe.degradation && recipe.framings.empty();
        file.emplace(start.photo, keepsUnmarked(recipe), shapeOf(recipe),
                     isTheFile ? context.input : std::string(), options.output);
        context.losses = file->losses();
        if (!options.quiet) printLosses(context);
    }
    Outcome outcome;
    {
        ProgressPrinter printer(options.quiet);
        RunPrinter sink(printer, nullptr);
        Session session;
        const StageRun stages{
            .recipe = recipe,
            .job = [&](std::size_t i,
                       Photograph input) { return jobOf(recipe, i, std::move(input), start.clean); },
            .begins = [&printer](const std::string& name) { printer.chapter(name); },
        };
        outcome = stages.run(session, std::move(start.photo), sink, control, context.before);
    }
    {
        const auto lock = interruption.whileWriting();
        if (Interruption::status() != 0) {
            std::fputs("lacuna-cli: interrupted; no result was written\n", stderr);
            return Interruption::status();
        }
        if (file) context.blocks = file->write(outcome.image);
    }
    const bool isWhole = !outcome.report.isStoppedByMemory();
    if (isWhole) context.sameBits = isSame(recipe, outcome.image.pixels);
    if (options.json || !options.quiet) printReport(outcome.report, context, options.json);
    if (!isWhole) return statusOf(outcome.report, options.output);
    return context.sameBits == false ? 1 : 0;
}

}  // namespace

Command addRunCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "run");
    const auto options = std::make_shared<RunOptions>();
    app->add_option("recipe", options->recipe, "The recipe (JSON); the files it names must be where it says")
        ->required()
        ->option_text("RECIPE");
    app->add_option("-o,--output", options->output,
                    "File to write the result to; without it, the result is only compared with the recipe's")
        ->option_text("OUT");
    app->add_flag("--trust-program", options->trustProgram,
                  "Allow a model that is a program (TorchScript) to run");
    app->add_flag("--json", options->json, "Report as one JSON object");
    app->add_flag("-q,--quiet", options->quiet, "No progress, and no report except --json's");
    return {app, [options] { return run(*options); }};
}

}  // namespace lacuna::cli
