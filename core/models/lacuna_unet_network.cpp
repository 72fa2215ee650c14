// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lacuna_unet_network.h"

#include <ATen/ops/full.h>
#include <c10/core/GradMode.h>

namespace lacuna {
namespace {

class LacunaUnetNetwork : public Network {
  public:
    LacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights, at::Device device,
                      at::ScalarType dtype)
        : mConfig(config), mDtype(dtype) {
        const c10::NoGradGuard noGraph;
        for (const auto& [name, tensor] : weights) {
            const bool convolution = tensor.dim() == 4;
            const at::ScalarType type = isLacunaUnetEmbedding(name) ? at::kFloat : dtype;
            mWeights[name] =
                tensor.to(device, type, false, true,
                          convolution ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
        }
    }

    at::Tensor forward(const at::Tensor& z, double c) override {
        const at::Tensor level = at::full({z.size(0)}, c, z.options());
        return lacunaUnetForward(mConfig, mWeights, z.to(mDtype).contiguous(at::MemoryFormat::ChannelsLast),
                                 level)
            .to(at::kFloat);
    }

    int stride() const override { return static_cast<int>(mConfig.stride()); }
    int context() const override { return 64; }
    double forwardBytes(double pixels) const override { return pixels * 300; }
    double vjpBytes(double pixels) const override { return pixels * 2000; }
    double flops(double pixels) const override { return mConfig.flops(pixels); }

  private:
    LacunaUnetConfig mConfig;
    at::ScalarType mDtype;
    TensorMap mWeights;
};

}  // namespace

std::unique_ptr<Network> makeLacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights,
                                               at::Device device, at::ScalarType dtype) {
    return std::make_unique<LacunaUnetNetwork>(config, weights, device, dtype);
}

}  // namespace lacuna
