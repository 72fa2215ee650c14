// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <cstdint>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace lacuna::cli {

/// The knobs of the solver; what isn't given keeps the task's default.
struct SolverOptions {
    std::optional<std::string> preset;  ///< a strength, or the name of one of the user's
    std::optional<std::string> effort;
    std::optional<std::string> solver;
    std::optional<std::string> step;
    std::optional<int> steps;
    std::optional<int> inner;
    std::optional<double> priorPull;
    std::optional<double> stepSize;
    std::optional<double> eta;
    std::optional<double> sigmaMax;
    std::optional<double> sigmaMin;
    std::optional<int> anderson;
    std::optional<std::string> initialisation;
};

void addSolverOptions(CLI::App& app, SolverOptions& options);

/// The solver of --preset and --effort for a task; `noise` in 8-bit levels. Throws Error Usage where there is
/// no preset of that name, and what readUserPresets() throws.
SolverSpec presetOf(const SolverOptions& options, Task task, double noise);

/// `defaults` with what was given. Another kind of step than theirs, asked for by --step or by inner steps or
/// acceleration that only the fixed point has, brings its own defaults along; what was given never gives way
/// (validate() objects).
SolverSpec applied(const SolverOptions& options, SolverSpec defaults);

/// Which model, and where it runs.
struct ComputeOptions {
    std::string model = ModelRef{}.nameOrPath;
    std::string precision = "float32";
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
