// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/linalg/resize_matrix.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cassert>
#include <cmath>
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

at::Tensor reductionMatrix(std::int64_t size, int scale) {
    assert(size % scale == 0);
    const ReductionTaps reduction = reductionTaps(scale);
    at::Tensor matrix = at::zeros({size / scale, size}, at::kDouble);
    double* values = matrix.data_ptr<double>();
    const double* taps = reduction.taps.data_ptr<double>();
    for (std::int64_t i = 0; i < size / scale; ++i) {
        for (std::int64_t j = 0; j < reduction.taps.numel(); ++j) {
            values[i * size + mirroredIndex(i * scale + reduction.first + j, size)] += taps[j];
        }
    }
    return matrix;
}

at::Tensor cosineBasis(std::int64_t size) {
    const at::Tensor frequency = at::arange(size, at::kDouble);
    const at::Tensor position = frequency + 0.5;
    const double n = static_cast<double>(size);
    at::Tensor basis = at::cos(at::outer(frequency, position) * (std::numbers::pi / n)) * std::sqrt(2.0 / n);
    basis.select(0, 0).mul_(std::sqrt(0.5));
    return basis;
}

}  // namespace lacuna
