// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/compose.h"

#include "core/operators/identity.h"

#include <ATen/core/Tensor.h>

#include <cassert>

namespace lacuna {

Compose::Compose(std::unique_ptr<LinearOperator> a, std::unique_ptr<LinearOperator> b, double tolerance,
                 int iterations)
    : mA(std::move(a)), mB(std::move(b)), mTolerance(tolerance), mIterations(iterations) {
    assert(mA->inputShape() == mB->outputShape());
}

std::string Compose::name() const {
    return mA->name() + " of " + mB->name();
}

at::Tensor Compose::apply(const at::Tensor& x) const {
    return mA->apply(mB->apply(x));
}

at::Tensor Compose::applyAdjoint(const at::Tensor& y) const {
    return mB->applyAdjoint(mA->applyAdjoint(y));
}

at::Tensor Compose::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    return mB->precondition(u, sigmaY, sigmaT);
}

std::unique_ptr<LinearOperator> compose(std::unique_ptr<LinearOperator> a,
                                        std::unique_ptr<LinearOperator> b) {
    assert(a->inputShape() == b->outputShape());
    if (dynamic_cast<const Identity*>(a.get())) return b;
    if (dynamic_cast<const Identity*>(b.get())) return a;
    return std::make_unique<Compose>(std::move(a), std::move(b));
}

}  // namespace lacuna
