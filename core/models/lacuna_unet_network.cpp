// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lacuna_unet_network.h"

#include "core/models/lacuna_unet_onednn.h"
#include "core/models/layers.h"
#include "core/models/onednn_convolution.h"

#include <ATen/ops/full.h>
#include <c10/core/GradMode.h>

namespace lacuna {
LacunaUnetNetwork::LacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights,
                                     at::Device device, at::ScalarType dtype)
    : mConfig(config), mDtype(dtype) {
    const c10::NoGradGuard noGraph;
    for (const auto& [name, tensor] : weights) {
        const at::ScalarType type = isLacunaUnetEmbedding(name) ? at::kFloat : dtype;
        const auto format = tensor.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
        mWeights[name] = tensor.to(device, type, false, true, format);
    }
}

at::Tensor LacunaUnetNetwork::prepared(const at::Tensor& z) const {
    return z.to(mDtype).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor LacunaUnetNetwork::forwardWithGraph(const at::Tensor& z, double c) {
    const at::Tensor level = at::full({z.size(0)}, c, z.options());
    return lacunaUnetForward(mConfig, mWeights, prepared(z), level).to(at::kFloat);
}

at::Tensor LacunaUnetNetwork::forwardAt(const at::Tensor& z, const at::Tensor& c) {
    const c10::NoGradGuard noGraph;
    return lacunaUnetForward(mConfig, mWeights, prepared(z), c).to(at::kFloat);
}

// Peak resident memory above the picture itself, measured with photo-v1 at 512 and 1024 pixels in both types:
// bytes per pixel 645 and 540 (float32), 325 and 274 (bfloat16); with the product 2170 and 1868, 1106 and
// 924.
double LacunaUnetNetwork::forwardBytes(double pixels) const {
    return pixels *
           (9 * mConfig.finestElements() * static_cast<double>(at::elementSize(mDtype)) + kImageBytes);
}

double LacunaUnetNetwork::vjpBytes(double pixels) const {
    return pixels * ((5 * mConfig.blockElements() + 2 * mConfig.finestElements()) *
                         static_cast<double>(at::elementSize(mDtype)) +
                     kImageBytes);
}

std::unique_ptr<Network> makeLacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights,
                                               at::Device device, at::ScalarType dtype) {
    if (device.is_cpu() && OnednnConvolution::isAvailable(dtype))
        return std::make_unique<LacunaUnetOnednn>(config, weights, dtype);
    return std::make_unique<LacunaUnetNetwork>(config, weights, device, dtype);
}

std::unique_ptr<Network> makeNetwork(const LacunaUnetConfig& config, Weights& weights,
                                     const LoadOptions& /*options*/) {
    TensorMap tensors;
    for (const auto& [name, shape] : lacunaUnetShapes(config))
        tensors[name] = weights.take(name, shape);
    weights.finish();
    if (weights.isCheck()) return nullptr;
    return makeLacunaUnetNetwork(config, tensors, weights.device(), weights.dtype());
}

}  // namespace lacuna
