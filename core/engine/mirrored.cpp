// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mirrored.h"

#include "core/operators/linear_operator.h"
#include "core/operators/operator_kind.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>

#include <cstdint>
#include <vector>

namespace lacuna {
namespace {

at::Tensor mirrored(const at::Tensor& x, std::int64_t dimension, std::int64_t before, std::int64_t after) {
    const std::int64_t length = x.size(dimension);
    const std::int64_t period = length > 1 ? 2 * (length - 1) : 1;
    std::vector<std::int64_t> indices;
    for (std::int64_t i = -before; i < length + after; ++i) {
        const std::int64_t phase = (i % period + period) % period;
        indices.push_back(phase < length ? phase : period - phase);
    }
    return at::index_select(x, dimension, at::tensor(indices));
}

}  // namespace

at::Tensor mirroredOntoCanvas(const at::Tensor& picture, const BuiltOperator& built) {
    const ImageShape canvas = built.op->inputShape();
    const at::Tensor rows = mirrored(picture, 2, built.offsetY, canvas[1] - built.offsetY - picture.size(2));
    return mirrored(rows, 3, built.offsetX, canvas[2] - built.offsetX - picture.size(3));
}

}  // namespace lacuna
