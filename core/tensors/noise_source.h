// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace lacuna {

/// Standard normal noise as a pure function of (seed, stream, channel, absolute pixel coordinates), by the
/// counter-based generator Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC
/// 2011) and Box–Muller. A crop, a tile and the whole picture get the same noise, on any number of threads
/// and on any device. Thread-safe.
class NoiseSource {
  public:
    /// (originX, originY): absolute coordinates of the top left pixel; may be negative (margins).
    explicit NoiseSource(std::uint64_t seed, std::int64_t originX = 0, std::int64_t originY = 0);

    /// A tensor of `like`'s shape (1, C, H, W), type and device. `stream` numbers the draws (0: the start; i
    /// + 1: η-noise of outer step i). In float32 the values have the same bits on every machine with IEEE
    /// arithmetic and the same libm.
    at::Tensor normal(std::uint32_t stream, const at::Tensor& like) const;

  private:
    std::uint64_t mSeed;
    std::int64_t mOriginX;
    std::int64_t mOriginY;
};

}  // namespace lacuna
