// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

void authorsRedDiff(ParameterValues& values, const OperatorSpec& operation) {
    if (operation.task != Task::Inpaint) return;
    values.set("rate", 0.5);
    values.set("steps", 100);
}

}  // namespace

SolverRow redDiffSolver() {
    SolverRow row = plainRow(
        "red-diff", "RED-diff", "arXiv 2305.04391",
        {stepsParameter(1000),
         {.name = "prior_pull",
          .label = LACUNA_TEXT("Solver", "Prior strength"),
          .help = "Lambda, weight of the prior",
          .hint = LACUNA_TEXT("Solver",
                              "How strongly the picture is pulled towards what photographs usually look "
                              "like. (λ)"),
          .initial = 0.25,
          .low = 0,
          .high = 100,
          .usual = 2,
          .step = 0.05},
         {.name = "rate",
          .label = LACUNA_TEXT("Solver", "Step size"),
          .help = "Adam's learning rate: how far a step may move a pixel; black to white is 2",
          .hint = LACUNA_TEXT("Solver",
                              "How far each step may move a pixel; from black to white is 2. The fewer steps "
                              "there are, the larger they must be."),
          .initial = 0.1,
          .low = 1e-6,
          .high = 2,
          .usual = 0.5,
          .step = 0.01}},
        [](const ParameterValues&) -> std::string { return "RED-diff"; });
    row.authors = authorsRedDiff;
    return row;
}

}  // namespace lacuna
