// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/frame.h"
#include "core/tensors/late_number.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace lacuna {

class Denoiser;
class LightMixing;
class LinearOperator;
class NoiseSource;
class RunControl;
class Whitened;

/// y = H x + σ_y ε with a prior. The references must outlive the solve.
struct Problem {
    const LinearOperator& op;
    at::Tensor y;   ///< (1, C, H', W')
    double sigmaY;  ///< > 0, on the [−1, 1] scale
    Denoiser& denoiser;
    const NoiseSource& noise;
    at::Tensor clipped{};  ///< where y is clipped, in the form of clippedResidual(); undefined: nowhere
    /// The same problem at half the size (vml-map.md, "Coarse to fine"), on a canvas that holds this one and
    /// may reach further. Null: there is none.
    const Problem* coarser = nullptr;
    int coarserX = 0;  ///< this canvas's top left corner on the coarser one, in pixels of this one
    int coarserY = 0;
    /// A picture to start from, like the estimate of a coarser problem; then there must be none. Solvers
    /// without levels ignore it.
    at::Tensor start{};
    /// If the noise isn't white: the same object as `op`, by its own type. `y` is its measurement();
    /// `clipped` refers to the samples before whitening. Null: the noise is white.
    const Whitened* whitened = nullptr;
    /// If the degradation mixes light: A, of which `op` is the K. Solvers step with the linearisation at
    /// their estimate (Evaluation::op()); `op` is that at mid-grey. Then the noise is white. Null: y = op x +
    /// noise.
    const LightMixing* light = nullptr;
};

/// The state of a solve between two outer steps. A default-constructed state means "from the start".
struct SolverState {
    int level = 0;  ///< how often the canvas of x and D was halved
    int step = 0;  ///< the next outer step of that level, 0 … N; a later solve with other noise levels goes
                   ///< on elsewhere
    at::Tensor x;  ///< x_t at `sigma`; undefined at the start
    double sigma = 0;     ///< of that step; a later solve with another level scales x's noise
    at::Tensor denoised;  ///< the last D; undefined before the first call
    int evaluations = 0;  ///< made so far, or that a whole solve makes before `step`
    /// What else the solver carries from step to step, each of x's shape. Without it, it goes on as if it had
    /// just begun.
    std::vector<at::Tensor> memory{};
};

/// LossTerms that stay on the device until somebody asks for them.
struct LateLoss {
    LateNumber misfit;
    LateNumber prior;
    LateNumber stationarity;
    LateNumber deltaLoss;
};
/// The terms of several evaluations, for which the device is waited for once.
std::vector<LossTerms> valuesOf(const std::vector<LateLoss>& losses);

struct Iterate {
    int step = 0;
    int steps = 0;
    /// 0 … K − 1: a call that moves x. K: the call that closes this σ; it repeats the stationarity of the
    /// last move.
    int inner = 0;
    double sigma = 0;
    int evaluations = 0;
    LateLoss loss;
    at::Tensor x;         ///< x_t before the inner step's move
    at::Tensor denoised;  ///< D(x_t; σ)
    int level = 0;        ///< how often the canvas of both was halved
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
    /// The estimate: the result of the last step; if cancelled, the last D, or the start if there was no D
    /// yet.
    at::Tensor x0;
    bool cancelled = false;
    bool beforeFirstEstimate = false;
    double stationarity = 0;  ///< ‖v‖/(σ_t √n) of the last inner step
};

class Solver {
  public:
    virtual ~Solver() = default;
    /// Number of outer steps of a whole solve of a problem without a coarser one.
    virtual int steps() const = 0;
    /// Number of network evaluations of such a solve.
    virtual int evaluations() const = 0;
    /// The largest number of coarser problems that it makes use of.
    virtual int mostLevels() const { return 0; }
    /// Outer steps and evaluations at one level, 0 … `levels`, of a problem with that many coarser ones.
    virtual int stepsAt(int level, int levels) const { return level == 0 && levels == 0 ? steps() : 0; }
    virtual int evaluationsAt(int level, int levels) const {
        return level == 0 && levels == 0 ? evaluations() : 0;
    }
    /// Whether it asks the denoiser for vector–Jacobian products.
    virtual bool needsVjp() const { return false; }
    /// Runs from `state`, which it updates, to the end, or until `control` asks for a stop (checked before
    /// every denoiser call). With another schedule than the state's it goes on at the nearest noise level
    /// (resumedStep()). Throws Error Numerical if a value is known to be no longer finite; whoever reads an
    /// Iterate's loss later checks it (requireFinite()).
    virtual Solution solve(const Problem& problem, SolverState& state, IterateSink& sink,
                           RunControl& control) = 0;
};

/// The sums over all levels.
int stepsOf(const Solver& solver, int levels);
int evaluationsOf(const Solver& solver, int levels);

}  // namespace lacuna
