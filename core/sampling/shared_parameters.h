// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver_registry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lacuna {

/// N of solvers that call the network once per noise level.
Parameter stepsParameter(std::int64_t initial);
/// The same for a solver with inner steps, whose steps are noise levels. `help` is the command line's.
Parameter levelsParameter(std::int64_t initial, const char* help);
/// "sigma_max" of a solver whose authors start beyond what most networks know.
Parameter startNoiseParameter(double initial);
/// η of a DDIM step.
Parameter etaParameter(double initial);

/// The row of a solver whose parameters can't contradict each other.
SolverRow plainRow(const char* name, const char* title, const char* paper, std::vector<Parameter> parameters,
                   std::string (*label)(const ParameterValues&));

}  // namespace lacuna
