// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/weighted_measurement.h"

#include <ATen/TensorOperators.h>

#include <cassert>

namespace lacuna {

WeightedMeasurement::WeightedMeasurement(const at::Tensor& weights, std::int64_t channels)
    : mWeights(weights), mShape{channels, weights.size(2), weights.size(3)} {
    assert(weights.dim() == 4 && weights.size(0) == 1 && weights.size(1) == 1);
    mMeasurements = weights.ne(0).sum().item<std::int64_t>() * channels;
}

at::Tensor WeightedMeasurement::apply(const at::Tensor& x) const {
    return x * mWeights.to(x.options());
}

at::Tensor WeightedMeasurement::applyAdjoint(const at::Tensor& y) const {
    return y * mWeights.to(y.options());
}

at::Tensor WeightedMeasurement::share(const at::Tensor& like, double sigmaY, double sigmaT) const {
    const double ratio = sigmaY * sigmaY / (sigmaT * sigmaT);
    const at::Tensor squares = mWeights.to(like.options()).square();
    return squares / (squares + ratio);
}

at::Tensor WeightedMeasurement::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                                         double sigmaT) const {
    // The value that r stands for is r/w, and doesn't count where w = 0.
    const at::Tensor weights = mWeights.to(z.options());
    const at::Tensor value = r / weights.masked_fill(weights == 0, 1);
    return (value - z).mul_(share(z, sigmaY, sigmaT)).add_(z);
}

at::Tensor WeightedMeasurement::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const double variance = sigmaT * sigmaT;
    return (share(u, sigmaY, sigmaT) * (-variance)).add_(variance).mul(u);
}

at::Tensor WeightedMeasurement::spectral(const at::Tensor& r, const Spectrum& f) const {
    return r * f(mWeights.to(r.options()).square());
}

}  // namespace lacuna
