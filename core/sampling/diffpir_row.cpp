// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"
#include "core/sampling/solver_rows.h"

#include <cstdint>
#include <string>

namespace lacuna {
namespace {

void authorsDiffPir(ParameterValues& values, const OperatorSpec& operation) {
    const bool hasPublished = operation.task == Task::Inpaint || operation.task == Task::Upscale;
    values.set("lambda", hasPublished ? 0.25 : 20.0);
    if (operation.task != Task::Inpaint) return;
    values.set("zeta", 1.0);
    values.set("steps", 20);
}

}  // namespace

SolverRow diffPirSolver() {
    return {.name = "diffpir",
            .title = "DiffPIR",
            .paper = "arXiv 2305.08995",
            .parameters = {stepsParameter(100),
                           {.name = "lambda",
                            .label = LACUNA_TEXT("Solver", "Prior weight"),
                            .help = "Lambda, weight of the denoised picture against the data",
                            .hint = LACUNA_TEXT(
                                "Solver", "How far each step trusts the denoised picture over the data. (λ)"),
                            .initial = 3.5,
                            .low = 1e-3,
                            .high = 1000,
                            .usual = 20,
                            .step = 0.5},
                           {.name = "zeta",
                            .label = LACUNA_TEXT("Solver", "Fresh noise"),
                            .help = "Zeta, share of the noise that is drawn anew at each step: 0 none, 1 all",
                            .hint = LACUNA_TEXT(
                                "Solver",
                                "How much of the noise is replaced by fresh noise between two steps. (ζ)"),
                            .initial = 0.1,
                            .low = 0,
                            .high = 1,
                            .usual = 1,
                            .step = 0.05}},
            .label = [](const ParameterValues&) -> std::string { return "DiffPIR"; },
            .applies = [](const ParameterValues&, std::string_view) { return true; },
            .settle = [](ParameterValues&, std::string_view) {},
            .check = [](const ParameterValues&) {},
            .authors = authorsDiffPir};
}

}  // namespace lacuna
