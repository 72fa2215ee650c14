// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <ATen/core/Tensor.h>

#include <string>

namespace lacuna {

/// H as a matrix (m, n), float64: pictures of shape (1, 1, 1, n) to measurements of shape (1, 1, 1, m). P is
/// solved for directly.
class DenseOperator : public LinearOperator {
  public:
    explicit DenseOperator(at::Tensor matrix) : mMatrix(std::move(matrix)) {}

    const at::Tensor& matrix() const { return mMatrix; }
    /// P = (HᵀH/σ_y² + I/σ_t²)⁻¹
    at::Tensor preconditioner(double sigmaY, double sigmaT) const;

    ImageShape inputShape() const override { return {1, 1, mMatrix.size(1)}; }
    ImageShape outputShape() const override { return {1, 1, mMatrix.size(0)}; }
    std::string name() const override { return "matrix"; }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    bool hasSpectrum() const override { return true; }
    at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const override;

  private:
    at::Tensor mMatrix;
};

}  // namespace lacuna
