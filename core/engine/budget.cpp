// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/budget.h"

#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/operators/task.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <string>

namespace lacuna {
namespace {

/// Share of a budget that the finest of several levels gets: with it, four such levels fit.
constexpr double kFinestShare = 0.7;
/// MAP-GA's last stage gets one evaluation in so many.
constexpr int kShareOfEnd = 3;
/// More noise levels than these gain less than mirror images do.
constexpr int kLevelsBeforeFlips = 10;

ParameterValue valueFrom(std::string_view text) {
    const char *begin = text.data(), *end = begin + text.size();
    std::int64_t whole = 0;
    if (const auto [at, fault] = std::from_chars(begin, end, whole); fault == std::errc{} && at == end)
        return whole;
    double number = 0;
    if (const auto [at, fault] = std::from_chars(begin, end, number); fault == std::errc{} && at == end)
        return number;
    return std::string(text);
}

/// Cuts `text` at the first `separator`; what follows it stays in `text`.
std::string_view cutAt(std::string_view& text, char separator) {
    const std::size_t at = text.find(separator);
    const std::string_view head = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return head;
}

}  // namespace

SolverSpec solverFromText(std::string_view text, const OperatorSpec& operation, double noise) {
    const std::string name(cutAt(text, ':'));
    SolverSpec spec = defaultSolver(operation.task, noise);
    if (spec.solver != name) {
        OperatorSpec told = operation;
        told.noise = noise;
        spec = authorsSolver(name, told);
    }
    while (!text.empty()) {
        std::string_view value = cutAt(text, ':');
        const std::string_view parameter = cutAt(value, '=');
        if (value.empty())
            throw Error(ErrorCode::Usage, name,
                        "'" + std::string(parameter) + "' is not of the form PARAMETER=VALUE");
        change(spec, parameter, valueFrom(value));
    }
    return completed(spec);
}

SolverSpec withinBudget(const SolverSpec& spec, int evaluations, bool keepsInner) {
    assert(evaluations >= 1);
    SolverSpec out = completed(spec);
    ParameterValues& values = out.values;
    if (values.has("inner") && !keepsInner)
        values.set("inner", std::clamp(evaluations / kLeastLevels, 1, values.integer("inner")));
    if (values.has("flips") && values.word("step") == "splitting" && !keepsInner) {
        const bool isOneLevel = values.real("sigma_max") == values.real("sigma_min");
        values.set("flips", std::clamp(isOneLevel ? evaluations : evaluations / kLevelsBeforeFlips, 1, 4));
    }
    if (values.has("pigdm_steps"))
        values.set("pigdm_steps", std::min(evaluations / kShareOfEnd, values.integer("pigdm_steps")));
    const bool isLeveled = values.has("levels") && values.integer("levels") > 0;
    values.set("steps", 2);
    const int two = makeSolver(out)->evaluations();
    values.set("steps", 1);
    const int one = makeSolver(out)->evaluations();
    const int perStep = two - one;
    const int steps = std::max(1, (evaluations - one) / perStep + 1);
    values.set("steps", std::min(steps, 1000));
    if (isLeveled)
        values.set("level_steps", std::max(1, static_cast<int>(std::lround(kFinestShare * steps))));
    return completed(out);
}

}  // namespace lacuna
