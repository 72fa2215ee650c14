// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/coarse_to_fine.h"

#include "core/base/error.h"
#include "core/models/denoiser.h"
#include "core/operators/linear_operator.h"
#include "core/tensors/pyramid.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace lacuna {

int stepsOf(const Solver& solver, int levels) {
    int steps = 0;
    for (int level = levels; level >= 0; --level)
        steps += solver.stepsAt(level, levels);
    return steps;
}

int evaluationsOf(const Solver& solver, int levels) {
    int evaluations = 0;
    for (int level = levels; level >= 0; --level)
        evaluations += solver.evaluationsAt(level, levels);
    return evaluations;
}

namespace {

/// The finer problem's canvas of an estimate at half its size.
at::Tensor enlargedOnto(const Problem& finer, const at::Tensor& estimate) {
    const ImageShape shape = finer.op.inputShape();
    return enlargedPart(estimate, 2, finer.coarserX, finer.coarserY, shape[2], shape[1]);
}

/// Puts the measured pixels back, as well as their noise allows.
at::Tensor withMeasurements(const Problem& problem, const at::Tensor& picture) {
    // With σ_t far above σ_y, P's solution is the data where there are any, and the picture elsewhere.
    constexpr double kRatio = 100;
    return problem.op.proximal(problem.y, picture, problem.sigmaY, kRatio * problem.sigmaY);
}

/// Passes on what one level's solver reports, numbered as a part of the whole solve.
class LevelSink : public IterateSink {
  public:
    LevelSink(IterateSink& sink, SolverState& state, int level, int first, int steps)
        : mSink(sink), mState(state), mLevel(level), mFirst(first), mSteps(steps) {}

    void iterate(const Iterate& iterate) override {
        // The state must know of an evaluation even if the next one is interrupted.
        mState.denoised = iterate.denoised;
        mState.evaluations = iterate.evaluations;
        Iterate out = iterate;
        out.level = mLevel;
        out.step += mFirst;
        out.steps = mSteps;
        mSink.iterate(out);
    }
    void stepDone(const SolverState& state) override {
        mState = state;
        mState.level = mLevel;
        mSink.stepDone(mState);
    }

  private:
    IterateSink& mSink;
    SolverState& mState;
    int mLevel;
    int mFirst;
    int mSteps;
};

}  // namespace

CoarseToFine::CoarseToFine(std::unique_ptr<Solver> coarsest, std::unique_ptr<Solver> finer, int mostLevels,
                           std::unique_ptr<Solver> afterOne)
    : mCoarsest(std::move(coarsest)),
      mFiner(std::move(finer)),
      mAfterOne(std::move(afterOne)),
      mMostLevels(mostLevels) {
    assert(mMostLevels >= 1);
    assert(!mAfterOne || mAfterOne->steps() == mFiner->steps());
}

Solver& CoarseToFine::at(int level, int levels) const {
    if (level == levels) return *mCoarsest;
    return levels == 1 && mAfterOne ? *mAfterOne : *mFiner;
}

Solution CoarseToFine::solve(const Problem& problem, SolverState& state, IterateSink& sink,
                             RunControl& control) {
    std::vector<const Problem*> problems{&problem};
    while (problems.back()->coarser && static_cast<int>(problems.size()) <= mMostLevels)
        problems.push_back(problems.back()->coarser);
    const int levels = static_cast<int>(problems.size()) - 1;
    if (state.level > levels)
        throw Error(ErrorCode::Usage, "levels", "are fewer than the run that is to go on began with");
    const auto fresh = [&](int level, const at::Tensor& start) {
        SolverState begun;
        begun.level = level;
        begun.evaluations = state.evaluations;
        begun.x = begun.denoised = start;  // σ = 0: the solver adds its first level's noise
        return begun;
    };
    assert(levels == 0 || !problem.start.defined());
    if (!state.x.defined()) state.level = levels;
    if (!state.x.defined() && problem.start.defined()) state = fresh(0, problem.start);

    Solution solution;
    for (int level = state.level; level >= 0; --level) {
        const Problem& here = *problems[static_cast<std::size_t>(level)];
        int first = 0;
        for (int coarser = levels; coarser > level; --coarser)
            first += stepsAt(coarser, levels);
        Solver& solver = problem.start.defined() ? *mFiner : at(level, levels);
        LevelSink levelSink(sink, state, level, first,
                            problem.start.defined() ? mFiner->steps() : stepsOf(*this, levels));
        SolverState local = state;
        local.level = 0;
        if (level > 0) local.step = std::min(local.step, solver.steps());
        solution = solver.solve(here, local, levelSink, control);
        if (level == 0) break;
        if (solution.cancelled) {
            for (int finer = level - 1; finer >= 0; --finer) {
                const Problem& to = *problems[static_cast<std::size_t>(finer)];
                solution.x0 = withMeasurements(to, enlargedOnto(to, solution.x0));
            }
            break;
        }
        const Problem& next = *problems[static_cast<std::size_t>(level) - 1];
        state = fresh(level - 1, withMeasurements(next, enlargedOnto(next, solution.x0)));
    }
    return solution;
}

}  // namespace lacuna
