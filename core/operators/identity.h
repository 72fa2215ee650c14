// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"
#include "core/operators/operator_kind.h"

namespace lacuna {

/// H = I: denoising. P is a scalar.
class Identity : public LinearOperator {
  public:
    explicit Identity(ImageShape shape);

    ImageShape inputShape() const override { return mShape; }
    ImageShape outputShape() const override { return mShape; }
    std::string name() const override { return "identity"; }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;
    bool hasSpectrum() const override { return true; }
    at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const override;
    std::unique_ptr<GramSolver> gramSolver(const NoiseCovariance& noise) const override;

  private:
    ImageShape mShape;
};

/// H for denoising and, combined with a mask, for inpainting.
const OperatorKind& identityOperator();

}  // namespace lacuna
