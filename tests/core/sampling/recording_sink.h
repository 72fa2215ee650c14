// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"

#include <functional>
#include <vector>

namespace lacuna {

/// Keeps all that a solver reports.
class RecordingSink : public IterateSink {
  public:
    void iterate(const Iterate& iterate) override {
        iterates.push_back(iterate);
        if (onIterate) onIterate(iterate);
    }
    void stepDone(const SolverState& state) override { states.push_back(state); }

    std::vector<Iterate> iterates;
    std::vector<SolverState> states;
    std::function<void(const Iterate&)> onIterate;
};

}  // namespace lacuna
