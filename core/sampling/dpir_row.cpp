// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

/// A grey level on the [−1, 1] scale.
constexpr double kLevel = 2.0 / 255;

void authorsDpir(ParameterValues& values, const OperatorSpec& operation) {
    if (operation.task == Task::Upscale) {
        values.set("steps", 24);
        values.set("sigma_min", operation.scale * kLevel);
    }
    if (operation.task == Task::Inpaint) {
        values.set("steps", 40);
        values.set("sigma_min", 0.6 * kLevel);
    }
}

}  // namespace

SolverRow dpirSolver() {
    SolverRow row = plainRow(
        "dpir", "DPIR", "arXiv 2008.13751",
        {stepsParameter(8),
         {.name = "lambda",
          .label = LACUNA_TEXT("Solver", "Prior weight"),
          .help = "Lambda, weight of the denoised picture against the data",
          .hint = LACUNA_TEXT("Solver", "How far each step trusts the denoised picture over the data. (λ)"),
          .initial = 0.23,
          .low = 1e-3,
          .high = 1000,
          .usual = 2,
          .step = 0.05},
         {.name = "sigma_max",
          .label = LACUNA_TEXT("Solver", "Start noise"),
          .help = "First noise level; black to white is 2",
          .hint = LACUNA_TEXT("Solver",
                              "The noise that the first step removes; from black to white is 2. The levels "
                              "fall from here to the photograph's own noise. (σ)"),
          .initial = 2 * 49.0 / 255,
          .low = 1e-6,
          .high = 1e4,
          .step = 0},
         {.name = "sigma_min",
          .label = LACUNA_TEXT("Solver", "End noise"),
          .help = "Last noise level, unless the photograph has more noise",
          .hint = LACUNA_TEXT("Solver",
                              "The noise that the last step removes, unless the photograph has more noise; "
                              "from black to white is 2. (σ min)"),
          .initial = 0.255 * kLevel,
          .low = 1e-6,
          .high = 1e4,
          .step = 0}},
        [](const ParameterValues&) -> std::string { return "DPIR"; });
    row.authors = authorsDpir;
    return row;
}

}  // namespace lacuna
