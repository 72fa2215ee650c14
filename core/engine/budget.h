// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <string_view>

namespace lacuna {

/// A solver with its parameters as text: "vml-map", "vml-map:step=gradient", "dps:guidance=5". Parameters
/// that aren't named get the task's settings if it is the task's own solver, otherwise its authors'. `noise`
/// is what the solver is told, in 8-bit levels. Throws Error Usage for anything else.
SolverSpec solverFromText(std::string_view text, const OperatorSpec& operation, double noise);

/// The solver with as many steps as `evaluations` ≥ 1 of the network allow, or with one step if they allow
/// none. Coarse levels count by their pixels. A solver that makes several evaluations per level makes fewer
/// of them where that gives it kLeastLevels levels, and VML-MAP's splitting takes more mirror images where it
/// has levels enough, unless `keepsInner`.
SolverSpec withinBudget(const SolverSpec& spec, int evaluations, bool keepsInner = false);

inline constexpr int kLeastLevels = 25;

}  // namespace lacuna
