// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_page.h"
#include "app/cli/bench_run.h"
#include "app/cli/bench_summary.h"
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/names.h"
#include "app/cli/program.h"
#include "app/cli/solver_options.h"
#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/engine/budget.h"
#include "core/engine/standard_damage.h"
#include "core/files/file_bytes.h"
#include "core/io/image_io.h"
#include "core/models/model_catalog.h"
#include "core/sampling/solver_registry.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lacuna::cli {
namespace {

namespace fs = std::filesystem;

struct BenchOptions {
    std::string photos;
    std::string output;
    std::vector<std::string> damages;
    std::vector<std::string> solvers;
    std::vector<int> budgets{10, 20, 50, 100};
    std::vector<std::string> models;
    int seeds = 1;
    int side = 256;
    int most = 0;  ///< photographs; 0: all
    std::string shard;
    std::string lpips;
    bool quiet = false;
    ComputeOptions compute;
};

/// The I and N of "I/N", 1 ≤ I ≤ N.
std::pair<std::size_t, std::size_t> shardOf(const std::string& text) {
    if (text.empty()) return {1, 1};
    unsigned index = 0, count = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%u/%u%c", &index, &count, &rest) != 2 || index < 1 || index > count)
        throw Error(ErrorCode::Usage, "--shard", "'" + text + "' is not of the form I/N with I from 1 to N");
    return {index, count};
}

std::vector<std::string> photosIn(const fs::path& folder, int most) {
    std::error_code fault;
    std::vector<std::string> names;
    for (const fs::directory_entry& each : fs::directory_iterator(folder, fault))
        if (each.is_regular_file() && formatForPath(each.path())) names.push_back(each.path().filename());
    if (fault) throw Error(ErrorCode::InputFile, folder.string(), fault.message());
    if (names.empty()) throw Error(ErrorCode::InputFile, folder.string(), "it holds no photographs");
    std::sort(names.begin(), names.end());
    if (most > 0 && names.size() > static_cast<std::size_t>(most))
        names.resize(static_cast<std::size_t>(most));
    return names;
}

/// Photograph by photograph, so that a part of the rows is a part of the photographs.
std::vector<BenchKey> planOf(const BenchOptions& options) {
    std::vector<BenchKey> keys;
    for (const std::string& photo : photosIn(options.photos, options.most))
        for (const std::string& damage : options.damages)
            for (const std::string& model : options.models)
                for (const std::string& solver : options.solvers)
                    for (const int budget : options.budgets)
                        for (int seed = 0; seed < options.seeds; ++seed)
                            keys.push_back(
                                {photo, damage, solver, model, budget, static_cast<std::uint64_t>(seed)});
    return keys;
}

/// The tables of all shards in the folder.
std::vector<BenchRow> allRows(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& each : fs::directory_iterator(folder))
        if (each.path().extension() == ".csv") files.push_back(each.path());
    std::sort(files.begin(), files.end());
    std::vector<BenchRow> rows;
    std::set<BenchKey> known;
    for (const fs::path& file : files)
        for (BenchRow& row : readBenchTable(file))
            if (known.insert(row.key).second) rows.push_back(std::move(row));
    return rows;
}

void requireSound(const BenchOptions& options) {
    for (const std::string& damage : options.damages) {
        const OperatorSpec operation = damageFor(damage, 16, 16, 0).operation;
        for (const std::string& solver : options.solvers)
            solverFromText(solver, operation, 1);
    }
    for (const std::string& model : options.models)
        ModelCatalog().find(model);
}

