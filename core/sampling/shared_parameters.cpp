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

Parameter levelsParameter(std::int64_t initial, const char* help) {
    Parameter parameter = stepsParameter(initial);
    parameter.help = help;
    parameter.hint =
        LACUNA_TEXT("Solver",
                    "How many noise levels the picture passes through. More take longer and bring "
                    "out finer detail. (N)");
    return parameter;
}

Parameter startNoiseParameter(double initial) {
    return {.name = "sigma_max",
            .label = LACUNA_TEXT("Solver", "Start noise"),
            .help = "First noise level; black to white is 2",
            .hint = LACUNA_TEXT("Solver",
                                "How much noise the first step starts with; from black to white is 2. Values "
                                "beyond what the network was trained on are reduced to that. (σ max)"),
            .initial = initial,
            .low = 1e-6,
            .high = 1e4,
            .step = 0};
}

}  // namespace lacuna
