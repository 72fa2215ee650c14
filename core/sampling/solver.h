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

/// y = H x + σ_y ε with a prior. References must outlive the solve.
struct Problem {
    const LinearOperator& op;
    at::Tensor y;   ///< (1, C, H', W')
    double sigmaY;  ///< > 0, on the [−1, 1] scale
    Denoiser& denoiser;
    const NoiseSource& noise;
    at::Tensor clipped{};  ///< where y was cut off, as clippedResidual() takes it; undefined: nowhere
};

/// Where a solve stands between two outer steps. A default-constructed one means "from the start".
struct SolverState {
    int step = 0;  ///< the next outer step, 0 … N
    at::Tensor x;  ///< x_t at `sigma`; undefined at the start
    double sigma =
        0;  ///< that step's noise level; where a later solve has another there, x's noise is scaled
    at::Tensor denoised;  ///< the last D; undefined before the first
    int evaluations = 0;  ///< made so far
};

struct Iterate {
    int step = 0;
    int steps = 0;
    /// 0 … K − 1: a call that moves x; K: the one that closes this σ, with the last move's stationarity.
    int inner = 0;
    double sigma = 0;
    int evaluations = 0;
    LossTerms loss;
    at::Tensor x;         ///< x_t before the inner step's move
    at::Tensor denoised;  ///< D(x_t; σ)
};

/// Takes every denoiser call; called on the solver's thread. Tensors may be kept but not changed.
class IterateSink {
  public:
    virtual ~IterateSink() = default;
    virtual void iterate(const Iterate& iterate) = 0;
    /// After every outer step: what a later solve() can go on from.
    virtual void stepDone(const SolverState&) {}
};

struct Solution {
    at::Tensor x0;  ///< the estimate: the last D (or the start, where cancelled before the first)
    bool cancelled = false;
    bool beforeFirstEstimate = false;
    double stationarity = 0;  ///< ‖v‖/(σ_t √n) of the last inner step
};

class Solver {
  public:
    virtual ~Solver() = default;
    /// Outer steps of a whole solve.
    virtual int steps() const = 0;
    /// Network evaluations of a whole solve.
    virtual int evaluations() const = 0;
    /// Whether it asks the denoiser for vector–Jacobian products.
    virtual bool needsVjp() const { return false; }
    /// Runs from `state` (updated as it goes) to the end or until `control` says stop, looked at before every
    /// denoiser call. Throws Error: Numerical where a value stops being finite, Usage for a state beyond the
    /// last step.
    virtual Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                           RunControl& control) = 0;
};

}  // namespace lacuna
