// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/uses_light.h"

#include "core/base/cause.h"
#include "core/io/degradation_mark.h"
#include "core/operators/task.h"
#include "core/sampling/solver_registry.h"

#include <string>

namespace lacuna {

bool usesLight(LinearLight choice, const OperatorSpec& operation, const SolverSpec& solver,
               const PhotoMetadata& metadata) {
    if (!taskRow(operation.task).mixesLight) return false;
    if (choice != LinearLight::Auto) return choice == LinearLight::On;
    return operation.noiseModel.isWhite() && !solverRow(solver.solver).needsSpectrum &&
           wasDegradedInLight(metadata).value_or(true);
}

void requireLight(const OperatorSpec& operation, const SolverSpec& solver) {
    if (!operation.inLight) return;
    const TaskRow& task = taskRow(operation.task);
    if (!task.mixesLight)
        throw Error(ErrorCode::Usage, "linear-light",
                    std::string("the task ") + task.name + " doesn't take it");
    if (!operation.noiseModel.isWhite())
        throw CausedError(
            ErrorCode::Usage, "linear-light",
            LACUNA_CAUSE(
                "Causes",
                "linear light works with white noise only; choose white noise, or turn linear light off"));
    if (solverRow(solver.solver).needsSpectrum)
        throw CausedError(
            ErrorCode::Usage, "linear-light",
            {LACUNA_CAUSE(
                 "Causes",
                 "%1 can't be used in linear light; choose another solver, or turn linear light off"),
             {solverRow(solver.solver).title}});
}

}  // namespace lacuna
