// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace lacuna {

/// A picture reduced by a whole number.
/// Each pixel of the result is the mean of factor × factor pixels, over those of them that `weights` (1, 1,
/// H, W) counts, and 0 where it counts none; undefined: all count. Sides that aren't multiples of the factor
/// are rounded up. `picture` is (1, C, H, W), float.
at::Tensor reduced(const at::Tensor& picture, const at::Tensor& weights, std::int64_t factor);

/// A rectangle of the picture that `picture` (1, C, h, w) becomes when it is enlarged bicubically by `factor`
/// ≥ 1: (x, y), width and height are in pixels of the enlarged picture, inside it (asserted).
at::Tensor enlargedPart(const at::Tensor& picture, std::int64_t factor, std::int64_t x, std::int64_t y,
                        std::int64_t width, std::int64_t height);

}  // namespace lacuna
