// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/solver.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

/// What every solver has of a denoiser call.
struct Evaluation {
    at::Tensor x;
    at::Tensor denoised;
    at::Tensor residual;    ///< r = y − H D, with what clipping hides made up for
    at::Tensor correction;  ///< e = D − x_t
};

Evaluation evaluationAt(const Problem& problem, const at::Tensor& x, const at::Tensor& denoised);
/// Misfit and prior; the other terms are 0. Throws Error Numerical where they aren't finite.
LossTerms lossAt(const Problem& problem, const Evaluation& at, double sigma);
/// The value. Throws Error Numerical naming the noise level where it isn't finite.
double requireFinite(double value, double sigma);

/// Stands in for a picture where only its shape, type and device count.
at::Tensor shapeOfPicture(const Problem& problem);
/// Where a run goes on from, at the noise level that its own schedule has there. Settings that changed since
/// may have moved it, or have added steps to a finished run, whose x has no noise any more.
at::Tensor resumedPicture(const Problem& problem, const SolverState& state, double sigma);

}  // namespace lacuna
