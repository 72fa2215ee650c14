// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {

SolverRow ddrmSolver() {
    SolverRow row = plainRow(
        "ddrm", "DDRM", "arXiv 2201.11793",
        {stepsParameter(20),
         etaParameter(0.85),
         {.name = "eta_b",
          .label = LACUNA_TEXT("Solver", "Weight of the data"),
          .help = "Eta b, how much of what is measured above its noise is taken over",
          .hint = LACUNA_TEXT(
              "Solver",
              "How much is taken from the photograph where it is more exact than the step's noise. (η_b)"),
          .initial = 1.0,
          .low = 0,
          .high = 1,
          .usual = 1,
          .step = 0.05}},
        [](const ParameterValues&) -> std::string { return "DDRM"; });
    row.needsSpectrum = true;
    return row;
}

}  // namespace lacuna
