// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace lacuna::cli {

/// What was said of the solver; the rest keeps the task's defaults.
struct SolverOptions {
    std::optional<std::string> preset;  ///< a strength, or the name of one of the user's
    std::optional<std::string> effort;
    std::optional<std::string> solver;
    std::map<std::string, std::string> parameters;  ///< by name, as given; empty: not given
};

/// --preset, --effort, --solver and an option for every parameter of every solver.
void addSolverOptions(CLI::App& app, SolverOptions& options);

/// The solver of a task: the preset's, with what was given in its place, and what that can't do without.
/// `noise` in 8-bit levels. Throws Error Usage naming the option for a preset that there isn't, a value that
/// is out of range, not the solver's, or doesn't go with another that was given; and what readUserPresets()
/// throws.
SolverSpec solverOf(const SolverOptions& options, Task task, double noise);

/// Which model, and where it runs.
struct ComputeOptions {
    std::string model = ModelRef{}.nameOrPath;
    std::string precision = "auto";
    std::string device = "auto";
    int threads = 0;
    std::int64_t label = -1;
    bool trustsPrograms = false;
    int tile = 0;
    double memoryLimit = 0;  ///< bytes
};

/// --precision, --device, --threads, --class, --trust-program
void addMachineOptions(CLI::App& app, ComputeOptions& options);
/// --model, --tile, --memory-limit
void addModelOptions(CLI::App& app, ComputeOptions& options);

ModelRef modelOf(const ComputeOptions& options);
ComputeSpec computeOf(const ComputeOptions& options);

}  // namespace lacuna::cli
