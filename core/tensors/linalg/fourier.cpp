// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/linalg/fourier.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/fft_irfft2.h>
#include <ATen/ops/fft_rfft2.h>
#include <ATen/ops/zeros.h>

#include <array>

namespace lacuna {

std::int64_t goodFftSize(std::int64_t n) {
    for (std::int64_t size = n + n % 2;; size += 2) {
        std::int64_t rest = size;
        for (const std::int64_t prime : {2, 3, 5, 7, 11, 13}) {
            while (rest % prime == 0)
                rest /= prime;
        }
        if (rest == 1) return size;
    }
}

at::Tensor realFft(const at::Tensor& x, std::int64_t height, std::int64_t width) {
    const std::array<std::int64_t, 2> size{height, width};
    return at::fft_rfft2(x, at::IntArrayRef(size));
}

at::Tensor inverseRealFft(const at::Tensor& spectrum, std::int64_t height, std::int64_t width) {
    const std::array<std::int64_t, 2> size{height, width};
    return at::fft_irfft2(spectrum, at::IntArrayRef(size));
}

at::Tensor transferFunction(const at::Tensor& kernel, std::int64_t originY, std::int64_t originX,
                            std::int64_t height, std::int64_t width) {
    const at::TensorOptions index = kernel.options().dtype(at::kLong);
    const at::Tensor rows = at::arange(-originY, kernel.size(0) - originY, index).remainder(height);
    const at::Tensor columns = at::arange(-originX, kernel.size(1) - originX, index).remainder(width);
    at::Tensor folded = at::zeros({height, kernel.size(1)}, kernel.options()).index_add(0, rows, kernel);
    folded = at::zeros({height, width}, kernel.options()).index_add(1, columns, folded);
    return realFft(folded, height, width);
}

}  // namespace lacuna
