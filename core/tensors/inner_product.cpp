// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/inner_product.h"

#include "core/base/parallel_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/sum.h>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <vector>

namespace lacuna {

namespace {

/// Each block is summed separately, so that the result doesn't depend on which thread takes which block.
constexpr std::int64_t kBlock = 1 << 14;
/// With fewer blocks, another thread costs more than it saves.
constexpr std::int64_t kBlocksPerPart = 16;

template <typename T>
double sumOfBlock(const T* a, const T* b, std::int64_t count) {
    // Independent partial sums let the compiler vectorise the loop without reordering additions.
    constexpr int kLanes = 16;
    double lanes[kLanes] = {};
    std::int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane)
            lanes[lane] += static_cast<double>(a[i + lane]) * static_cast<double>(b[i + lane]);
    double sum = 0;
    for (; i < count; ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    for (const double lane : lanes)
        sum += lane;
    return sum;
}

template <typename T>
double sumOfProducts(const at::Tensor& left, const at::Tensor& right) {
    const T* a = left.data_ptr<T>();
    const T* b = right.data_ptr<T>();
    const std::int64_t count = left.numel();
    std::vector<double> sums(static_cast<std::size_t>((count + kBlock - 1) / kBlock));
    parallelRows(std::ssize(sums), kBlocksPerPart, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t first = i * kBlock;
            sums[static_cast<std::size_t>(i)] =
                sumOfBlock(a + first, b + first, std::min(kBlock, count - first));
        }
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

}  // namespace

double innerProduct(const at::Tensor& a, const at::Tensor& b) {
    assert(a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type());
    if (!a.is_cpu()) return at::sum(a * b, at::kDouble).item<double>();
    const at::Tensor left = a.contiguous(), right = b.contiguous();
    return left.scalar_type() == at::kDouble ? sumOfProducts<double>(left, right)
                                             : sumOfProducts<float>(left, right);
}

}  // namespace lacuna
