// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/output_file.h"
#include "app/cli/program.h"
#include "app/cli/report_printer.h"
#include "app/cli/restore_options.h"
#include "app/cli/result_file.h"
#include "app/cli/run_printer.h"
#include "app/cli/stage_run.h"
#include "core/engine/recipe_job.h"
#include "core/io/image_io.h"
#include "core/operators/task.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lacuna::cli {
namespace {

struct CommandOptions {
    RestoreOptions restore;
    std::string reference;
    std::string iterates;
    std::string recipe;
    bool json = false;
    bool quiet = false;
};

/// What `lacuna-cli run` needs to repeat the restoration.
Recipe recipeOf(const CommandOptions& options, RecipeStage stage, const Outcome& outcome) {
    const auto file = [](const std::string& path) { return RecipeFile{path, hashOfFile(path)}; };
    const TaskOptions& task = options.restore.task;
    Recipe recipe;
    recipe.photo = file(task.input);
    recipe.page = task.page;
    if (!task.mask.empty()) stage.mask = file(task.mask);
    recipe.stages.push_back(std::move(stage));
    noteRun(recipe.stages.back(), outcome.report);
    noteResult(recipe, outcome.report, outcome.image.pixels);
    return recipe;
}

int restore(const CommandOptions& options) {
    const TaskOptions& task = options.restore.task;
    OperatorSpec operation = checkedOperation(options.restore);
    requireWritablePicture(task.output);
    if (!options.recipe.empty()) requireWritable(options.recipe);

    RunControl control;
    Interruption interruption(control);
    std::unique_ptr<IterateWriter> iterates;
    if (!options.iterates.empty()) iterates = std::make_unique<IterateWriter>(options.iterates);
    RestorationJob read = readJob(task, operation, true);
    RunContext context;
    context.noiseMethod = takeNoise(task, read.photo, operation, context.losses);
    RecipeStage stage = stageOf(options.restore, operation);
    takeLight(task, read.photo, stage, context.losses);
    RestorationJob job = jobOf(stage, std::move(read.photo), std::move(read.mask));
    if (!options.reference.empty()) job.reference = readPhotograph(options.reference).pixels;
    if (!options.recipe.empty() && !job.photo.missing.isEmpty())
        throw Error(ErrorCode::Usage, "--recipe",
                    "the photograph's file is cut off, and recipes need a whole one");
    const ResultFile file(job.photo, keepsUnmarked(job), {resultScale(job.operation), job.depth}, task.input,
                          task.output);
    context.input = task.input;
    context.output = task.output;
    const std::vector<Note> losses = file.losses();
    context.losses.insert(context.losses.end(), losses.begin(), losses.end());
    if (!options.quiet) printLosses(context);

    Outcome outcome;
    {
        ProgressPrinter printer(options.quiet);
        RunPrinter sink(printer, iterates.get());
        Session session;
        outcome = runAtStrength(session, job, stage.strength, sink, control);
    }
    if (iterates) iterates->finish();
    {
        const auto lock = interruption.whileWriting();
        if (Interruption::status() != 0) {
            std::fputs("lacuna-cli: interrupted; no result was written\n", stderr);
            return Interruption::status();
        }
        context.blocks = file.write(outcome.image);
        if (!options.recipe.empty()) writeRecipe(options.recipe, recipeOf(options, stage, outcome));
    }
    if (options.json || !options.quiet) printReport(outcome.report, context, options.json);
    return statusOf(outcome.report, task.output);
}

}  // namespace

Command addRestoreCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "restore");
    const auto options = std::make_shared<CommandOptions>();
    addTaskOptions(*app, options->restore.task);
    addRestoreOptions(*app, options->restore);
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
    return {app, [options] {
                try {
                    return restore(*options);
                } catch (const Error& error) {
                    throw namingFile(
                        error, {{"mask", options->restore.task.mask}, {"reference", options->reference}});
                }
            }};
}

}  // namespace lacuna::cli
