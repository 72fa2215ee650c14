// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// Completes data that are known on a rectangle [0, height) × [0, width) of a torus to data on all of it,
/// such that w = (|k̂|² + ρ)⁻¹ (data) vanishes on the unknown margin. On the rectangle, that w solves (H Hᵀ +
/// ρ I) w = data for the blur H that measures the rectangle only.
///
/// The margin's values f solve S f = g with S the margin's block of the circulant (|k̂|² + ρ)⁻¹: a band of
/// rows and one of columns. S restricted to either band is circulant along it and Toeplitz across, so its
/// inverse is known; their sum (additive Schwarz, overlapping in the corner) preconditions conjugate
/// gradients. A few steps suffice at any ρ.
class MarginSystem {
  public:
    /// `power` is |k̂|², float64, (torusHeight, torusWidth / 2 + 1).
    MarginSystem(const at::Tensor& power, std::int64_t torusHeight, std::int64_t torusWidth,
                 std::int64_t height, std::int64_t width);

    /// The half spectrum of w for `data`, (N, C, height, width), to a tolerance relative in the
    /// preconditioned residual.
    at::Tensor solve(const at::Tensor& data, double ratio, double tolerance, int iterations) const;

    /// What the bands' inverses take during a solve in float32.
    static double bandBytes(std::int64_t torusHeight, std::int64_t torusWidth, std::int64_t height,
                            std::int64_t width);

  private:
    struct Bands;

    at::Tensor mPower;
    std::int64_t mTorusHeight;
    std::int64_t mTorusWidth;
    std::int64_t mHeight;
    std::int64_t mWidth;
};

}  // namespace lacuna
