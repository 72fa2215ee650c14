// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/operator_kind.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <mutex>

namespace lacuna {

/// Completes data that are known on a rectangle [0, height) × [0, width) of a torus to data on all of it,
/// such that w = (|k̂|² + ρ)⁻¹ (data) vanishes on the unknown margin. On the rectangle, that w solves (H Hᵀ +
/// ρ I) w = data for the blur H that measures the rectangle only.
///
/// The margin's values f solve S f = g with S the margin's block of the circulant (|k̂|² + ρ)⁻¹: a band of
/// rows and one of columns. S restricted to either band is circulant along it and Toeplitz across, so its
/// inverse is known; their sum (additive Schwarz, overlapping in the corner) preconditions conjugate
/// gradients. A few steps suffice at any ρ. The bands' inverses of the last ρ are kept for the next solve.
/// Thread-safe.
class MarginSystem {
  public:
    /// `power` is |k̂|², float64, (torusHeight, torusWidth / 2 + 1).
    MarginSystem(const at::Tensor& power, std::int64_t torusHeight, std::int64_t torusWidth,
                 std::int64_t height, std::int64_t width);

    /// The half spectrum of w for `data`, (N, C, height, width), to a tolerance relative in the
    /// preconditioned residual.
    at::Tensor solve(const at::Tensor& data, double ratio, double tolerance, int iterations) const;

    /// A wider band has no inverse, which would take too much memory: it is left to conjugate gradients.
    static constexpr std::int64_t kWidestBand = 128;

    /// What the bands' inverses take: while they are made, and from then on.
    static ProximalBytes bandBytes(std::int64_t torusHeight, std::int64_t torusWidth, std::int64_t height,
                                   std::int64_t width);

    /// How often the bands' inverses were made so far.
    int timesMade() const;

  private:
    struct Inverses;
    struct Bands;

    /// Those at this ρ, in the type and on the device of `options`.
    std::shared_ptr<const Inverses> inversesAt(double ratio, const at::TensorOptions& options) const;
    Inverses makeInverses(double ratio, const at::TensorOptions& options) const;

    at::Tensor mPower;
    std::int64_t mTorusHeight;
    std::int64_t mTorusWidth;
    std::int64_t mHeight;
    std::int64_t mWidth;
    mutable std::mutex mMutex;  ///< guards what follows
    mutable std::shared_ptr<const Inverses> mKept;
    mutable int mTimesMade = 0;
};

}  // namespace lacuna
