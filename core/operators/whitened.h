// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/linear_operator.h"
#include "core/operators/noise_covariance.h"

#include <ATen/core/Tensor.h>

#include <memory>

namespace lacuna {

class GramSolver;

/// W M H, where M keeps the measured pixels and W makes their noise white (NoiseCovariance). A solver that
/// gets this operator and y' = measurement(y) in place of H and y needs to know nothing else of the noise:
/// its loss and its step are those of vml-map.md, "Noise that is not white".
///
/// P = σ_t² [I − Hᵀ (H Hᵀ + (σ_y²/σ_t²) Σ)⁻¹ H] on the measured pixels. In closed form if all pixels are
/// measured and the noise is equally strong everywhere; else by conjugate gradients, preconditioned with
/// that.
class Whitened : public LinearOperator {
  public:
    /// `measured` is (1, 1, h, w), 1 where measured and 0 elsewhere; undefined: everything is. The noise must
    /// have the shape of H's output (asserted).
    Whitened(std::unique_ptr<LinearOperator> op, const at::Tensor& measured,
             std::shared_ptr<const NoiseCovariance> noise);
    ~Whitened() override;
    Whitened(const Whitened&) = delete;
    Whitened& operator=(const Whitened&) = delete;

    /// W M y. What `y` holds where nothing was measured doesn't matter.
    at::Tensor measurement(const at::Tensor& y) const;
    /// The residual of y that a whitened one stands for; 0 where nothing was measured.
    at::Tensor unwhitened(const at::Tensor& residual) const;
    const NoiseCovariance& noise() const { return *mNoise; }

    ImageShape inputShape() const override { return mOp->inputShape(); }
    ImageShape outputShape() const override { return mOp->outputShape(); }
    std::int64_t measurements() const override { return mMeasurements; }
    std::string name() const override { return mOp->name(); }
    at::Tensor apply(const at::Tensor& x) const override;
    at::Tensor applyAdjoint(const at::Tensor& y) const override;
    at::Tensor proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                        double sigmaT) const override;
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override;

  private:
    at::Tensor maskedTo(const at::Tensor& y) const;

    std::unique_ptr<LinearOperator> mOp;
    at::Tensor mMeasured;
    std::shared_ptr<const NoiseCovariance> mNoise;
    std::unique_ptr<GramSolver> mGram;
    std::int64_t mMeasurements;
};

}  // namespace lacuna
