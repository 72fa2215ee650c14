// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

struct Kernel;

/// Convolution on a torus: H is diagonal in the Fourier basis, and so is P. For comparison with published
/// results; photographs take Blur.
class CircularBlur : public LinearOperator {
  public:
    /// Height and width must be even. `options` say the type and the device it works on.
    CircularBlur(ImageShape shape, const Kernel& kernel, const at::TensorOptions& options);

    ImageShape inputShape() const override { return mShape; }
    ImageShape outputShape() const override { return mShape; }
    std::string name() const override { return mName; }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;

  private:
    at::Tensor forward(const at::Tensor& x) const;
    at::Tensor inverse(const at::Tensor& spectrum) const;

    ImageShape mShape;
    std::string mName;
    at::Tensor mTransfer;       ///< (height, width / 2 + 1), complex
    at::Tensor mTransferPower;  ///< its squared magnitude, real
};

}  // namespace lacuna
