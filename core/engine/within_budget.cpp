// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/budget.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lacuna {
namespace {

/// Share of a budget that the finest of several levels gets: with it, four such levels fit.
constexpr double kFinestShare = 0.7;
/// MAP-GA's last stage gets one evaluation in so many.
constexpr int kShareOfEnd = 3;
/// More noise levels than these gain less than mirror images do.
constexpr int kLevelsBeforeFlips = 10;

}  // namespace

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
