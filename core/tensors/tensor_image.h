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

/// A rectangle of the picture as (1, 3, height, width) float32 on [−1, 1]; grey is repeated in all three
/// channels. The rectangle must lie inside (asserted).
at::Tensor toTensor(const ImageBuffer& image, int x, int y, int width, int height, const c10::Device& device);
at::Tensor toTensor(const ImageBuffer& image, const c10::Device& device);

/// The reverse, clamped to [−1, 1] and rounded to nearest. If `channels` is 1, the three channels are
/// averaged. `tensor` is (1, 3, H, W) of any type, device and memory format.
ImageBuffer toImage(const at::Tensor& tensor, int channels, Depth depth);

/// Writes a (1, 3, H, W) tensor as H · W interleaved RGB pixels of half precision to `out`: 6 H W bytes,
/// suitably aligned.
void toHalves(const at::Tensor& tensor, std::byte* out);

/// (1, 1, height, width) float32 on `device`: 0 for marked pixels (core/base/mask.h), 1 for measured ones.
at::Tensor measuredMask(const ImageBuffer& mask, int x, int y, int width, int height,
                        const c10::Device& device);

/// Converts a standard deviation in 8-bit levels to the [−1, 1] scale. Never below the quantisation noise of
/// `depth` (1/√12 of its step).
double sigmaFromLevels(double levels, Depth depth);

}  // namespace lacuna
