// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/network_denoiser.h"

#include "core/models/mirror_pad.h"
#include "core/models/network.h"
#include "core/models/preconditioning.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>

#include <cassert>
#include <utility>

namespace lacuna {

NetworkDenoiser::NetworkDenoiser(std::unique_ptr<Network> network,
                                 std::unique_ptr<Preconditioning> preconditioning, double sigmaMin,
                                 double sigmaMax)
    : mNetwork(std::move(network)),
      mPreconditioning(std::move(preconditioning)),
      mSigmaMin(sigmaMin),
      mSigmaMax(sigmaMax) {}

NetworkDenoiser::~NetworkDenoiser() = default;

at::Tensor NetworkDenoiser::denoise(const at::Tensor& x, double sigma) {
    const c10::NoGradGuard noGraph;
    return denoiseWithGraph(x, sigma);
}

at::Tensor NetworkDenoiser::denoiseWithGraph(const at::Tensor& x, double sigma) {
    assert(x.dim() == 4 && x.size(1) == 3 && x.size(2) > 0 && x.size(3) > 0 && sigma > 0);
    const Scales scales = mPreconditioning->at(sigma);
    const at::Tensor z = mirrorPadToMultiple((scales.in * x).to(at::kFloat), mNetwork->stride());
    const at::Tensor F = mNetwork->forward(z, scales.noise);
    const at::Tensor inside = F.narrow(2, 0, x.size(2)).narrow(3, 0, x.size(3));
    return scales.skip * x + scales.out * inside.to(x.scalar_type());
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
