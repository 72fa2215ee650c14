// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"

#include "app/cli/help_formatter.h"
#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace lacuna::cli {
namespace {

constexpr std::array kCommands{
    CommandFacts{"restore", "Restore a photograph"},
    CommandFacts{"batch", "Restore many photographs into a folder, with a journal of what became of each"},
    CommandFacts{"degrade",
                 "Damage a photograph in a way that `restore` repairs: mask, blur, shrink or add noise"},
    CommandFacts{"estimate", "Estimate from a photograph what `restore` needs to know"},
    CommandFacts{
        "metrics",
        "Compare two pictures: PSNR and SSIM (11 x 11 Gaussian, 1.5) on RGB and on luma (BT.601, 16-235)"},
    CommandFacts{"mask", "Make a mask for `restore`"},
    CommandFacts{"models", "List the installed models, or inspect, evaluate or sample one"},
    CommandFacts{
        "run",
        "Repeat a recipe saved by the studio or by `restore --recipe`, with all of its stages, bit for bit"},
    CommandFacts{"bench",
                 "Compare solvers: damage photographs in standard ways, restore "
                 "them with each solver at the same numbers of "
                 "evaluations, and write a table (CSV), a summary (Markdown) and a "
                 "page with plots (HTML). Running it again continues where it stopped"}};

/// Stands before the name of each subcommand in allHelp(), a line of its own before its help.
constexpr char kHelpMark = '\x1e';

void addHelp(std::string& all, const CLI::App& app, const std::string& caller, const std::string& path) {
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
        const std::string name = path + each->get_name();
        all += kHelpMark + name + '\n' + each->help(caller);
        addHelp(all, *each, caller + ' ' + each->get_name(), name + ' ');
    }
}

int fail(const char* what, ErrorCode code) {
    std::fprintf(stderr, "lacuna-cli: %s\n", printable(what).c_str());
    return exitStatus(code);
}

}  // namespace

std::span<const CommandFacts> commandFacts() {
    return kCommands;
}

std::unique_ptr<CLI::App> makeProgram() {
    auto program = std::make_unique<CLI::App>(
        "Lacuna restores photographs: scratches and holes, blur, low resolution and noise.\n"
        "Exit status: 0 done, 2 usage, 3 input or output file, 4 model, 5 memory or device, 130 interrupted.",
        "lacuna-cli");
    program->formatter(std::make_shared<HelpFormatter>());
    program->set_version_flag("--version", "lacuna-cli " LACUNA_VERSION);
    program->require_subcommand(1);
    return program;
}

CLI::App* addSubcommand(CLI::App& program, const char* name) {
    const auto facts = std::find_if(kCommands.begin(), kCommands.end(), [name](const CommandFacts& row) {
        return std::string_view(row.name) == name;
    });
    assert(facts != kCommands.end());
    return program.add_subcommand(facts->name, facts->description);
}

std::optional<int> parse(CLI::App& program, int argc, char** argv) {
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error);  // --help, --version
        if (program.get_subcommands().empty() && !program.remaining().empty()) {
            throw Error(ErrorCode::Usage, "",
                        "there is no subcommand '" + program.remaining().front() + "'; see --help");
        }
        program.exit(error);
        return exitStatus(ErrorCode::Usage);
    }
    return std::nullopt;
}

std::string allHelp(const CLI::App& program) {
    std::string all;
    addHelp(all, program, program.get_name(), "");
    return all;
}

std::optional<std::string_view> helpAmong(std::string_view all, int argc, const char* const* argv) {
    const std::string_view last = argc > 2 ? argv[argc - 1] : "";
    if (last != "--help" && last != "-h") return std::nullopt;
    std::string mark(1, kHelpMark);
    for (int i = 1; i < argc - 1; ++i)
        mark += (i > 1 ? " " : "") + std::string(argv[i]);
    mark += '\n';
    const std::size_t found = all.find(mark);
    if (found == std::string_view::npos) return std::nullopt;
    const std::string_view rest = all.substr(found + mark.size());
    return rest.substr(0, rest.find(kHelpMark));
}

int asProgram(const std::function<int()>& body) {
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return body();
    } catch (const Error& error) {
        return fail(error.what(), error.code());
    } catch (const std::bad_alloc&) {
        return fail("there isn't enough memory", ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        return fail(error.what(), ErrorCode::Internal);
    }
}

}  // namespace lacuna::cli
