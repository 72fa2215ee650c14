// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/clipped_residual.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/special_log_ndtr.h>
#include <ATen/ops/where.h>

#include <cmath>
#include <numbers>

namespace lacuna {

at::Tensor clippedResidual(const at::Tensor& residual, const at::Tensor& clipped, double sigmaY) {
    // At the upper limit z = (H D − y)/σ_y, and the mean of a standard normal number above −z is φ(z)/Φ(z).
    const at::Tensor z = clipped * residual / -sigmaY;
    const double logRoot = 0.5 * std::log(2 * std::numbers::pi);
    const at::Tensor mills = (z * z / -2 - logRoot - at::special_log_ndtr(z)).exp();
    return at::where(clipped == 0, residual, clipped * mills * sigmaY);
}

}  // namespace lacuna
