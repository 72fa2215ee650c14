// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver_registry.h"

namespace lacuna {

// The rows of the registry, each in a file NAME_row.cpp, which must do without LibTorch. What they describe
// is made by the function make…() beside the class (make_solver.cpp).
SolverRow dapsSolver();
SolverRow ddnmSolver();
SolverRow ddrmSolver();
SolverRow diffPirSolver();
SolverRow dpirSolver();
SolverRow dpsSolver();
SolverRow mapGaSolver();
SolverRow piGdmSolver();
SolverRow redDiffSolver();
SolverRow vmlMapSolver();

}  // namespace lacuna
