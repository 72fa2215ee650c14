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

/// The solver options that were given; the others keep the task's defaults.
struct SolverOptions {
    std::optional<std::string> preset;  ///< a strength, or the name of a user's preset
    std::optional<std::string> effort;
    std::optional<std::string> solver;
    std::map<std::string, std::string> parameters;  ///< by name, as given; empty: not given
};

/// --preset, --effort, --solver and an option for every parameter of every solver.
void addSolverOptions(CLI::App& app, SolverOptions& options);

/// The solver settings of a task: the preset's, or the authors' if another solver was asked for, replaced by
/// the options that were given and adjusted to these. `operation` says how much noise there is. Throws Error
/// Usage, naming the option, for an unknown preset and for a value that is out of range, doesn't belong to
/// the solver or contradicts another option; and what readUserPresets() throws.
SolverSpec solverOf(const SolverOptions& options, const OperatorSpec& operation);

/// The model, and the device that runs it.
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
