// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoiser.h"

#include <ATen/core/Tensor.h>

namespace lacuna {

/// A Gaussian mixture prior over vectors of n numbers, held as pictures of shape (1, 1, 1, n), float64: its
/// noisy density, denoiser and Jacobian are closed-form. With one component it is a Gaussian prior.
/// Differentiable.
class GaussianMixture : public Denoiser {
  public:
    /// weights (J), means (J, n), covariances (J, n, n)
    GaussianMixture(at::Tensor weights, at::Tensor means, at::Tensor covariances);

    const at::Tensor& weights() const { return mWeights; }
    const at::Tensor& means() const { return mMeans; }
    const at::Tensor& covariances() const { return mCovariances; }

    /// −log p(x_t), a scalar tensor; σ may be 0.
    at::Tensor negLogDensity(const at::Tensor& x, double sigma) const;
    /// D(x_t; σ)
    at::Tensor mean(const at::Tensor& x, double sigma) const;

    at::Tensor denoise(const at::Tensor& x, double sigma) override;
    double sigmaMin() const override { return 1e-9; }
    double sigmaMax() const override { return 1e9; }

    int calls = 0;     ///< of denoise() and denoiseWithVjp()
    int vjpCalls = 0;  ///< of the latter

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double sigma) override;

  private:
    /// Of one x_t and σ: S_j⁻¹(x − μ_j) with S_j = C_j + σ²I, (J, n), and log(π_j N(x; μ_j, S_j)), (J).
    struct Components {
        at::Tensor scaled;
        at::Tensor logJoint;
    };
    Components componentsAt(const at::Tensor& x, double sigma) const;

    at::Tensor mWeights;
    at::Tensor mMeans;
    at::Tensor mCovariances;
    // What depends on σ alone, for the last one: S_j⁻¹ and log(π_j) − ½ log det(2π S_j).
    mutable double mSigma = -1;
    mutable at::Tensor mInverse;
    mutable at::Tensor mLogScale;
};

}  // namespace lacuna
