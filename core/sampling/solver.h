// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

class Denoiser;
class LinearOperator;
class NoiseSource;
class RunControl;

/// y = H x + σ_y ε with a prior. The references must outlive the solve.
struct Problem {
    const LinearOperator& op;
    at::Tensor y;   ///< (1, C, H', W')
    double sigmaY;  ///< > 0, on the [−1, 1] scale
    Denoiser& denoiser;
    const NoiseSource& noise;
    at::Tensor clipped{};  ///< where y is clipped, in the form of clippedResidual(); undefined: nowhere
};

/// The state of a solve between two outer steps. A default-constructed state means "from the start".
struct SolverState {
    int step = 0;         ///< the next outer step, 0 … N; a later solve with other levels goes on elsewhere
    at::Tensor x;         ///< x_t at `sigma`; undefined at the start
    double sigma = 0;     ///< of that step; a later solve with another level scales x's noise
    at::Tensor denoised;  ///< the last D; undefined before the first call
    int evaluations = 0;  ///< made so far, or that a whole solve makes before `step`
};

struct Iterate {
    int step = 0;
    int steps = 0;
    /// 0 … K − 1: a call that moves x. K: the call that closes this σ; it repeats the stationarity of the
    /// last move.
    int inner = 0;
    double sigma = 0;
    int evaluations = 0;
    LossTerms loss;
    at::Tensor x;         ///< x_t before the inner step's move
    at::Tensor denoised;  ///< D(x_t; σ)
};

/// Receives the result of every denoiser call, on the solver's thread. It may keep the tensors but not change
/// them.
class IterateSink {
  public:
    virtual ~IterateSink() = default;
    virtual void iterate(const Iterate& iterate) = 0;
    /// Called after every outer step, with the state from which a later solve() can continue.
    virtual void stepDone(const SolverState&) {}
};

struct Solution {
    at::Tensor x0;  ///< the estimate: the last D, or the start if cancelled before the first D
    bool cancelled = false;
    bool beforeFirstEstimate = false;
    double stationarity = 0;  ///< ‖v‖/(σ_t √n) of the last inner step
};

class Solver {
  public:
    virtual ~Solver() = default;
    /// Number of outer steps of a whole solve.
    virtual int steps() const = 0;
    /// Number of network evaluations of a whole solve.
    virtual int evaluations() const = 0;
    /// Whether it asks the denoiser for vector–Jacobian products.
    virtual bool needsVjp() const { return false; }
    /// Runs from `state`, which it updates, to the end, or until `control` asks for a stop (checked before
    /// every denoiser call). With another schedule than the state's it goes on at the nearest noise level
    /// (resumedStep()). Throws Error Numerical if a value is no longer finite.
    virtual Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                           RunControl& control) = 0;
};

}  // namespace lacuna
