// SPDX-License-Identifier: GPL-3.0-or-later
// The command line with its engine. lacuna-cli (cli_main.cpp) becomes this program for every subcommand.
#include "app/cli/command.h"
#include "app/cli/program.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

int main(int argc, char** argv) {
    using namespace lacuna::cli;
    return asProgram([&] {
        const auto program = makeProgram();
        const std::array commands = {
            addRestoreCommand(*program),  addBatchCommand(*program),   addDegradeCommand(*program),
            addEstimateCommand(*program), addMetricsCommand(*program), addMaskCommand(*program),
            addModelsCommand(*program),   addRunCommand(*program),     addBenchCommand(*program)};
        if (argc == 2 && std::strcmp(argv[1], kHelpOfEach) == 0) {
            std::fputs(allHelp(*program).c_str(), stdout);
            return 0;
        }
        if (const auto status = parse(*program, argc, argv)) return *status;
        const auto chosen = std::find_if(commands.begin(), commands.end(),
                                         [](const Command& command) { return command.app->parsed(); });
        return chosen->run();
    });
}
