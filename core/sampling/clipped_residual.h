// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

/// What y − H D becomes where the file cut the measurement off at black or white: the true y is only known to
/// lie beyond the limit, so its expectation given that and H D stands in for it. This is σ_y² times the score
/// of the censored Gaussian likelihood (Tobin 1958, "Estimation of relationships for limited dependent
/// variables"), and the expectation step of EM for it, so that the preconditioner stays as it is.
///
/// `residual` is y − H D; `clipped`, of its shape and type, holds −1 where y lies at the lower limit, 1 where
/// it lies at the upper one, else 0.
at::Tensor clippedResidual(const at::Tensor& residual, const at::Tensor& clipped, double sigmaY);

}  // namespace lacuna
