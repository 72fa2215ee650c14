// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/drunet.h"

#include "core/models/transposed_convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/relu.h>
#include <c10/core/GradMode.h>

#include <utility>

namespace lacuna {
namespace {

/// DPIR's networks have no biases; KAIR's have them by default.
Convolution convolution(Weights& weights, const std::string& name, std::int64_t in, std::int64_t out,
                        std::int64_t kernel) {
    return weights.convolution(name, in, out, kernel, weights.has(name + ".bias"));
}

}  // namespace

Drunet::Drunet(const DrunetConfig& config, Weights& weights)
    : PublishedNetwork(0, static_cast<double>(c10::elementSize(weights.dtype()))), mConfig(config) {
    const std::int64_t colours = config.isGrey ? 1 : 3;
    const auto& channels = config.channels;
    mHead = convolution(weights, "m_head", colours + 1, channels[0], 3);
    const auto places = static_cast<std::int64_t>(mDown.size());
    for (std::int64_t level = 0; level < places; ++level) {
        const auto index = static_cast<std::size_t>(level);
        const std::string name = "m_down" + std::to_string(level + 1) + ".";
        mDown[index].blocks = blocks(weights, name, 0, level);
        mDown[index].resampling = convolution(weights, name + std::to_string(config.blocksPerLevel),
                                              channels[index], channels[index + 1], 2);
    }
    mBody = config.isBodyBare ? std::vector{block(weights, "m_body.", places)}
                              : blocks(weights, "m_body.", 0, places);
    for (std::int64_t level = places - 1; level >= 0; --level) {
        const auto index = static_cast<std::size_t>(level);
        const std::string name = "m_up" + std::to_string(level + 1) + ".";
        Level& up = mUp[static_cast<std::size_t>(places - 1 - level)];
        // A transposed convolution's weight is (in, out, 2, 2).
        up.resampling = weights.convolution(name + "0", channels[index], channels[index + 1], 2, false);
        if (weights.has(name + "0.bias"))
            up.resampling.bias = weights.take(name + "0.bias", {channels[index]}).to(weights.dtype());
        up.blocks = blocks(weights, name, 1, level);
    }
    mTail = convolution(weights, "m_tail", channels[0], colours, 3);
    weights.finish();
}

std::vector<Drunet::Block> Drunet::blocks(Weights& weights, const std::string& name, std::int64_t first,
                                          std::int64_t level) {
    std::vector<Block> result;
    for (std::int64_t i = first; i < first + mConfig.blocksPerLevel; ++i)
        result.push_back(block(weights, name + std::to_string(i) + ".", level));
    return result;
}

Drunet::Block Drunet::block(Weights& weights, const std::string& name, std::int64_t level) {
    const std::int64_t channels = mConfig.channels[static_cast<std::size_t>(level)];
    mCost.residual(level, channels, channels);
    return {convolution(weights, name + "res.0", channels, channels, 3),
            convolution(weights, name + "res.2", channels, channels, 3)};
}

at::Tensor Drunet::run(const std::vector<Block>& blocks, at::Tensor x) {
    for (const Block& block : blocks)
        x = x + block.b(at::relu(block.a(x)));
    return x;
}

at::Tensor Drunet::denoised(const at::Tensor& x) const {
    std::vector<at::Tensor> skips{mHead(x)};
    for (const Level& level : mDown)
        skips.push_back(level.resampling(run(level.blocks, skips.back()), 2, 0));
    at::Tensor h = run(mBody, skips.back());
    for (const Level& level : mUp) {
        h = run(level.blocks, doubleSize(h + skips.back(), level.resampling.weight, level.resampling.bias));
        skips.pop_back();
    }
    return mTail(h + skips.back());
}

at::Tensor Drunet::run(const at::Tensor& z, const at::Tensor& sigma) const {
    at::Tensor x = (z + 1) / 2;
    if (mConfig.isGrey) x = x.reshape({-1, 1, x.size(2), x.size(3)});
    x = withNoiseMap(x, sigma).to(mHead.weight.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
    return 2 * denoised(x).to(at::kFloat).reshape(z.sizes()) - 1;
}

at::Tensor Drunet::forwardWithGraph(const at::Tensor& z, double sigma) {
    return run(z, at::full({z.size(0)}, sigma, z.options()));
}

at::Tensor Drunet::forwardAt(const at::Tensor& z, const at::Tensor& sigma) {
    const c10::NoGradGuard noGraph;
    return run(z, sigma);
}

std::unique_ptr<Network> makeNetwork(const DrunetConfig& config, Weights& weights,
                                     const LoadOptions& /*options*/) {
    return std::make_unique<Drunet>(config, weights);
}

}  // namespace lacuna
