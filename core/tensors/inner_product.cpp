// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/inner_product.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/dot.h>

#include <cassert>

namespace lacuna {

namespace {

template <typename T>
double sumOfProducts(const T* a, const T* b, std::int64_t count) {
    // Independent partial sums, so that the loop becomes vector code without leave to reorder additions.
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

}  // namespace

double innerProduct(const at::Tensor& a, const at::Tensor& b) {
    assert(a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type());
    const at::Tensor left = a.contiguous(), right = b.contiguous();
    if (!left.is_cpu()) return at::dot(left.view(-1), right.view(-1)).item<double>();
    if (left.scalar_type() == at::kDouble)
        return sumOfProducts(left.data_ptr<double>(), right.data_ptr<double>(), left.numel());
    return sumOfProducts(left.data_ptr<float>(), right.data_ptr<float>(), left.numel());
}

}  // namespace lacuna
