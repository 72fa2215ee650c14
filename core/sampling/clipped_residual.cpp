// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/clipped_residual.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/special_log_ndtr.h>
#include <ATen/ops/where.h>

#include <cmath>
#include <numbers>

namespace lacuna {

namespace {

/// The mean of a standard normal number above −z: φ(z)/Φ(z).
at::Tensor millsRatio(const at::Tensor& z) {
    const double logRoot = 0.5 * std::log(2 * std::numbers::pi);
    return (z * z / -2 - logRoot - at::special_log_ndtr(z)).exp();
}

}  // namespace

at::Tensor clippedResidual(const at::Tensor& residual, const at::Tensor& clipped, double sigmaY) {
    // At the upper limit z = (H D − y)/σ_y.
    const at::Tensor mills = millsRatio(clipped * residual / -sigmaY);
    return at::where(clipped == 0, residual, clipped * mills * sigmaY);
}

at::Tensor clippedResidual(const at::Tensor& residual, const at::Tensor& clipped, const at::Tensor& sigmaY) {
    const at::Tensor mills = millsRatio(clipped * residual / -sigmaY);
    return at::where(clipped == 0, residual, clipped * mills * sigmaY);
}

}  // namespace lacuna
