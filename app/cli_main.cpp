// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/help_formatter.h"
#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>

namespace {

using lacuna::ErrorCode;

int fail(const char* what, ErrorCode code) {
    std::fprintf(stderr, "lacuna-cli: %s\n", lacuna::printable(what).c_str());
    return lacuna::exitStatus(code);
}

/// Throws lacuna::Error.
int run(int argc, char** argv) {
    CLI::App app(
        "Lacuna restores photographs: scratches and holes, blur, low resolution and noise.\n"
        "Exit status: 0 done, 2 usage, 3 input or output file, 4 model, 5 memory or device, 130 interrupted.",
        "lacuna-cli");
    app.formatter(std::make_shared<lacuna::cli::HelpFormatter>());
    app.set_version_flag("--version", "lacuna-cli " LACUNA_VERSION);
    app.require_subcommand(1);
    const std::array commands = {lacuna::cli::addRestoreCommand(app), lacuna::cli::addBatchCommand(app),
                                 lacuna::cli::addDegradeCommand(app), lacuna::cli::addEstimateCommand(app),
                                 lacuna::cli::addMetricsCommand(app), lacuna::cli::addMaskCommand(app),
                                 lacuna::cli::addModelsCommand(app),  lacuna::cli::addRunCommand(app),
                                 lacuna::cli::addBenchCommand(app)};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        if (app.get_subcommands().empty() && !app.remaining().empty()) {
            throw lacuna::Error(ErrorCode::Usage, "",
                                "there is no subcommand '" + app.remaining().front() + "'; see --help");
        }
        app.exit(error);
        return lacuna::exitStatus(ErrorCode::Usage);
    }
    const auto chosen = std::find_if(commands.begin(), commands.end(),
                                     [](const auto& command) { return command.app->parsed(); });
    return chosen->run();
}

}  // namespace

int main(int argc, char** argv) {
    // A limit on file sizes then causes an error that can be reported and cleaned up after, like a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return run(argc, argv);
    } catch (const lacuna::Error& error) {
        return fail(error.what(), error.code());
    } catch (const std::bad_alloc&) {
        return fail("there isn't enough memory", ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        return fail(error.what(), ErrorCode::Internal);
    }
}
