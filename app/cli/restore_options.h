// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/solver_options.h"
#include "app/cli/task_options.h"
#include "core/job/recipe.h"

#include <optional>
#include <string>

namespace lacuna::cli {

/// How to restore: what `restore` and `batch` share.
struct RestoreOptions {
    TaskOptions task;
    SolverOptions solver;
    ComputeOptions compute;
    bool denoiseUnmasked = false;
    std::string fill;  ///< empty: most probable
    bool hug = false;
    std::string grain;           ///< empty: auto
    double strength = 100;       ///< percent
    int depth = 0;               ///< 0: the photograph's
    std::optional<bool> dither;  ///< unset: the task's default

    bool estimatesNoise() const { return task.noise == "auto"; }
};

/// Adds --noise and what follows it, but not what addTaskOptions() and addTaskParameters() add. `options`
/// must outlive `app`.
void addRestoreOptions(CLI::App& app, RestoreOptions& options);

/// operationOf(), after a check of the options that not every task takes. Throws Error Usage.
OperatorSpec checkedOperation(const RestoreOptions& options);

/// The options as a stage without a mask. `noise`: what estimateNoise() says about the photograph, if
/// options.estimatesNoise(). Throws what solverOf() throws.
RecipeStage stageOf(const RestoreOptions& options, const OperatorSpec& operation,
                    std::optional<double> noise = {});

}  // namespace lacuna::cli
