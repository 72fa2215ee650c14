// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/linalg/resize_matrix.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace lacuna {

double cubic(double x) {
    const double t = std::abs(x);
    if (t <= 1) return (1.5 * t - 2.5) * t * t + 1;
    if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2;
    return 0;
}

ReductionTaps reductionTaps(int scale) {
    assert(scale >= 1);
    // Pixel centres are at half-integers, so the centre of output i lies at (i + ½) scale − ½ among the
    // inputs.
    const double centre = 0.5 * scale - 0.5;
    ReductionTaps result;
    result.first = static_cast<std::int64_t>(std::floor(centre - 2.0 * scale)) + 1;
    const auto last = static_cast<std::int64_t>(std::ceil(centre + 2.0 * scale)) - 1;
    std::vector<double> taps;
    double sum = 0;
    for (std::int64_t j = result.first; j <= last; ++j) {
        taps.push_back(cubic((static_cast<double>(j) - centre) / scale));
        sum += taps.back();
    }
    for (double& tap : taps)
        tap /= sum;
    result.taps = at::tensor(taps, at::kDouble);
    return result;
}

std::int64_t mirroredIndex(std::int64_t position, std::int64_t size) {
    const std::int64_t period = 2 * size;
    const std::int64_t phase = ((position % period) + period) % period;
    return phase < size ? phase : period - 1 - phase;
}

SparseMatrix reductionMatrix(std::int64_t size, int scale) {
    assert(size % scale == 0);
    const ReductionTaps reduction = reductionTaps(scale);
    const double* taps = reduction.taps.data_ptr<double>();
    SparseMatrix matrix{size / scale, size, {}};
    matrix.entries.reserve(static_cast<std::size_t>(matrix.rows * reduction.taps.numel()));
    for (std::int64_t i = 0; i < matrix.rows; ++i) {
        for (std::int64_t j = 0; j < reduction.taps.numel(); ++j)
            matrix.entries.push_back({i, mirroredIndex(i * scale + reduction.first + j, size), taps[j]});
    }
    return matrix;
}

at::Tensor gramTransfer(std::int64_t count, int scale) {
    const at::Tensor taps = reductionTaps(scale).taps;
    const at::Tensor angle =
        at::arange(count + 1, at::kDouble) * (std::numbers::pi / static_cast<double>(count));
    // The autocorrelation of the taps at shifts by whole outputs.
    at::Tensor transfer = at::zeros({count + 1}, at::kDouble);
    for (std::int64_t shift = 0; shift * scale < taps.numel(); ++shift) {
        const std::int64_t shared = taps.numel() - shift * scale;
        const at::Tensor products = taps.narrow(0, 0, shared) * taps.narrow(0, shift * scale, shared);
        const double correlation = products.sum().item<double>() * (shift == 0 ? 1 : 2);
        transfer.add_(at::cos(angle * static_cast<double>(shift)), correlation);
    }
    return transfer;
}

}  // namespace lacuna
