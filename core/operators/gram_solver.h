// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// (H Hᵀ + ρ N)⁻¹ for an H that treats all channels alike, and stationary noise of spectrum N
/// (noise_covariance.h). Acts on measurements in decorrelated channels, (1, C, h, w).
class GramSolver {
  public:
    virtual ~GramSolver() = default;
    virtual at::Tensor solve(const at::Tensor& data, double ratio) const = 0;
};

/// The same where H Hᵀ is diagonal in the Fourier basis of a picture extended symmetrically at its edges, in
/// closed form.
class MirroredGram : public GramSolver {
  public:
    /// `noise` is NoiseCovariance::power(); `gram` holds the eigenvalues of H Hᵀ, (2 h, w + 1) or (1).
    MirroredGram(const at::Tensor& noise, const at::Tensor& gram) : mNoise(noise), mGram(gram) {}

    at::Tensor solve(const at::Tensor& data, double ratio) const override;

  private:
    at::Tensor mNoise;
    at::Tensor mGram;
};

}  // namespace lacuna
