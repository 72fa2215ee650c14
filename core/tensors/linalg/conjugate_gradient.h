// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace lacuna {

struct CgResult {
    at::Tensor solution;
    int iterations = 0;
    double relativeResidual = 0;  ///< √(rᵀMr) over that of the right-hand side
};

/// Solves A s = b for symmetric positive definite A by preconditioned conjugate gradients from s = 0
/// (Hestenes & Stiefel 1952; M ≈ A⁻¹). Stops at relative residual `tolerance` or after `maxIterations`.
/// Inner products are accumulated in double.
CgResult conjugateGradient(const std::function<at::Tensor(const at::Tensor&)>& A, const at::Tensor& b,
                           const std::function<at::Tensor(const at::Tensor&)>& M, double tolerance,
                           int maxIterations);

}  // namespace lacuna
