// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

/// The residual y − H D for a measurement that the file clipped at black or white. At a clipped sample the
/// true y is only known to lie beyond the limit, so y is replaced by its expectation given that fact and H D.
/// The result is σ_y² times the score of the censored Gaussian likelihood (Tobin 1958, "Estimation of
/// relationships for limited dependent variables"). It is also the expectation step of EM for that
/// likelihood, so the preconditioner needs no change.
///
/// `residual` is y − H D; `clipped` has the same shape and type: −1 where y lies at the lower limit, 1 where
/// it lies at the upper one, 0 elsewhere.
at::Tensor clippedResidual(const at::Tensor& residual, const at::Tensor& clipped, double sigmaY);
/// The same for noise that isn't equally strong everywhere: `sigmaY` holds a deviation per sample, or a shape
/// that expands to it. Correlation is not made use of, which leaves the result unbiased: its expectation over
/// the noise is that of the unclipped residual, whatever the neighbours say.
at::Tensor clippedResidual(const at::Tensor& residual, const at::Tensor& clipped, const at::Tensor& sigmaY);

}  // namespace lacuna
