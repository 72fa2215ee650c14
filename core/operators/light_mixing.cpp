// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/light_mixing.h"

#include "core/operators/linear_operator.h"
#include "core/operators/within_limits.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>
#include <utility>

namespace lacuna {
namespace {

/// The geometric mean of the values above 0; 1 if there are none.
double typical(const at::Tensor& values) {
    const at::Tensor counts = values > 0;
    const double count = static_cast<double>(counts.sum().item<std::int64_t>());
    if (count == 0) return 1;
    return std::exp(at::where(counts, values, 1.0).log().sum(at::kDouble).item<double>() / count);
}

class LinearisedMixing : public LinearOperator {
  public:
    LinearisedMixing(const LinearOperator& op, const at::Tensor& inner, const at::Tensor& outer,
                     double tolerance, int iterations)
        : mOp(op),
          mInner(inner),
          mOuter(outer),
          mTypicalInner(typical(inner)),
          mTypicalOuter(typical(outer)),
          mTolerance(tolerance),
          mIterations(iterations) {}

    ImageShape inputShape() const override { return mOp.inputShape(); }
    ImageShape outputShape() const override { return mOp.outputShape(); }
    std::int64_t measurements() const override { return mOp.measurements(); }
    std::string name() const override { return mOp.name() + " of light"; }
    at::Tensor apply(const at::Tensor& x) const override {
        return mOp.apply(x * mInner.to(x.scalar_type())).mul_(mOuter.to(x.scalar_type()));
    }
    at::Tensor applyAdjoint(const at::Tensor& y) const override {
        return mOp.applyAdjoint(y * mOuter.to(y.scalar_type())).mul_(mInner.to(y.scalar_type()));
    }
    at::Tensor precondition(const at::Tensor& u, double sigmaY, double sigmaT) const override {
        const at::Tensor inner = mInner.to(u.scalar_type());
        return mOp.precondition(u / inner, sigmaY / mTypicalOuter, sigmaT * mTypicalInner) / inner;
    }

  protected:
    double cgTolerance(double, double) const override { return mTolerance; }
    int cgIterations() const override { return mIterations; }

  private:
    const LinearOperator& mOp;
    at::Tensor mInner;
    at::Tensor mOuter;
    double mTypicalInner;
    double mTypicalOuter;
    double mTolerance;
    int mIterations;
};

}  // namespace

LightMixing::LightMixing(const LinearOperator& op, TransferCurve curve, at::Tensor clipped)
    : mOp(op), mCurve(std::move(curve)), mClipped(std::move(clipped)), mMiddle(mCurve.light(0.5)) {}

at::Tensor LightMixing::toLight(const at::Tensor& values) const {
    const at::Tensor v = (values + 1) / 2;
    const at::Tensor power =
        ((v.clamp_min(mCurve.limit) + mCurve.offset) / (1 + mCurve.offset)).pow(mCurve.exponent);
    return (at::where(v <= mCurve.limit, v * mCurve.slope, power) - mMiddle) * 2;
}

at::Tensor LightMixing::toValues(const at::Tensor& light) const {
    const at::Tensor l = light / 2 + mMiddle;
    const double knee = mCurve.slope * mCurve.limit;
    const at::Tensor power = l.clamp_min(knee).pow(1 / mCurve.exponent) * (1 + mCurve.offset) - mCurve.offset;
    return at::where(l <= knee, l / mCurve.slope, power) * 2 - 1;
}

at::Tensor LightMixing::slopeAt(const at::Tensor& values) const {
    const at::Tensor v = (values + 1) / 2;
    const at::Tensor power =
        ((v.clamp_min(mCurve.limit) + mCurve.offset) / (1 + mCurve.offset)).pow(mCurve.exponent - 1);
    return at::where(v <= mCurve.limit, mCurve.slope, power * (mCurve.exponent / (1 + mCurve.offset)));
}

at::Tensor LightMixing::apply(const at::Tensor& x) const {
    return toValues(mOp.apply(toLight(x)));
}

LightMixing::Linearised LightMixing::at(const at::Tensor& x) const {
    Linearised out;
    out.seen = apply(x);
    at::Tensor outer = slopeAt(out.seen).reciprocal();
    if (mClipped.defined()) outer = at::where(mClipped * out.seen >= 1, at::zeros_like(outer), outer);
    // Measured on lamps: a blur by a disc gains 1.4 dB by the exacter solve, and a downsampling, whose
    // singular values are near 1, nothing.
    const bool isWellConditioned = mOp.hasSpectrum();
    out.op = linearisedMixing(mOp, slopeAt(x), outer, isWellConditioned ? 1e-2 : 1e-3,
                              isWellConditioned ? 40 : 60);
    return out;
}

at::Tensor LightMixing::withinLimits(const at::Tensor& x, const at::Tensor& y) const {
    const double black = -2 * mMiddle, white = 2 - 2 * mMiddle;
    return toValues(lacuna::withinLimits(mOp, toLight(x), toLight(y), black, white)).clamp(-1, 1);
}

std::shared_ptr<const LinearOperator> linearisedMixing(const LinearOperator& op, const at::Tensor& inner,
                                                       const at::Tensor& outer, double tolerance,
                                                       int iterations) {
    return std::make_shared<LinearisedMixing>(op, inner, outer, tolerance, iterations);
}

}  // namespace lacuna
