// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace lacuna {

class Solver;
struct SolverSpec;

/// The solver that `spec.solver` names, set up with the rest of `spec`. Throws Error Usage for a name that is
/// not known, with those that are, and for settings that the solver doesn't have.
std::unique_ptr<Solver> makeSolver(const SolverSpec& spec);

}  // namespace lacuna
