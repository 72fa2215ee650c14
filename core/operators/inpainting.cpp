// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/inpainting.h"

#include <ATen/TensorOperators.h>

#include <cassert>

namespace lacuna {

Inpainting::Inpainting(const at::Tensor& measured, std::int64_t channels, const at::TensorOptions& options)
    : mMask(measured.ne(0).to(options)), mShape{channels, measured.size(2), measured.size(3)} {
    assert(measured.dim() == 4 && measured.size(0) == 1);
    assert(measured.size(1) == 1 || measured.size(1) == channels);
    mMeasurements = measured.ne(0).sum().item<std::int64_t>() * (channels / measured.size(1));
}

at::Tensor Inpainting::maskLike(const at::Tensor& x) const {
    return mMask.to(x.options());
}

at::Tensor Inpainting::apply(const at::Tensor& x) const {
    return x * maskLike(x);
}

at::Tensor Inpainting::applyAdjoint(const at::Tensor& y) const {
    return y * maskLike(y);
}

at::Tensor Inpainting::proximal(const at::Tensor& r, const at::Tensor& z, double sigmaY,
                                double sigmaT) const {
    // Measured pixels get the mean of r and z weighted by 1/σ_y² and 1/σ_t²; the others keep z, bit for bit.
    const double weight = sigmaT * sigmaT / (sigmaT * sigmaT + sigmaY * sigmaY);
    return (r - z).mul_(maskLike(z)).mul_(weight).add_(z);
}

at::Tensor Inpainting::precondition(const at::Tensor& u, double sigmaY, double sigmaT) const {
    const double variance = sigmaT * sigmaT;
    const double weight = variance / (variance + sigmaY * sigmaY);
    return (maskLike(u) * (-weight * variance)).add_(variance).mul(u);
}

at::Tensor Inpainting::spectral(const at::Tensor& r, const Spectrum& f) const {
    return r * f(maskLike(r));
}

}  // namespace lacuna
