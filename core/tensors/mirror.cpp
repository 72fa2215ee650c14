// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/mirror.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>

#include <algorithm>
#include <cassert>

namespace lacuna {
namespace {

/// Extends the end. Each round mirrors everything so far about its last pixel.
at::Tensor extended(at::Tensor x, std::int64_t dim, std::int64_t wanted) {
    if (x.size(dim) == 1 && wanted > 1) {
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape[static_cast<std::size_t>(dim)] = wanted;
        return x.expand(shape);
    }
    while (x.size(dim) < wanted) {
        const std::int64_t size = x.size(dim);
        const std::int64_t pad = std::min(wanted - size, size - 1);
        x = at::cat({x, x.narrow(dim, size - 1 - pad, pad).flip({dim})}, dim);
    }
    return x;
}

at::Tensor mirrored(const at::Tensor& x, std::int64_t dim, std::int64_t before, std::int64_t wanted) {
    assert(before >= 0 && wanted >= before + x.size(dim));
    const at::Tensor end = extended(x, dim, wanted - before);
    if (before == 0) return end;
    const at::Tensor start = extended(x.flip({dim}), dim, before + x.size(dim)).flip({dim});
    return at::cat({start.narrow(dim, 0, before), end}, dim);
}

}  // namespace

at::Tensor mirroredOnto(const at::Tensor& x, std::int64_t top, std::int64_t left, std::int64_t height,
                        std::int64_t width) {
    return mirrored(mirrored(x, 2, top, height), 3, left, width);
}

at::Tensor mirrorPadToMultiple(const at::Tensor& x, std::int64_t stride) {
    const auto wanted = [&](std::int64_t size) { return (size + stride - 1) / stride * stride; };
    return mirroredOnto(x, 0, 0, wanted(x.size(2)), wanted(x.size(3)));
}

at::Tensor mirrorPadToSide(const at::Tensor& x, std::int64_t side) {
    return mirroredOnto(x, 0, 0, std::max(side, x.size(2)), std::max(side, x.size(3)));
}

at::Tensor withMirrorImages(const at::Tensor& x) {
    const at::Tensor wide = at::cat({x, x.flip({3})}, 3);
    return at::cat({wide, wide.flip({2})}, 2);
}

}  // namespace lacuna