int bench(BenchOptions options) {
    if (options.models.empty()) options.models = {options.compute.model};
    if (options.solvers.empty()) options.solvers = namesOf(solverRows());
    requireSound(options);
    const auto [shard, shards] = shardOf(options.shard);
    const fs::path folder = options.output;
    BenchSettings settings;
    settings.photos = options.photos;
    settings.pictures = folder / "pictures";
    settings.side = options.side;
    settings.precision = modelOf(options.compute).precision;
    settings.compute = computeOf(options.compute);
    if (!options.lpips.empty()) settings.lpips = std::make_shared<PerceptualDistance>(options.lpips);
    std::error_code fault;
    fs::create_directories(settings.pictures, fault);
    if (fault) throw Error(ErrorCode::OutputFile, settings.pictures.string(), fault.message());

    const std::vector<BenchKey> plan = planOf(options);
    std::set<BenchKey> done;
    for (const BenchRow& row : allRows(folder))
        done.insert(row.key);
    const std::string part =
        shards > 1 ? "-" + std::to_string(shard) + "-of-" + std::to_string(shards) : std::string();
    BenchTable table(folder / ("results" + part + ".csv"), settings.lpips != nullptr);

    RunControl control;
    Interruption interruption(control);
    Session session;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (i * shards / plan.size() + 1 != shard || done.count(plan[i]) != 0) continue;
        const BenchKey& key = plan[i];
        const std::optional<BenchRow> row = runBench(session, key, settings, control);
        if (!row || Interruption::status() != 0) {
            std::fputs("lacuna-cli: interrupted; run the same command again to continue\n", stderr);
            return Interruption::status();
        }
        table.add(*row);
        if (options.quiet) continue;
        std::fprintf(stderr, "%zu of %zu: %s, %s, %s, %d: %s\n", i + 1, plan.size(), key.photo.c_str(),
                     key.damage.c_str(), key.solver.c_str(), key.budget,
                     row->problem.empty()
                         ? (fixed(row->psnr, 2) + " dB, " + fixed(row->seconds, 1) + " s").c_str()
                         : row->problem.c_str());
    }
    const std::vector<BenchRow> rows = allRows(folder);
    const std::vector<BenchGroup> groups = groupsOf(rows);
    writeText(folder / "summary.md", benchMarkdown(groups, solverRows().front().name));
    writeText(folder / "report.html", benchPage(groups, rows, settings.pictures));
    if (!options.quiet)
        std::printf("%s\n%s\n", (folder / "summary.md").c_str(), (folder / "report.html").c_str());
    return 0;
}

}  // namespace

Command addBenchCommand(CLI::App& parent) {
    CLI::App* app = addSubcommand(parent, "bench");
    const auto options = std::make_shared<BenchOptions>();
    app->add_option("--photos", options->photos, "Folder of undamaged photographs")
        ->required()
        ->option_text("DIR");
    app->add_option("-o,--output", options->output, "Folder for the results; what is there already is kept")
        ->required()
        ->option_text("DIR");
    app->add_option(
           "--tasks", options->damages,
           "Standard damages: " + joined(standardDamages(), ", ", &StandardDamage::name) +
               "; each may be followed by a plus sign and the noise in 8-bit levels, as in gaussian-3+5")
        ->required()
        ->delimiter(',')
        ->option_text("NAME[+NOISE],...");
    app->add_option(
           "--solvers", options->solvers,
           "Solvers, with settings other than their defaults as in vml-map:step=gradient. Default: all")
        ->delimiter(',')
        ->option_text("NAME[:SETTING=VALUE...],...");
    app->add_option("--budgets", options->budgets,
                    "Numbers of evaluations of the network. Default: 10,20,50,100")
        ->delimiter(',')
        ->check(CLI::Range(1, 100000))
        ->option_text("N,...");
    app->add_option("--models", options->models, "Models' names or files. Default: " + options->compute.model)
        ->delimiter(',')
        ->option_text("NAME|FILE,...");
    app->add_option("--seeds", options->seeds, "How many seeds; default 1")
        ->check(CLI::Range(1, 10000))
        ->option_text("N");
    app->add_option("--side", options->side,
                    "The middle of each photograph that is used is a square with sides of so many pixels; "
                    "default 256")
        ->check(CLI::Range(16, 8192))
        ->option_text("PX");
    app->add_option("--most-photos", options->most, "Use only the first photographs by name; default: all")
        ->check(CLI::Range(1, 1000000))
        ->option_text("N");
    app->add_option("--shard", options->shard,
                    "Do only the I-th of N parts; the parts may run at the same time, into the same folder")
        ->option_text("I/N");
    app->add_option("--lpips", options->lpips,
                    "Also measure with this TorchScript program, as `metrics --lpips` does")
        ->option_text("FILE");
    options->compute.precision = "float32";  // so that results can be compared
    addMachineOptions(*app, options->compute);
    app->add_flag("-q,--quiet", options->quiet, "No progress");
    return {app, [options] { return bench(*options); }};
}

}  // namespace lacuna::cli
