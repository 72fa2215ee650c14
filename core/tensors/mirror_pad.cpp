// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/mirror_pad.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>

#include <algorithm>

namespace lacuna {
namespace {

at::Tensor mirrorPad(at::Tensor x, std::int64_t dim, std::int64_t wanted) {
    if (x.size(dim) == 1 && wanted > 1) {
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape[static_cast<std::size_t>(dim)] = wanted;
        return x.expand(shape);
    }
    // Each round mirrors the part that exists; its last column becomes the centre of the next mirror.
    while (x.size(dim) < wanted) {
        const std::int64_t size = x.size(dim);
        const std::int64_t pad = std::min(wanted - size, size - 1);
        x = at::cat({x, x.narrow(dim, size - 1 - pad, pad).flip({dim})}, dim);
    }
    return x;
}

}  // namespace

at::Tensor mirrorPadToMultiple(const at::Tensor& x, std::int64_t stride) {
    const auto wanted = [&](std::int64_t size) { return (size + stride - 1) / stride * stride; };
    return mirrorPad(mirrorPad(x, 2, wanted(x.size(2))), 3, wanted(x.size(3)));
}

at::Tensor mirrorPadToSide(const at::Tensor& x, std::int64_t side) {
    return mirrorPad(mirrorPad(x, 2, side), 3, side);
}

}  // namespace lacuna
