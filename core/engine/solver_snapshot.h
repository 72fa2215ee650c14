// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"

namespace lacuna {

/// What session.h hands out opaquely. Its tensors are never written to once it is made.
class SolverSnapshot {
  public:
    SolverState state;
    int canvasWidth = 0;
    int canvasHeight = 0;
};

}  // namespace lacuna
