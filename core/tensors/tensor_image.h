// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstddef>

namespace at {
class Tensor;
}
namespace c10 {
struct Device;
}

namespace lacuna {

/// A rectangle of the picture as (1, 3, height, width) float32 on [−1, 1]; grey is repeated to three
/// channels. The rectangle must lie inside (asserted).
at::Tensor toTensor(const ImageBuffer& image, int x, int y, int width, int height, const c10::Device& device);
at::Tensor toTensor(const ImageBuffer& image, const c10::Device& device);

/// The reverse, clamped to [−1, 1] and rounded to nearest; three channels become one by their mean where
/// `channels` is 1. `tensor` is (1, 3, H, W) of any type, device and memory format.
ImageBuffer toImage(const at::Tensor& tensor, int channels, Depth depth);

/// A (1, 3, H, W) tensor as H · W interleaved RGB pixels of half precision into `out`, 6 H W bytes, aligned
/// for them.
void toHalves(const at::Tensor& tensor, std::byte* out);

/// (1, 1, height, width) float32 on `device`: 0 where the mask marks (core/base/mask.h), 1 where the pixel
/// was measured.
at::Tensor measuredMask(const ImageBuffer& mask, int x, int y, int width, int height,
                        const c10::Device& device);

/// Standard deviation on the [−1, 1] scale of `levels` 8-bit levels; never below the quantisation noise of
/// `depth` (1/√12 of its step).
double sigmaFromLevels(double levels, Depth depth);

}  // namespace lacuna
