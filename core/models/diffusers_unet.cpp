// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/diffusers_unet.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/mish.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/silu.h>

#include <cmath>
#include <utility>

namespace lacuna {
namespace {

std::string numbered(const std::string& list, std::size_t index) {
    return list + std::to_string(index) + ".";
}

}  // namespace

DiffusersUnet::DiffusersUnet(const DiffusersConfig& config, Weights& weights, std::int64_t label)
    : PublishedNetwork(config.sampleSize, static_cast<double>(c10::elementSize(weights.dtype()))),
      mConfig(config) {
    const std::int64_t width = config.channels.front();
    mIn = weights.convolution("conv_in", 3, width, 3);
    mTime1 = weights.dense("time_embedding.linear_1", width, config.timeChannels);
    mTime2 = weights.dense("time_embedding.linear_2", config.timeChannels, config.timeChannels);
    if (config.classes > 0)
        mLabel = weights.take("class_embedding.weight", {config.classes, config.timeChannels})
                     .narrow(0, label, 1)
                     .clone();
    buildDown(weights);
    if (config.hasMiddle) buildMiddle(weights);
    buildUp(weights);
    mOutNorm = weights.groupNorm("conv_norm_out", width, config.groups, config.epsilon);
    mOut = weights.convolution("conv_out", width, config.outChannels, 3);
    weights.finish();
}

DiffusersUnet::Resnet DiffusersUnet::resnet(Weights& weights, const std::string& name, std::int64_t in,
                                            std::int64_t out, double scale, Resample resample) {
    Resnet block;
    block.norm1 = weights.groupNorm(name + "norm1", in, mConfig.groups, mConfig.epsilon);
    block.conv1 = weights.convolution(name + "conv1", in, out, 3);
    block.time =
        weights.dense(name + "time_emb_proj", mConfig.timeChannels, mConfig.scaleShift ? 2 * out : out);
    block.norm2 = weights.groupNorm(name + "norm2", out, mConfig.groups, mConfig.epsilon);
    block.conv2 = weights.convolution(name + "conv2", out, out, 3);
    if (in != out) block.shortcut = weights.convolution(name + "conv_shortcut", in, out, 1);
    block.resample = resample;
    block.scale = scale;
    return block;
}

DiffusersUnet::Attention DiffusersUnet::attention(Weights& weights, const std::string& name,
                                                  std::int64_t channels, std::int64_t groups, double scale,
                                                  std::int64_t level) {
    // Before diffusers 0.17 the parts had other names, which published files still have.
    const bool isOld = weights.has(name + "query.weight");
    const std::int64_t perHead = mConfig.headChannels > 0 ? mConfig.headChannels : channels;
    Attention block;
    block.heads = std::max<std::int64_t>(channels / perHead, 1);
    const std::int64_t inner = block.heads * (perHead > channels ? channels : perHead);
    if (groups > 0) block.norm = weights.groupNorm(name + "group_norm", channels, groups, mConfig.epsilon);
    block.q = weights.dense(name + (isOld ? "query" : "to_q"), channels, inner);
    block.k = weights.dense(name + (isOld ? "key" : "to_k"), channels, inner);
    block.v = weights.dense(name + (isOld ? "value" : "to_v"), channels, inner);
    block.out = weights.dense(name + (isOld ? "proj_attn" : "to_out.0"), inner, channels);
    block.scale = scale;
    mCost.attention(level, channels, block.heads);
    return block;
}

void DiffusersUnet::addResampling(Weights& weights, Block& block, const std::string& name,
                                  DiffusersConfig::Block type, std::int64_t channels, Resample resample) {
    const bool isDown = resample == Resample::Down;
    const std::string place = name + (isDown ? "downsamplers.0." : "upsamplers.0.");
    const bool byResnet =
        type == DiffusersConfig::Block::Resnet ||
        (type == DiffusersConfig::Block::Attention && (isDown ? mConfig.downByResnet : mConfig.upByResnet));
    if (byResnet)
        block.resamplingResnet = resnet(weights, place, channels, channels, 1, resample);
    else
        block.resampling = weights.convolution(place + "conv", channels, channels, 3);
}

void DiffusersUnet::buildDown(Weights& weights) {
    std::int64_t channels = mConfig.channels.front();
    for (std::size_t level = 0; level < mConfig.channels.size(); ++level) {
        const std::string name = numbered("down_blocks.", level);
        const std::int64_t out = mConfig.channels[level];
        const auto depth = static_cast<std::int64_t>(level);
        Block block;
        for (std::int64_t i = 0; i < mConfig.layersPerBlock; ++i) {
            const auto index = static_cast<std::size_t>(i);
            block.resnets.push_back(
                resnet(weights, numbered(name + "resnets.", index), channels, out, 1, Resample::None));
            mCost.residual(depth, channels, out);
            channels = out;
            if (mConfig.down[level] == DiffusersConfig::Block::Attention)
                block.attentions.push_back(
                    attention(weights, numbered(name + "attentions.", index), out, mConfig.groups, 1, depth));
        }
        if (level + 1 < mConfig.channels.size())
            addResampling(weights, block, name, mConfig.down[level], out, Resample::Down);
        mDown.push_back(std::move(block));
    }
}

void DiffusersUnet::buildMiddle(Weights& weights) {
    const std::int64_t channels = mConfig.channels.back();
    const auto level = static_cast<std::int64_t>(mConfig.channels.size()) - 1;
    Block block;
    for (std::size_t i = 0; i < 2; ++i) {
        block.resnets.push_back(resnet(weights, numbered("mid_block.resnets.", i), channels, channels,
                                       mConfig.middleScale, Resample::None));
        mCost.residual(level, channels, channels);
    }
    if (mConfig.middleAttention)
        block.attentions.push_back(attention(weights, "mid_block.attentions.0.", channels,
                                             mConfig.middleAttentionGroups, mConfig.middleScale, level));
    mMiddle = std::move(block);
}

void DiffusersUnet::buildUp(Weights& weights) {
    const std::size_t levels = mConfig.channels.size();
    std::int64_t before = mConfig.channels.back();
    for (std::size_t i = 0; i < levels; ++i) {
        const std::size_t level = levels - 1 - i;
        const std::string name = numbered("up_blocks.", i);
        const std::int64_t out = mConfig.channels[level];
        const std::int64_t below = mConfig.channels[level == 0 ? 0 : level - 1];
        const auto depth = static_cast<std::int64_t>(level);
        Block block;
        for (std::int64_t layer = 0; layer <= mConfig.layersPerBlock; ++layer) {
            const auto index = static_cast<std::size_t>(layer);
            const std::int64_t in =
                (layer == 0 ? before : out) + (layer == mConfig.layersPerBlock ? below : out);
            block.resnets.push_back(
                resnet(weights, numbered(name + "resnets.", index), in, out, 1, Resample::None));
            mCost.residual(depth, in, out);
            if (mConfig.up[i] == DiffusersConfig::Block::Attention)
                block.attentions.push_back(
                    attention(weights, numbered(name + "attentions.", index), out, mConfig.groups, 1, depth));
        }
        if (level > 0) addResampling(weights, block, name, mConfig.up[i], out, Resample::Up);
        before = out;
        mUp.push_back(std::move(block));
    }
}

at::Tensor DiffusersUnet::activate(const at::Tensor& x) const {
    switch (mConfig.activation) {
        case DiffusersConfig::Activation::Relu:
            return at::relu(x);
        case DiffusersConfig::Activation::Gelu:
            return at::gelu(x);
        case DiffusersConfig::Activation::Mish:
            return at::mish(x);
        case DiffusersConfig::Activation::Silu:
            break;
    }
    return at::silu(x);
}

at::Tensor DiffusersUnet::embed(double t, at::Device device) const {
    const at::Tensor time = sinusoidalEmbedding(t, mConfig.channels.front(), mConfig.flipSinToCos,
                                                mConfig.frequencyShift, device);
    const at::Tensor embedding = mTime2(at::silu(mTime1(time)));
    return mLabel.defined() ? embedding + mLabel : embedding;
}

at::Tensor DiffusersUnet::run(const Resnet& block, const at::Tensor& x, const at::Tensor& embedding) const {
    const auto resampled = [&](const at::Tensor& h) {
        if (block.resample == Resample::None) return h;
        return block.resample == Resample::Up ? repeatPixels(h) : averagePixels(h);
    };
    at::Tensor h = block.conv1(resampled(activate(block.norm1(x))));
    const at::Tensor shift = block.time(activate(embedding)).to(h.scalar_type()).unsqueeze(-1).unsqueeze(-1);
    if (mConfig.scaleShift) {
        const std::vector<at::Tensor> parts = shift.chunk(2, 1);
        h = block.norm2(h) * (1 + parts[0]) + parts[1];
    } else {
        h = block.norm2(h + shift);
    }
    h = block.conv2(activate(h));
    const at::Tensor same = resampled(x);
    return ((block.shortcut ? (*block.shortcut)(same) : same) + h) / block.scale;
}

at::Tensor DiffusersUnet::run(const Attention& block, const at::Tensor& x) {
    const at::Tensor normalized = block.norm ? (*block.norm)(x) : x;
    const at::Tensor pixels = normalized.flatten(2).transpose(1, 2).to(at::kFloat);  // (N, pixels, channels)
    // Linear layers stay in float32, as the embeddings' do.
    const std::int64_t perHead = block.q.weight.size(0) / block.heads;
    const auto heads = [&](const Dense& layer) {
        return layer(pixels).transpose(1, 2).reshape({x.size(0) * block.heads, perHead, -1});
    };
    const at::Tensor a =
        attend(heads(block.q), heads(block.k), heads(block.v), 1 / std::sqrt(static_cast<double>(perHead)));
    const at::Tensor h = block.out(a.reshape({x.size(0), block.heads * perHead, -1}).transpose(1, 2));
    return (h.transpose(1, 2).reshape(x.sizes()).to(x.scalar_type()) + x) / block.scale;
}

at::Tensor DiffusersUnet::shrink(const Block& block, const at::Tensor& x, const at::Tensor& embedding) const {
    if (block.resamplingResnet) return run(*block.resamplingResnet, x, embedding);
    if (mConfig.downsamplePadding == 1) return (*block.resampling)(x, 2, 1);
    return (*block.resampling)(at::constant_pad_nd(x, {0, 1, 0, 1}), 2, 0);
}

at::Tensor DiffusersUnet::forwardWithGraph(const at::Tensor& z, double t) {
    const at::Tensor embedding = embed(t, z.device());
    const at::Tensor centred = mConfig.centerInput ? 2 * z - 1 : z;
    at::Tensor h = mIn(centred.to(mOut.weight.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast));
    std::vector<at::Tensor> skips{h};
    const auto layer = [&](const Block& block, std::size_t i) {
        h = run(block.resnets[i], h, embedding);
        if (i < block.attentions.size()) h = run(block.attentions[i], h);
    };
    for (const Block& block : mDown) {
        for (std::size_t i = 0; i < block.resnets.size(); ++i) {
            layer(block, i);
            skips.push_back(h);
        }
        if (block.resampling || block.resamplingResnet) skips.push_back(h = shrink(block, h, embedding));
    }
    if (mMiddle)
        for (std::size_t i = 0; i < mMiddle->resnets.size(); ++i)
            layer(*mMiddle, i);
    for (const Block& block : mUp) {
        for (std::size_t i = 0; i < block.resnets.size(); ++i) {
            h = at::cat({h, skips.back()}, 1);
            skips.pop_back();
            layer(block, i);
        }
        if (block.resamplingResnet) h = run(*block.resamplingResnet, h, embedding);
        if (block.resampling) h = (*block.resampling)(repeatPixels(h));
    }
    return mOut(at::silu(mOutNorm(h))).narrow(1, 0, 3).to(at::kFloat);
}

}  // namespace lacuna
