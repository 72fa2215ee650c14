// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/operator_kind.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <mutex>

namespace lacuna {

/// Extends data known on a rectangle [0, height) × [0, width) of a torus to the whole torus, so that w =
/// (|k̂|² + ρ)⁻¹ (data) vanishes on the unknown margin. On the rectangle, this w solves (H Hᵀ + ρ I) w = data
/// for the blur H that measures only the rectangle.
///
/// The margin's values f solve S f = g, where S is the margin's block of the circulant (|k̂|² + ρ)⁻¹. The
/// margin is a band of rows and a band of columns. Restricted to one band, S is circulant along it and
/// Toeplitz across it, so that its inverse is known. The sum of the two inverses (additive Schwarz; the bands
/// overlap in the corner) preconditions conjugate gradients, and a few steps suffice at any ρ. The inverses
/// for the last ρ are kept for the next solve. Thread-safe.
///
/// For noise with a spectrum N, ρ N takes the place of ρ everywhere.
class MarginSystem {
  public:
    /// `power` is |k̂|², float64, (torusHeight, torusWidth / 2 + 1). `noise` is N in the same form; undefined:
    /// 1.
    MarginSystem(const at::Tensor& power, std::int64_t torusHeight, std::int64_t torusWidth,
                 std::int64_t height, std::int64_t width, const at::Tensor& noise = {});

    /// The same for noise of that spectrum.
    std::unique_ptr<MarginSystem> withNoise(const at::Tensor& noise) const;

    /// The half spectrum of w for `data`, (N, C, height, width). `tolerance` is relative to the first
    /// preconditioned residual.
    at::Tensor solve(const at::Tensor& data, double ratio, double tolerance, int iterations) const;

    /// The inverse of a wider band would take too much memory; conjugate gradients do without it.
    static constexpr std::int64_t kWidestBand = 128;

    /// Memory of the bands' inverses: while they are computed, and afterwards.
    static ProximalBytes bandBytes(std::int64_t torusHeight, std::int64_t torusWidth, std::int64_t height,
                                   std::int64_t width);

    /// How often the bands' inverses have been computed so far.
    int timesMade() const;

  private:
    struct Inverses;
    struct Bands;

    /// The inverses for this ρ, in the type and on the device of `options`.
    std::shared_ptr<const Inverses> inversesAt(double ratio, const at::TensorOptions& options) const;
    Inverses makeInverses(double ratio, const at::TensorOptions& options) const;

    /// |k̂|² + ρ N
    at::Tensor divisor(double ratio) const;

    at::Tensor mPower;
    at::Tensor mNoise;
    std::int64_t mTorusHeight;
    std::int64_t mTorusWidth;
    std::int64_t mHeight;
    std::int64_t mWidth;
    mutable std::mutex mMutex;  ///< guards what follows
    mutable std::shared_ptr<const Inverses> mKept;
    mutable int mTimesMade = 0;
};

}  // namespace lacuna
