// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ops/conv_transpose2d.h>
#include <torch/version.h>

#if TORCH_VERSION_MAJOR < 2
#include <ATen/ops/conv2d.h>
#include <ATen/ops/pixel_shuffle.h>
#endif

namespace lacuna {

/// The transposed 2×2 convolution of stride 2, which doubles a picture's sides. `bias` may be undefined.
inline at::Tensor doubleSize(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
#if TORCH_VERSION_MAJOR < 2
    // On processors with bfloat16, LibTorch 1.13 computes a transposed convolution of that type as an
    // ordinary one. The four taps don't overlap, so a 1×1 convolution to four times the channels, rearranged,
    // gives the same.
    if (x.scalar_type() == at::kBFloat16) {
        const at::Tensor taps = weight.permute({1, 2, 3, 0}).reshape({-1, weight.size(0), 1, 1});
        return at::pixel_shuffle(at::conv2d(x, taps, bias.defined() ? bias.repeat_interleave(4) : bias), 2);
    }
#endif
    return at::conv_transpose2d(x, weight, bias, 2);
}

}  // namespace lacuna
