// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/pyramid.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/stack.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace lacuna {
namespace {

/// Pixels around a part on which bicubic interpolation depends.
constexpr std::int64_t kReach = 2;

at::Tensor pooled(const at::Tensor& x, std::int64_t factor) {
    const auto missing = [factor](std::int64_t side) { return (factor - side % factor) % factor; };
    return at::avg_pool2d(at::constant_pad_nd(x, {0, missing(x.size(3)), 0, missing(x.size(2))}),
                          {factor, factor});
}

/// Weight of a sample at that distance: cubic convolution with a = −3/4 (R. Keys, IEEE TASSP 29(6), 1981).
double cubicWeight(double distance) {
    constexpr double a = -0.75;
    const double d = std::abs(distance);
    if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? a * (((d - 5) * d + 8) * d - 4) : 0;
}

/// `picture` enlarged along one dimension. Every factor-th sample has the same weights, so a few sums of
/// shifted pictures do; LibTorch's bicubic interpolation, in two dimensions at once, takes 2.5 to 6 times as
/// long.
at::Tensor enlargedAlong(const at::Tensor& picture, std::int64_t dimension, std::int64_t factor) {
    const std::int64_t size = picture.size(dimension);
    const auto places = at::arange(-kReach, size + kReach, picture.options().dtype(at::kLong));
    const at::Tensor padded = picture.index_select(dimension, at::clamp(places, 0, size - 1));
    std::vector<at::Tensor> phases;
    for (std::int64_t phase = 0; phase < factor; ++phase) {
        const double place = (static_cast<double>(phase) + 0.5) / static_cast<double>(factor) - 0.5;
        const auto before = static_cast<std::int64_t>(std::floor(place));
        at::Tensor sum;
        for (std::int64_t sample = before - 1; sample <= before + 2; ++sample) {
            const at::Tensor shifted = padded.narrow(dimension, kReach + sample, size);
            const double weight = cubicWeight(place - static_cast<double>(sample));
            sum = sum.defined() ? sum.add_(shifted, weight) : shifted * weight;
        }
        phases.push_back(sum);
    }
    auto shape = picture.sizes().vec();
    shape[static_cast<std::size_t>(dimension)] *= factor;
    return at::stack(phases, dimension + 1).reshape(shape);
}

}  // namespace

at::Tensor reduced(const at::Tensor& picture, const at::Tensor& weights, std::int64_t factor) {
    assert(picture.dim() == 4 && factor >= 1);
    const at::Tensor counted = weights.defined()
                                   ? weights.to(picture.options())
                                   : at::ones({1, 1, picture.size(2), picture.size(3)}, picture.options());
    const at::Tensor share = pooled(counted, factor);
    // Where nothing counts, the sum is 0, too.
    return pooled(picture * counted, factor) / share.masked_fill(share == 0, 1);
}

at::Tensor enlargedPart(const at::Tensor& picture, std::int64_t factor, std::int64_t x, std::int64_t y,
                        std::int64_t width, std::int64_t height) {
    assert(factor >= 1 && x >= 0 && y >= 0 && x + width <= picture.size(3) * factor &&
           y + height <= picture.size(2) * factor);
    if (factor == 1) return picture.narrow(2, y, height).narrow(3, x, width);
    const std::int64_t left = std::max<std::int64_t>(0, x / factor - kReach);
    const std::int64_t top = std::max<std::int64_t>(0, y / factor - kReach);
    const std::int64_t right = std::min(picture.size(3), (x + width - 1) / factor + 1 + kReach);
    const std::int64_t bottom = std::min(picture.size(2), (y + height - 1) / factor + 1 + kReach);
    const at::Tensor part = picture.narrow(2, top, bottom - top).narrow(3, left, right - left).contiguous();
    return enlargedAlong(enlargedAlong(part, 3, factor), 2, factor)
        .narrow(2, y - top * factor, height)
        .narrow(3, x - left * factor, width)
        .contiguous();
}

}  // namespace lacuna
