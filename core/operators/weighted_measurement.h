// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

/// H = diag(w): pixels that are known with different noise. A pixel of weight w stands for a measurement with
/// noise σ_y/w, whose value is divided by that, too: y = w · value. w = 0: nothing is known of it. P acts per
/// pixel.
class WeightedMeasurement : public LinearOperator {
  public:
    /// `weights` is (1, 1, height, width), ≥ 0. `channels` is the pictures' number of channels.
    WeightedMeasurement(const at::Tensor& weights, std::int64_t channels);

    ImageShape inputShape() const override { return mShape; }
    ImageShape outputShape() const override { return mShape; }
    std::int64_t measurements() const override { return mMeasurements; }
    std::string name() const override { return "inpainting with borrowed texture"; }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;
    bool hasSpectrum() const override { return true; }
    at::Tensor spectral(const at::Tensor& r, const Spectrum& f) const override;

  private:
    /// w²/(w² + σ_y²/σ_t²), the data's share of v.
    at::Tensor share(const at::Tensor& like, double sigmaY, double sigmaT) const;

    at::Tensor mWeights;
    ImageShape mShape;
    std::int64_t mMeasurements;
};

}  // namespace lacuna
