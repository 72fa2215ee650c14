// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_items.h"
#include "app/cli/batch/batch_run.h"
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/names.h"
#include "app/cli/print_json.h"
#include "app/cli/program.h"
#include "core/base/joined.h"
#include "core/base/parallel_rows.h"
#include "core/base/run_control.h"
#include "core/engine/device_layer.h"
#include "core/files/atomic_file.h"
#include "core/io/formats.h"
#include "core/operators/task.h"
#include "core/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

namespace lacuna::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds kTurn(50);

/// Each of several jobs gets its share of what one would take.
void divideMachine(BatchOptions& options) {
    if (options.jobs == 1) return;
    ComputeOptions& compute = options.restore.compute;
    if (compute.threads == 0) {
        const Session session;  // sets the usual number of threads
        compute.threads = std::max(1, rowThreads() / options.jobs);
    }
    const auto devices = torchDevices();
    const std::string device = resolveDevice(*fromName(compute.device, kDevices), *devices);
    const double all = compute.memoryLimit > 0 ? compute.memoryLimit
                                               : static_cast<double>(defaultMemoryLimit(device, *devices));
    compute.memoryLimit = all / options.jobs;
}

std::string labelOf(const Shard& shard) {
    return shard.isWhole() ? "" : std::to_string(shard.index) + "-of-" + std::to_string(shard.count);
}

/// Creates the folder of results. Throws Error OutputFile.
void prepare(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault || !fs::is_directory(folder, fault))
        throw Error(ErrorCode::OutputFile, folder.string(), "the folder can't be created");
}

/// Decides about everything before anything is begun. Throws Error Usage if the settings are others than
/// those of earlier results.
std::vector<BatchRun::Decision> decideAll(const BatchRun& run, const std::vector<BatchItem>& items) {
    std::vector<BatchRun::Decision> decisions;
    std::size_t others = 0;
    for (const BatchItem& item : items) {
        decisions.push_back(run.decide(item));
        if (decisions.back().hasOtherSettings) ++others;
    }
    if (others > 0)
        throw Error(
            ErrorCode::Usage, "--resume",
            std::to_string(others) +
                " of the results were made with other settings; give the same ones or another folder, "
                "or --overwrite to replace them");
    return decisions;
}

/// Until a signal comes, or nothing more can be done.
void watch(const BatchOptions& options, const BatchItems& items, BatchRun& run, const RunControl& control) {
    SettledItems settled{std::chrono::duration<double>(options.settle)};
    const auto pause = std::clamp(std::chrono::duration<double>(options.settle / 4),
                                  std::chrono::duration<double>(0.1), std::chrono::duration<double>(1.0));
    while (!control.stopRequested()) {
        std::vector<BatchItem> found;
        try {
            found = items.find();
        } catch (const Error&) {
            // A folder can be away for a while: a disk that isn't mounted, a network that is down.
        }
        for (BatchItem& item : settled.add(std::move(found), SettledItems::Clock::now()))
            run.add(std::move(item));
        const auto next = std::chrono::steady_clock::now() + pause;
        while (!control.stopRequested() && std::chrono::steady_clock::now() < next)
            std::this_thread::sleep_for(kTurn);
    }
}

void report(const BatchOptions& options, const BatchSummary& summary, const Journal& journal,
            const fs::path& table, double seconds) {
    if (options.json) {
        Json json = summary.toJson();
        json["seconds"] = seconds;
        json["journal"] = journalText(journal.path());
        json["table"] = journalText(table);
        printJson(json);
    } else if (!options.quiet) {
        summary.print(seconds, journal.path());
    }
}

