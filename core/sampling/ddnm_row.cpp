// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

/// In 8-bit levels: what rounding leaves.
constexpr double kNoNoise = 1;

void authorsDdnm(ParameterValues& values, const OperatorSpec& operation) {
    values.set("variant", operation.noise.value_or(0) <= kNoNoise ? "exact" : "plus");
}

}  // namespace

SolverRow ddnmSolver() {
    SolverRow row =
        plainRow("ddnm", "DDNM", "arXiv 2212.00490",
                 {stepsParameter(100),
                  {.name = "variant",
                   .label = LACUNA_TEXT("Solver", "Variant"),
                   .help = "Whether the photograph's noise is accounted for",
                   .hint = LACUNA_TEXT(
                       "Solver", "DDNM treats the measurements as exact; DDNM+ accounts for their noise."),
                   .initial = "plus",
                   .words = {{"plus", LACUNA_TEXT("Solver", "DDNM+, with noise")},
                             {"exact", LACUNA_TEXT("Solver", "DDNM, exact")}}}},
                 [](const ParameterValues& values) -> std::string {
                     return values.word("variant") == "plus" ? "DDNM+" : "DDNM";
                 });
    row.needsSpectrum = true;
    row.authors = authorsDdnm;
    return row;
}

}  // namespace lacuna
