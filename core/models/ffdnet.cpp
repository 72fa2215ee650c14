// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/ffdnet.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/relu.h>
#include <c10/core/GradMode.h>

namespace lacuna {

Ffdnet::Ffdnet(const FfdnetConfig& config, Weights& weights)
    : PublishedNetwork(0, static_cast<double>(c10::elementSize(weights.dtype()))), mIsGrey(config.isGrey) {
    const std::int64_t pixels = config.isGrey ? 4 : 12;
    for (std::int64_t i = 0; i < config.layers; ++i) {
        const std::int64_t in = i == 0 ? pixels + 1 : config.channels;
        const std::int64_t out = i + 1 == config.layers ? pixels : config.channels;
        mLayers.push_back(weights.convolution(FfdnetConfig::layerName(i), in, out, 3));
        if (i % 2 == 1) mCost.residual(1, config.channels, config.channels);  // two layers each
    }
    weights.finish();
}

at::Tensor Ffdnet::run(const at::Tensor& z, const at::Tensor& sigma) const {
    at::Tensor x = (z + 1) / 2;
    if (mIsGrey) x = x.reshape({-1, 1, x.size(2), x.size(3)});
    x = at::pixel_unshuffle(x, 2);
    x = withNoiseMap(x, sigma)
            .to(mLayers.front().weight.scalar_type())
            .contiguous(at::MemoryFormat::ChannelsLast);
    for (std::size_t i = 0; i + 1 < mLayers.size(); ++i)
        x = at::relu(mLayers[i](x));
    return 2 * at::pixel_shuffle(mLayers.back()(x).to(at::kFloat), 2).reshape(z.sizes()) - 1;
}

at::Tensor Ffdnet::forwardWithGraph(const at::Tensor& z, double sigma) {
    return run(z, at::full({z.size(0)}, sigma, z.options()));
}

at::Tensor Ffdnet::forwardAt(const at::Tensor& z, const at::Tensor& sigma) {
    const c10::NoGradGuard noGraph;
    return run(z, sigma);
}

std::unique_ptr<Network> makeNetwork(const FfdnetConfig& config, Weights& weights,
                                     const LoadOptions& /*options*/) {
    return std::make_unique<Ffdnet>(config, weights);
}

}  // namespace lacuna
