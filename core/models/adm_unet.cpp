// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adm_unet.h"

#include "core/models/load_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/silu.h>

#include <cmath>
#include <utility>

namespace lacuna {
namespace {

constexpr std::int64_t kGroups = 32;
constexpr double kEpsilon = 1e-5;

std::string numbered(const char* list, std::size_t index) {
    return list + std::to_string(index);
}

}  // namespace

AdmUnet::AdmUnet(const AdmConfig& config, Weights& weights, std::int64_t label)
    : PublishedNetwork(config.imageSize, static_cast<double>(c10::elementSize(weights.dtype()))),
      mConfig(config) {
    const std::int64_t width = 4 * config.modelChannels;
    mTime0 = weights.dense("time_embed.0", config.modelChannels, width);
    mTime1 = weights.dense("time_embed.2", width, width);
    if (config.classes > 0)
        mLabel = weights.take("label_emb.weight", {config.classes, width}).narrow(0, label, 1).clone();
    buildDown(weights);
    const std::int64_t widest = config.levelChannels.back();
    Module first;
    first.residual = residualBlock(weights, "middle_block.0.", widest, widest, Resample::None);
    first.attention = attentionBlock(weights, "middle_block.1.", widest, false);
    first.second = residualBlock(weights, "middle_block.2.", widest, widest, Resample::None);
    mMiddle.push_back(std::move(first));
    mCost.residual(config.levels() - 1, widest, widest);
    mCost.residual(config.levels() - 1, widest, widest);
    mCost.attention(config.levels() - 1, widest, mMiddle.front().attention->heads);
    buildUp(weights);
    mOutNorm = weights.groupNorm("out.0", config.levelChannels.front(), kGroups, kEpsilon);
    mOut = weights.convolution("out.2", config.levelChannels.front(), config.outChannels, 3);
    weights.finish();
}

AdmUnet::ResidualBlock AdmUnet::residualBlock(Weights& weights, const std::string& name, std::int64_t in,
                                              std::int64_t out, Resample resample) {
    ResidualBlock block;
    block.inNorm = weights.groupNorm(name + "in_layers.0", in, kGroups, kEpsilon);
    block.inConvolution = weights.convolution(name + "in_layers.2", in, out, 3);
    block.embedding = weights.dense(name + "emb_layers.1", 4 * mConfig.modelChannels,
                                    mConfig.scaleShiftNorm ? 2 * out : out);
    block.outNorm = weights.groupNorm(name + "out_layers.0", out, kGroups, kEpsilon);
    block.outConvolution = weights.convolution(name + "out_layers.3", out, out, 3);
    if (in != out) block.skip = weights.convolution(name + "skip_connection", in, out, 1);
    block.resample = resample;
    return block;
}

AdmUnet::AttentionBlock AdmUnet::attentionBlock(Weights& weights, const std::string& name,
                                                std::int64_t channels, bool isUp) {
    AttentionBlock block;
    const int dropped = mConfig.planarAttention ? 0 : 1;
    block.norm = weights.groupNorm(name + "norm", channels, kGroups, kEpsilon);
    block.qkv = weights.pointwise(name + "qkv", channels, 3 * channels, dropped);
    block.projection = weights.pointwise(name + "proj_out", channels, channels, dropped);
    block.heads = mConfig.headsOf(channels, isUp);
    return block;
}

void AdmUnet::buildDown(Weights& weights) {
    std::int64_t channels = mConfig.levelChannels.front();
    Module first;
    first.first = weights.convolution("input_blocks.0.0", 3, channels, 3);
    mDown.push_back(std::move(first));
    mSkipChannels.push_back(channels);
    for (std::int64_t level = 0; level < mConfig.levels(); ++level) {
        const auto index = static_cast<std::size_t>(level);
        for (std::int64_t i = 0; i < mConfig.blocksPerLevel; ++i) {
            const std::string name = numbered("input_blocks.", mDown.size());
            const std::int64_t out = mConfig.levelChannels[index];
            Module module;
            module.residual = residualBlock(weights, name + ".0.", channels, out, Resample::None);
            mCost.residual(level, channels, out);
            channels = out;
            if (mConfig.attention[index]) {
                module.attention = attentionBlock(weights, name + ".1.", channels, false);
                mCost.attention(level, channels, module.attention->heads);
            }
            mDown.push_back(std::move(module));
            mSkipChannels.push_back(channels);
        }
        if (level + 1 == mConfig.levels()) break;
        const std::string name = numbered("input_blocks.", mDown.size());
        Module module;
        if (mConfig.resample == AdmConfig::Resample::Block)
            module.residual = residualBlock(weights, name + ".0.", channels, channels, Resample::Down);
        else
            module.resample = Resample::Down;
        if (mConfig.resample == AdmConfig::Resample::Convolution)
            module.resampling = weights.convolution(name + ".0.op", channels, channels, 3);
        mDown.push_back(std::move(module));
        mSkipChannels.push_back(channels);
    }
}

void AdmUnet::buildUp(Weights& weights) {
    std::vector<std::int64_t> skips = mSkipChannels;
    std::int64_t channels = mConfig.levelChannels.back();
    for (std::int64_t level = mConfig.levels() - 1; level >= 0; --level) {
        const auto index = static_cast<std::size_t>(level);
        for (std::int64_t i = 0; i <= mConfig.blocksPerLevel; ++i) {
            const std::string name = numbered("output_blocks.", mUp.size()) + ".";
            const std::int64_t out = mConfig.levelChannels[index];
            Module module;
            module.residual =
                residualBlock(weights, name + "0.", channels + skips.back(), out, Resample::None);
            mCost.residual(level, channels + skips.back(), out);
            skips.pop_back();
            channels = out;
            int place = 1;
            if (mConfig.attention[index]) {
                module.attention = attentionBlock(weights, name + "1.", channels, true);
                mCost.attention(level, channels, module.attention->heads);
                ++place;
            }
            if (level > 0 && i == mConfig.blocksPerLevel) {
                const std::string last = name + std::to_string(place) + ".";
                if (mConfig.resample == AdmConfig::Resample::Block)
                    module.second = residualBlock(weights, last, channels, channels, Resample::Up);
                else
                    module.resample = Resample::Up;
                if (mConfig.resample == AdmConfig::Resample::Convolution)
                    module.resampling = weights.convolution(last + "conv", channels, channels, 3);
                mCost.residual(level - 1, channels, channels);
            }
            mUp.push_back(std::move(module));
        }
    }
}

at::Tensor AdmUnet::run(const ResidualBlock& block, const at::Tensor& x, const at::Tensor& embedding) const {
    const auto resampled = [&](const at::Tensor& h) {
        if (block.resample == Resample::None) return h;
        return block.resample == Resample::Up ? repeatPixels(h) : averagePixels(h);
    };
    at::Tensor h = block.inConvolution(resampled(at::silu(block.inNorm(x))));
    const at::Tensor shift = block.embedding(embedding).to(h.scalar_type()).unsqueeze(-1).unsqueeze(-1);
    if (mConfig.scaleShiftNorm) {
        const std::vector<at::Tensor> parts = shift.chunk(2, 1);
        h = block.outNorm(h) * (1 + parts[0]) + parts[1];
    } else {
        h = block.outNorm(h + shift);
    }
    h = block.outConvolution(at::silu(h));
    const at::Tensor same = resampled(x);
    return (block.skip ? (*block.skip)(same) : same) + h;
}

at::Tensor AdmUnet::run(const AttentionBlock& block, const at::Tensor& x) const {
    const std::int64_t channels = x.size(1);
    const std::int64_t perHead = channels / block.heads;
    const at::Tensor qkv = block.qkv(block.norm(x)).reshape({x.size(0), 3 * channels, -1});
    // The new order is (q, k, v), each of all heads; the old one all heads, each (q, k, v).
    const at::Tensor parts = mConfig.newAttentionOrder
                                 ? qkv.reshape({x.size(0), 3, block.heads, perHead, -1}).transpose(1, 2)
                                 : qkv.reshape({x.size(0), block.heads, 3, perHead, -1});
    const auto part = [&](std::int64_t i) {
        return parts.select(2, i).reshape({x.size(0) * block.heads, perHead, -1});
    };
    const at::Tensor h = attend(part(0), part(1), part(2), 1 / std::sqrt(static_cast<double>(perHead)));
    return x + block.projection(h.reshape(x.sizes()));
}

at::Tensor AdmUnet::run(const Module& module, at::Tensor h, const at::Tensor& embedding) const {
    if (module.first) h = (*module.first)(h);
    if (module.residual) h = run(*module.residual, h, embedding);
    if (module.attention) h = run(*module.attention, h);
    if (module.second) h = run(*module.second, h, embedding);
    if (module.resample == Resample::Up) h = repeatPixels(h);
    if (module.resample == Resample::Down && !module.resampling) h = averagePixels(h);
    if (module.resampling) h = (*module.resampling)(h, module.resample == Resample::Down ? 2 : 1);
    return h;
}

at::Tensor AdmUnet::forwardWithGraph(const at::Tensor& z, double t) {
    at::Tensor embedding =
        mTime1(at::silu(mTime0(sinusoidalEmbedding(t, mConfig.modelChannels, true, 0, z.device()))));
    if (mLabel.defined()) embedding = embedding + mLabel;
    embedding = at::silu(embedding);

    at::Tensor h = z.to(mOut.weight.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
    std::vector<at::Tensor> skips;
    for (const Module& module : mDown)
        skips.push_back(h = run(module, h, embedding));
    for (const Module& module : mMiddle)
        h = run(module, h, embedding);
    for (const Module& module : mUp) {
        h = at::cat({h, skips.back()}, 1);
        skips.pop_back();
        h = run(module, h, embedding);
    }
    return mOut(at::silu(mOutNorm(h))).narrow(1, 0, 3).to(at::kFloat);
}

std::unique_ptr<Network> makeNetwork(const AdmConfig& config, Weights& weights, const LoadOptions& options) {
    return std::make_unique<AdmUnet>(config, weights, options.label);
}

}  // namespace lacuna
