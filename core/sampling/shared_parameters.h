// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver_registry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lacuna {

/// N of solvers that call the network once per noise level.
Parameter stepsParameter(std::int64_t initial);
/// η of a DDIM step.
Parameter etaParameter(double initial);

/// The row of a solver whose parameters can't contradict each other.
SolverRow plainRow(const char* name, const char* title, const char* paper, std::vector<Parameter> parameters,
                   std::string (*label)(const ParameterValues&));

}  // namespace lacuna
