// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/within_limits.h"

#include "core/operators/linear_operator.h"
#include "core/tensors/inner_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/ones_like.h>

#include <cmath>

namespace lacuna {
namespace {

constexpr int kMostSteps = 30;
/// Safety factor on the bound of ‖HᵀH‖; the bound is exact for an H without negative weights.
constexpr double kSafety = 1.2;

double squared(const at::Tensor& a) {
    return innerProduct(a, a);
}

}  // namespace

at::Tensor withinLimits(const LinearOperator& op, const at::Tensor& x, const at::Tensor& y, double low,
                        double high) {
    at::Tensor inside = x.clamp(low, high);
    if (inside.equal(x)) return x;
    const double enough = squared(y - op.apply(x));
    // No eigenvalue of a matrix without negative entries exceeds its largest row sum.
    const double norm = kSafety * at::abs(op.applyAdjoint(op.apply(at::ones_like(x)))).max().item<double>();
    if (!(norm > 0)) return inside;
    at::Tensor seen = op.apply(inside);
    at::Tensor ahead = inside, seenAhead = seen;
    double t = 1;
    for (int step = 0; step < kMostSteps && squared(y - seen) > enough; ++step) {
        const at::Tensor next = at::add(ahead, op.applyAdjoint(y - seenAhead), 1 / norm).clamp_(low, high);
        const at::Tensor seenNext = op.apply(next);
        const double nextT = (1 + std::sqrt(1 + 4 * t * t)) / 2;
        ahead = at::add(next, next - inside, (t - 1) / nextT);
        seenAhead = at::add(seenNext, seenNext - seen, (t - 1) / nextT);
        inside = next;
        seen = seenNext;
        t = nextT;
    }
    return inside;
}

}  // namespace lacuna
