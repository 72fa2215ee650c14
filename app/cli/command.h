// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lacuna::cli {

/// A subcommand: its options are filled in by parsing, then run() is called once. run() returns the exit
/// status and may throw lacuna::Error.
struct Command {
    CLI::App* app;
    std::function<int()> run;
};

/// Each adds its subcommand to `parent`.
Command addRestoreCommand(CLI::App& parent);
Command addBatchCommand(CLI::App& parent);
Command addDegradeCommand(CLI::App& parent);
Command addEstimateCommand(CLI::App& parent);
Command addMetricsCommand(CLI::App& parent);
Command addMaskCommand(CLI::App& parent);
/// Without a subcommand, `models` lists the models.
Command addModelsCommand(CLI::App& parent);
Command addRunCommand(CLI::App& parent);
Command addBenchCommand(CLI::App& parent);

}  // namespace lacuna::cli
