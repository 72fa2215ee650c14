// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

void authorsDps(ParameterValues& values, const OperatorSpec& operation) {
    if (operation.task != Task::Denoise) values.set("guidance", operation.task == Task::Inpaint ? 0.5 : 0.3);
}

}  // namespace

SolverRow dpsSolver() {
    SolverRow row = plainRow(
        "dps", "DPS", "arXiv 2209.14687",
        {stepsParameter(1000),
         {.name = "guidance",
          .label = LACUNA_TEXT("Solver", "Guidance"),
          .help = "Zeta, length of each step towards the data",
          .hint = LACUNA_TEXT("Solver",
                              "How far each step goes towards what was measured. The fewer steps there are, "
                              "the more of it they need. (ζ)"),
          .initial = 1.0,
          .low = 0,
          .high = 1000,
          .usual = 10,
          .step = 0.1}},
        [](const ParameterValues&) -> std::string { return "DPS"; });
    row.authors = authorsDps;
    return row;
}

}  // namespace lacuna
