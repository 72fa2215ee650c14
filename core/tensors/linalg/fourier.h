// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lacuna {

/// The smallest even number ≥ n ≥ 1 without a prime factor above 13: transforms of this length are fast
/// (measured: tests/bench/bench_blur). Up to 8000 it exceeds n by at most 83.
std::int64_t goodFftSize(std::int64_t n);

/// Two-dimensional transform of a real (…, h, w) tensor, zero-padded at the bottom and right to (height,
/// width): complex (…, height, width / 2 + 1), unnormalised.
at::Tensor realFft(const at::Tensor& x, std::int64_t height, std::int64_t width);
/// Its inverse: real (…, height, width), divided by height · width.
at::Tensor inverseRealFft(const at::Tensor& spectrum, std::int64_t height, std::int64_t width);

/// Transfer function of the circular convolution with `kernel` (kh, kw), whose element (originY, originX)
/// stands for no shift: complex (height, width / 2 + 1), with the kernel's type and device. A kernel larger
/// than the torus is wrapped onto it.
at::Tensor transferFunction(const at::Tensor& kernel, std::int64_t originY, std::int64_t originX,
                            std::int64_t height, std::int64_t width);

}  // namespace lacuna
