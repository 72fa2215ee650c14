// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"

#include <memory>

namespace lacuna {

/// Solves a problem from its coarsest version to itself (vml-map.md, "Coarse to fine"): the coarsest by
/// `coarsest`, each finer one by `finer`, which starts from the estimate of the level before: enlarged, with
/// the measured pixels put back. `finer` adds noise of its first level to that. Where there is one coarse
/// level only, because the damage is thin, `afterOne` does so in its place if it is given: it makes as many
/// steps. A problem without a coarser one is left to `coarsest`, or to `finer` if it has a picture to start
/// from.
///
/// All levels count as outer steps of one solve, the coarsest first. Iterates and states have the size of
/// their level's canvas; the solution has the problem's. A state whose level the problem doesn't have throws
/// Error Usage. If a coarse level has fewer steps now than the state has behind it, the next level follows.
class CoarseToFine : public Solver {
  public:
    /// `mostLevels` ≥ 1 (asserted): coarser problems beyond these are ignored.
    CoarseToFine(std::unique_ptr<Solver> coarsest, std::unique_ptr<Solver> finer, int mostLevels,
                 std::unique_ptr<Solver> afterOne = nullptr);

    int steps() const override { return mCoarsest->steps(); }
    int evaluations() const override { return mCoarsest->evaluations(); }
    int mostLevels() const override { return mMostLevels; }
    int stepsAt(int level, int levels) const override { return at(level, levels).steps(); }
    int evaluationsAt(int level, int levels) const override { return at(level, levels).evaluations(); }
    bool needsVjp() const override { return mCoarsest->needsVjp() || mFiner->needsVjp(); }
    Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                   RunControl& control) override;

  private:
    Solver& at(int level, int levels) const;

    std::unique_ptr<Solver> mCoarsest;
    std::unique_ptr<Solver> mFiner;
    std::unique_ptr<Solver> mAfterOne;  ///< null: mFiner
    int mMostLevels;
};

}  // namespace lacuna
