// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trajectory/trajectory.h"

#include <memory>
#include <span>
#include <string>

namespace lacuna {

// The steps of a run as bytes, to be kept in a file and read again on a computer with the same byte order.
// Each holds what the store has not forgotten: both pictures and the state of its own region.

/// The step at `index`, which must exist (asserted).
Bytes keptStep(const Trajectory& trajectory, int index);

/// Makes a trajectory of kept steps, given in their order.
class KeptSteps {
  public:
    /// `name` is the subject of errors.
    KeptSteps(std::shared_ptr<SpillStore> store, std::string name);

    /// Throws Error InputFile if the bytes aren't a step's, or don't follow the one before.
    void add(std::span<const std::byte> bytes);
    /// Null: there are no steps.
    std::shared_ptr<const Trajectory> trajectory() const { return mRun; }

  private:
    std::shared_ptr<SpillStore> mStore;
    std::string mName;
    std::shared_ptr<Trajectory> mRun;
    int mRuns = 0;
};

}  // namespace lacuna
