// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/shared_parameters.h"

#include <utility>

namespace lacuna {

Parameter stepsParameter(std::int64_t initial) {
    return {
        .name = "steps",
        .label = LACUNA_TEXT("Solver", "Steps"),
        .help = "N, noise levels",
        .hint = LACUNA_TEXT("Solver",
                            "How many noise levels the picture passes through, with one evaluation of the "
                            "network each. (N)"),
        .initial = initial,
        .low = 1,
        .high = 1000};
}

Parameter etaParameter(double initial) {
    return {
        .name = "eta",
        .label = LACUNA_TEXT("Solver", "Fresh noise"),
        .help = "Share of fresh noise between noise levels: 0 none, 1 all",
        .hint = LACUNA_TEXT("Solver",
                            "How much of the noise is replaced by fresh noise between two steps: 0 always "
                            "gives the same picture, 1 the most variety. (η)"),
        .initial = initial,
        .low = 0,
        .high = 1,
        .usual = 1,
        .step = 0.05};
}

SolverRow plainRow(const char* name, const char* title, const char* paper, std::vector<Parameter> parameters,
                   std::string (*label)(const ParameterValues&)) {
    return {.name = name,
            .title = title,
            .paper = paper,
            .parameters = std::move(parameters),
            .label = label,
            .applies = [](const ParameterValues&, std::string_view) { return true; },
            .settle = [](ParameterValues&, std::string_view) {},
            .check = [](const ParameterValues&) {}};
}

}  // namespace lacuna
