// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

/// In 8-bit levels: what rounding leaves.
constexpr double kNoNoise = 1;

}  // namespace

SolverRow mapGaSolver() {
    SolverRow row = plainRow(
        "map-ga", "MAP-GA", "arXiv 2407.20784",
        {levelsParameter(100, "N, outer steps"),
         {.name = "inner",
          .label = LACUNA_TEXT("Solver", "Inner steps"),
          .help = "K, steps towards the data at each noise level",
          .hint = LACUNA_TEXT("Solver", "How many steps are made at each noise level before the next. (K)"),
          .initial = std::int64_t{10},
          .low = 1,
          .high = 100},
         {.name = "pigdm_steps",
          .label = LACUNA_TEXT("Solver", "ΠGDM steps"),
          .help = "M, steps of PiGDM from the photograph's noise on; 0: none",
          .hint = LACUNA_TEXT("Solver",
                              "How many steps of ΠGDM end the run, from the photograph's own noise on. Where "
                              "there is hardly any noise, none are needed. (M)"),
          .initial = std::int64_t{20},
          .low = 0,
          .high = 1000},
         {.name = "prior",
          .label = LACUNA_TEXT("Solver", "Prior"),
          .help = "Whether the prior's gradient is added, with one more evaluation for each inner step",
          .hint = LACUNA_TEXT("Solver",
                              "Without the prior each step only follows the data, and the network acts "
                              "between the noise levels. The authors' own results are better without."),
          .initial = "without",
          .words = {{"without", LACUNA_TEXT("Solver", "Without")}, {"with", LACUNA_TEXT("Solver", "With")}}},
         {.name = "rate",
          .label = LACUNA_TEXT("Solver", "Step size"),
          .help = "Learning rate, in units of the squared noise",
          .hint = LACUNA_TEXT("Solver", "How far each inner step goes. Values above 1 can be unstable. (γ)"),
          .initial = 1.0,
          .low = 1e-6,
          .high = 100,
          .usual = 2,
          .step = 0.05},
         startNoiseParameter(80)},
        [](const ParameterValues& values) -> std::string {
            return values.word("prior") == "with" ? "MAP-GA (denoiser, with the prior)" : "MAP-GA (denoiser)";
        });
    row.authors = [](ParameterValues& values, const OperatorSpec& operation) {
        if (operation.noise.value_or(0) <= kNoNoise) values.set("pigdm_steps", 0);
    };
    return row;
}

}  // namespace lacuna