int batch(BatchOptions options) {
    const auto begin = std::chrono::steady_clock::now();
    if (options.inputs.empty() && options.lists.empty())
        throw Error(ErrorCode::Usage, "INPUTS", "or --list must say which photographs");
    divideMachine(options);
    const BatchRestoration restoration(options);
    const BatchItems items(options, restoration);
    std::vector<BatchItem> found = items.find();
    if (found.empty() && items.shard().isWhole() && !options.watch)
        throw Error(ErrorCode::InputFile, joined(options.inputs, " "), "there are no photographs");

    const fs::path folder = options.output;
    prepare(folder);
    Journal journal(folder, labelOf(items.shard()), options.resume);
    if (journal.hasResults() && !options.resume && !options.overwrite)
        throw Error(ErrorCode::Usage, "--output",
                    "the folder has the results of a batch; --resume continues it, --overwrite starts again");
    const fs::path table = fs::path(journal.path()).replace_extension(".csv");

    RunControl control;
    Interruption interruption(control);
    BatchRun run(options, restoration, folder, journal, control);
    if (options.watch) found.clear();  // they must settle first
    const std::vector<BatchRun::Decision> decisions = decideAll(run, found);
    journal.append({{"event", "start"},
                    {"version", LACUNA_VERSION},
                    {"resumes", options.resume},
                    {"shard", labelOf(items.shard())},
                    {"jobs", options.jobs},
                    {"settings", Json::parse(restoration.settings())}});
    std::exception_ptr fault;
    try {
        for (std::size_t i = 0; i < found.size(); ++i)
            run.add(std::move(found[i]), decisions[i]);
        run.start();
        if (options.watch) watch(options, items, run, control);
        run.finish();
    } catch (const Error&) {
        fault = std::current_exception();
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const bool isInterrupted = Interruption::status() != 0 && !options.watch;
    if (!fault) {
        Json line = run.summary().toJson();
        line["event"] = isInterrupted ? "interrupted" : "end";
        line["seconds"] = seconds;
        journal.append(std::move(line));
        // Killed meanwhile, it leaves nothing that the next run doesn't clear away.
        const fs::path staged = run.staging() / table.filename();
        writeBatchTable(journal.path(), staged);
        moveOver(staged, table);
    }
    if (isInterrupted) run.progress().message("lacuna-cli: interrupted; continue with --resume");
    report(options, run.summary(), journal, table, seconds);
    if (fault) std::rethrow_exception(fault);
    return isInterrupted ? Interruption::status() : run.summary().exitStatus();
}

/// The recipe says what these options would say. Throws Error Usage.
void requireNone(const std::vector<const CLI::Option*>& options) {
    for (const CLI::Option* option : options) {
        if (option->count() > 0)
            throw Error(ErrorCode::Usage, option->get_name(), "can't be given with --recipe, which says it");
    }
}

/// What addRestoreOptions() and addTaskParameters() have added but for the machine's options and the quality.
std::vector<const CLI::Option*> settledByRecipe(const CLI::App& app, std::size_t first) {
    const std::set<std::string> kept = {"--quality", "--device",       "--threads",
                                        "--tile",    "--memory-limit", "--trust-program"};
    std::vector<const CLI::Option*> all = app.get_options();
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
    std::erase_if(all, [&kept](const CLI::Option* option) { return kept.contains(option->get_name()); });
    return all;
}

void addFileOptions(CLI::App& app, BatchOptions& options) {
    app.add_option("inputs", options.inputs,
                   "Photographs: files; folders, with everything below them, whose structure is kept; "
                   "patterns in quotes; lists as @FILE. Supported: " +
                       readableFormats())
        ->option_text("INPUTS");
    app.add_option("--list", options.lists,
                   "Text file with one path per line; relative paths keep their folders")
        ->option_text("FILE");
    app.add_option("-o,--output", options.output, "Folder for the results; created if necessary")
        ->required()
        ->option_text("FOLDER");
    app.add_option("--name", options.name,
                   "File names of the results. {name} is the photograph's without its extension, {ext} its "
                   "extension, or the nearest one that can be written. Default: " +
                       options.name)
        ->option_text("PATTERN");
    app.add_flag("--resume", options.resume,
                 "Continue a batch that was stopped, for whatever reason: what is finished is not done "
                 "again. Works for the first run, too");
    app.add_flag("--overwrite", options.overwrite,
                 "Replace existing files. With --resume, also replace results whose photograph, mask or "
                 "settings have changed; without it, such photographs are left alone and reported");
    app.add_option("--jobs", options.jobs,
                   "Photographs restored at the same time, with one model in memory; they share the threads "
                   "and the memory. Default: 1")
        ->check(CLI::Range(1, 256))
        ->option_text("N");
    app.add_option("--shard", options.shard,
                   "Do only part I of N, divided by the photographs' names, so that several machines can "
                   "share a folder of results")
        ->option_text("I/N");
    app.add_flag("--watch", options.watch,
                 "Then watch for new photographs until interrupted (Ctrl-C, SIGTERM). Files that are still "
                 "being written, or are cut off, are read once they no longer change");
    app.add_option("--settle", options.settle,
                   "With --watch: for how many seconds a file must not have changed. Default: 2")
        ->check(CLI::Range(0.0, 3600.0))
        ->option_text("SECONDS");
    app.add_flag("--json", options.json, "Report as one JSON object");
    app.add_flag("-q,--quiet", options.quiet, "No progress, and no report except --json's");
}

void addMaskOptions(CLI::App& app, BatchOptions& options) {
    app.add_option("-m,--mask", options.restore.task.mask,
                   "One mask for all photographs, which must have its size; or \"detected\": what `mask "
                   "detect` finds in each; or \"missing\": what a file that is cut off lacks")
        ->option_text("FILE|detected|missing");
    app.add_option(
           "--mask-from", options.maskFrom,
           "Folder with a mask for each photograph: a picture of the same name in the same subfolder, "
           "with or without \"-mask\" at its end")
        ->option_text("FOLDER");
    addDamageOptions(app, options.damage, "With --mask detected: ");
}

}  // namespace

Command addBatchCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "batch");
    app->footer(
        "The journal is lacuna-batch.jsonl in the folder of results, and a table at the end is "
        "lacuna-batch.csv.\nPhotographs that fail don't stop the others; the exit status is then that of "
        "the first one.");
    const auto options = std::make_shared<BatchOptions>();
    addFileOptions(*app, *options);
    app->add_option("--recipe", options->recipe,
                    "What to restore, as a recipe saved by the studio or by `restore --recipe` says it, with "
                    "all of its stages")
        ->option_text("RECIPE");
    addMaskOptions(*app, *options);
    addPageOption(*app, options->restore.task);
    app->add_option("-t,--task", options->restore.task.task, "What to restore, without a recipe")
        ->check(CLI::IsMember(namesOf(taskRows())))
        ->option_text(joined(namesOf(taskRows()), "|"));
    const std::size_t first = app->get_options().size();
    addTaskParameters(*app, options->restore.task);
    addRestoreOptions(*app, options->restore);
    return {app, [app, options, first] {
                if (!options->recipe.empty()) requireNone(settledByRecipe(*app, first));
                return batch(*options);
            }};
}

}  // namespace lacuna::cli
