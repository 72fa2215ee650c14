// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/solver_options.h"
#include "app/cli/task_options.h"
#include "core/job/recipe.h"

#include <optional>
#include <string>
#include <vector>

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

    /// Whether the noise is measured in each photograph: how strong it is, or what it is like.
    bool measuresNoise() const;
};

/// Adds --noise and what follows it, but not what addTaskOptions() and addTaskParameters() add. `options`
/// must outlive `app`.
void addRestoreOptions(CLI::App& app, RestoreOptions& options);

/// operationOf(), after a check of the options that not every task takes. Throws Error Usage.
OperatorSpec checkedOperation(const RestoreOptions& options);

/// If options.measuresNoise(), measures a photograph's noise and sets it in `operation`. Returns how, for the
/// report; empty: it wasn't measured. Adds to `notes` what the user should know. Throws Error Usage if such
/// noise can't be measured in the photograph.
std::string takeNoise(const TaskOptions& options, const Photograph& photo, OperatorSpec& operation,
                      std::vector<Note>& notes);

/// Sets in the stage's operation whether light was mixed, as --linear-light and the photograph say. A note
/// says if the noise or the solver alone prevents it.
void takeLight(const TaskOptions& options, const Photograph& photo, RecipeStage& stage,
               std::vector<Note>& notes);

/// The options as a stage without a mask. `operation`: checkedOperation(), with the noise of takeNoise().
/// Throws what solverOf() throws.
RecipeStage stageOf(const RestoreOptions& options, const OperatorSpec& operation);

}  // namespace lacuna::cli
