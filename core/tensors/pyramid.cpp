// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/pyramid.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/upsample_bicubic2d.h>

#include <algorithm>
#include <cassert>

namespace lacuna {
namespace {

/// Pixels around a part on which bicubic interpolation depends.
constexpr std::int64_t kReach = 2;

at::Tensor pooled(const at::Tensor& x, std::int64_t factor) {
    const auto missing = [factor](std::int64_t side) { return (factor - side % factor) % factor; };
    return at::avg_pool2d(at::constant_pad_nd(x, {0, missing(x.size(3)), 0, missing(x.size(2))}),
                          {factor, factor});
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
    return at::upsample_bicubic2d(part, {(bottom - top) * factor, (right - left) * factor}, false)
        .narrow(2, y - top * factor, height)
        .narrow(3, x - left * factor, width)
        .contiguous();
}

}  // namespace lacuna
