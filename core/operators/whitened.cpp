// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/whitened.h"

#include "core/operators/gram_solver.h"
#include "core/tensors/linalg/conjugate_gradient.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros.h>

#include <cassert>
#include <utility>

namespace lacuna {
namespace {

constexpr double kTolerance = 1e-3;
constexpr double kExactTolerance = 1e-11;  ///< in double precision
constexpr int kIterations = 60;
constexpr int kExactIterations = 500;

}  // namespace

Whitened::Whitened(std::unique_ptr<LinearOperator> op, const at::Tensor& measured,
                   std::shared_ptr<const NoiseCovariance> noise)
    : mOp(std::move(op)),
      mMeasured(measured),
      mNoise(std::move(noise)),
      mGram(mOp->gramSolver(*mNoise)),
      mMeasurements(mOp->measurements()) {
    if (!mMeasured.defined()) return;
    assert(mMeasured.size(2) == outputShape()[1] && mMeasured.size(3) == outputShape()[2]);
    mMeasurements = mMeasured.ne(0).sum().item<std::int64_t>() * outputShape()[0];
}

Whitened::~Whitened() = default;

at::Tensor Whitened::maskedTo(const at::Tensor& y) const {
    return mMeasured.defined() ? y * mMeasured.to(y.options()) : y;
}

at::Tensor Whitened::measurement(const at::Tensor& y) const {
    return mNoise->whitened(mMeasured.defined() ? mNoise->completed(y, mMeasured) : y);
}

at::Tensor Whitened::unwhitened(const at::Tensor& residual) const {
    return maskedTo(mNoise->coloured(residual));
}

at::Tensor Whitened::apply(const at::Tensor& x) const {
    return measurement(mOp->apply(x));
}

at::Tensor Whitened::applyAdjoint(const at::Tensor& y) const {
    const at::Tensor t = mNoise->whitenedAdjoint(y);
    return mOp->applyAdjoint(mMeasured.defined() ? mNoise->completedAdjoint(t, mMeasured) : t);
}

at::Tensor Whitened::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY, double sigmaT) const {
    const double noise = resolvableNoise(sigmaY, sigmaT, z.scalar_type());
    const double ratio = noise * noise / (sigmaT * sigmaT);
    const at::Tensor b = unwhitened(r) - maskedTo(mOp->apply(z));
    const auto gram = [&](const at::Tensor& data) {
        return mNoise->correlated(mGram->solve(mNoise->decorrelated(data), ratio));
    };
    at::Tensor u;
    if (mGram && !mMeasured.defined() && !mNoise->hasStrength()) {
        u = gram(b);
    } else {
        const bool exact = z.scalar_type() == c10::ScalarType::Double;
        u = conjugateGradient(
                [&](const at::Tensor& p) {
                    return maskedTo(mOp->apply(mOp->applyAdjoint(p)) + mNoise->covariance(p) * ratio);
                },
                b,
                [&](const at::Tensor& p) {
                    return mGram ? maskedTo(gram(p)) : p / (mNoise->strength(p).square() * ratio + 1);
                },
                exact ? kExactTolerance : kTolerance, exact ? kExactIterations : kIterations)
                .solution;
    }
    return z + mOp->applyAdjoint(u);
}

at::Tensor Whitened::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const auto [channels, height, width] = outputShape();
    const at::Tensor nothing = at::zeros({u.size(0), channels, height, width}, u.options());
    return proximal(nothing, u * (sigmaT * sigmaT), sigmaY, sigmaT);
}

}  // namespace lacuna
