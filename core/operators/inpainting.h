// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

/// H = diag(mask): y has x's shape and is 0 where nothing was measured. P acts per pixel.
class Inpainting : public LinearOperator {
  public:
    /// `measured` is (1, 1, height, width) or (1, channels, height, width), 1 where measured and 0 elsewhere
    /// (any type; non-zero counts). `channels` is the pictures' number of channels. Works in any type,
    /// fastest in the type of `options`.
    Inpainting(const at::Tensor& measured, std::int64_t channels, const at::TensorOptions& options);

    ImageShape inputShape() const override { return mShape; }
    ImageShape outputShape() const override { return mShape; }
    std::int64_t measurements() const override { return mMeasurements; }
    std::string name() const override { return "inpainting"; }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;
    bool hasSpectrum() const override { return true; }
    at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const override;

  private:
    at::Tensor maskLike(const at::Tensor& x) const;

    at::Tensor mMask;
    ImageShape mShape;
    std::int64_t mMeasurements;
};

}  // namespace lacuna
