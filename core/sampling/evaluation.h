// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

namespace lacuna {

/// What every solver derives from one denoiser call.
struct Evaluation {
    at::Tensor x;
    at::Tensor denoised;
    at::Tensor residual;    ///< r = y − H D, corrected for clipping (clippedResidual())
    at::Tensor correction;  ///< e = D − x_t
    /// If the degradation mixes light: its linearisation at D. Null: Problem::op itself is linear.
    std::shared_ptr<const LinearOperator> linearised{};

    /// The H of the step from here.
    const LinearOperator& op(const Problem& problem) const { return linearised ? *linearised : problem.op; }
};

Evaluation evaluationAt(const Problem& problem, const at::Tensor& x, const at::Tensor& denoised);
/// Misfit and prior; the other terms are 0. Throws Error Numerical if they are known and aren't finite.
LateLoss lossAt(const Problem& problem, const Evaluation& at, double sigma);
/// Returns `value`. Throws Error Numerical, naming the noise level, if it isn't finite.
double requireFinite(double value, double sigma);

/// A tensor with a picture's shape, type and device; its values don't matter.
at::Tensor shapeOfPicture(const Problem& problem);
/// What a solve returns that was stopped at `state`.
Solution cancelledSolution(const Problem& problem, const SolverState& state);
/// The outer step with which a solve with these noise levels (falling, the last one 0) goes on from `state`:
/// its own step where that has the state's level, which is so for an unchanged schedule. Otherwise the step
/// whose level is the nearest one at or below the state's, but at least the last one. A finished run's state,
/// whose level is 0, goes on with the step after it if there is one.
int resumedStep(const SolverState& state, const std::vector<double>& sigmas);
/// The x_t from which a resumed run continues, rescaled to the noise level `sigma` of its own schedule. This
/// level differs from the state's if the settings were changed in between, or if steps were added to a
/// finished run, whose x holds no noise any more.
at::Tensor resumedPicture(const Problem& problem, const SolverState& state, double sigma);

}  // namespace lacuna
