// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/image_shape.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// The covariance of a measurement's noise, Σ = σ_y² S Uᵀ N U S (vml-map.md, "Noise that is not white"): U
/// takes colour channels to decorrelated ones; N is diagonal in the Fourier basis of the picture extended
/// symmetrically at its edges; S is a strength per pixel. Pictures are (1, C, h, w). Immutable.
class NoiseCovariance {
  public:
    /// `basis` is (C, C) with orthonormal rows; `spectra` is (C, k, k), the powers at k frequencies from 0 to
    /// 1/2 cycle per pixel on each axis. Both undefined: N = I. Powers below kLeastPower of the channels'
    /// mean are raised to that. `strength` is (1, 1, h, w), positive; undefined: 1. `shape` is the
    /// measurement's.
    NoiseCovariance(const at::Tensor& basis, const at::Tensor& spectra, const at::Tensor& strength,
                    const ImageShape& shape, const at::TensorOptions& options);

    static constexpr double kLeastPower = 0.02;

    bool hasStrength() const { return mStrength.defined(); }
    bool hasSpectrum() const { return mSpectra.defined(); }
    /// One channel's powers at the frequencies of a torus of that size: (height, width / 2 + 1), float64 on
    /// the CPU.
    at::Tensor spectrumOn(std::int64_t channel, std::int64_t height, std::int64_t width) const;
    /// N at the frequencies of the extended picture: (C, 2 h, w + 1), or ones of the shape (C, 1, 1).
    const at::Tensor& power() const { return mPower; }
    /// S, or 1.
    at::Tensor strength(const at::Tensor& like) const;

    /// W y with W = N^(−1/2) U S⁻¹: noise becomes white, of deviation σ_y.
    at::Tensor whitened(const at::Tensor& y) const;
    /// W⁻¹ e: white noise becomes this noise.
    at::Tensor coloured(const at::Tensor& e) const;
    /// Wᵀ e
    at::Tensor whitenedAdjoint(const at::Tensor& e) const;
    /// Σ/σ_y² y, and its inverse.
    at::Tensor covariance(const at::Tensor& y) const;
    at::Tensor precision(const at::Tensor& y) const;
    /// Deviation of each sample's noise relative to σ_y: (1, C, 1, 1) or (1, C, h, w).
    at::Tensor deviation() const;

    /// U y, and Uᵀ y.
    at::Tensor decorrelated(const at::Tensor& y) const;
    at::Tensor correlated(const at::Tensor& y) const;

    /// What is most probable of the noise where `known`, (1, 1, h, w), is 0, given what it is where that is
    /// 1: `y` with its unknown part replaced. Linear; precision() of it is 0 where it is unknown, so that the
    /// squares of whitened() sum to those of the known part alone.
    at::Tensor completed(const at::Tensor& y, const at::Tensor& known) const;
    /// The transpose of y ↦ completed(known · y, known).
    at::Tensor completedAdjoint(const at::Tensor& y, const at::Tensor& known) const;

  private:
    /// Multiplies decorrelated channels by N^power.
    at::Tensor filtered(const at::Tensor& y, double power) const;
    at::Tensor unknownPart(const at::Tensor& rhs, const at::Tensor& unknown) const;

    at::Tensor mBasis;
    at::Tensor mSpectra;   ///< (C, k, k), float64 on the CPU
    at::Tensor mStrength;  ///< (1, 1, h, w)
    at::Tensor mPower;
    std::int64_t mHeight;
    std::int64_t mWidth;
};

}  // namespace lacuna
