// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network_denoiser.h"

#include "core/models/autodiff.h"
#include "core/models/network.h"
#include "core/models/preconditioning.h"
#include "core/tensors/mirror.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/constant_pad_nd.h>
#include <c10/core/GradMode.h>

#include <cassert>
#include <utility>

namespace lacuna {
namespace {

/// c_in x + shift, padded, as the network takes it.
at::Tensor prepare(const at::Tensor& x, const Scales& scales, int padding) {
    assert(x.dim() == 4 && x.size(1) == 3 && x.size(2) > 0 && x.size(3) > 0);
    at::Tensor z = scales.in * x;
    if (scales.shift != 0) z = z + scales.shift;
    return mirrorPadToMultiple(z.to(at::kFloat), padding);
}

/// c_skip x + c_out F, without the padding.
at::Tensor combine(const at::Tensor& x, const at::Tensor& F, const Scales& scales) {
    const at::Tensor inside = F.narrow(2, 0, x.size(2)).narrow(3, 0, x.size(3));
    return scales.skip * x + scales.out * inside.to(x.scalar_type());
}

}  // namespace

NetworkDenoiser::NetworkDenoiser(std::unique_ptr<Network> network,
                                 std::unique_ptr<Preconditioning> preconditioning, double sigmaMin,
                                 double sigmaMax, int preferredSize)
    : mNetwork(std::move(network)),
      mPreconditioning(std::move(preconditioning)),
      mSigmaMin(sigmaMin),
      mSigmaMax(sigmaMax),
      mPreferredSize(preferredSize) {}

NetworkDenoiser::~NetworkDenoiser() = default;

at::Tensor NetworkDenoiser::denoise(const at::Tensor& x, double sigma) {
    const c10::NoGradGuard noGraph;
    const Scales scales = mPreconditioning->at(sigma);
    return combine(x, mNetwork->forward(prepare(x, scales, mNetwork->padding()), scales.noise), scales);
}

at::Tensor NetworkDenoiser::denoiseWithGraph(const at::Tensor& x, double sigma) {
    const Scales scales = mPreconditioning->at(sigma);
    return combine(x, mNetwork->forwardWithGraph(prepare(x, scales, mNetwork->padding()), scales.noise),
                   scales);
}

DenoisedWithVjp NetworkDenoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    const Scales scales = mPreconditioning->at(sigma);
    // Automatic differentiation for the padding alone; the network may have a better way for itself.
    const DenoisedWithVjp z = differentiate(
        [&](const at::Tensor& input) { return prepare(input, scales, mNetwork->padding()); }, x);
    const DenoisedWithVjp F = mNetwork->forwardWithVjp(z.denoised, scales.noise);

    const c10::NoGradGuard noGraph;
    const auto vjp = [scales, z, F](const at::Tensor& v) {
        const c10::NoGradGuard noGraphEither;
        at::Tensor padded = scales.out * v.to(at::kFloat);
        if (z.denoised.sizes() != v.sizes())
            padded = at::constant_pad_nd(
                padded, {0, z.denoised.size(3) - v.size(3), 0, z.denoised.size(2) - v.size(2)});
        return scales.skip * v + z.vjp(F.vjp(padded));
    };
    return {combine(x, F.denoised, scales), vjp};
}

int NetworkDenoiser::stride() const {
    return mNetwork->stride();
}
int NetworkDenoiser::context() const {
    return mNetwork->context();
}
double NetworkDenoiser::forwardBytes(double pixels) const {
    return mNetwork->forwardBytes(pixels);
}
double NetworkDenoiser::vjpBytes(double pixels) const {
    return mNetwork->vjpBytes(pixels);
}
double NetworkDenoiser::flops(double pixels) const {
    return mNetwork->flops(pixels);
}

}  // namespace lacuna
