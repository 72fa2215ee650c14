// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/diffusers_unet.h"

#include "core/models/load_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/full.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/log.h>
#include <ATen/ops/mish.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace lacuna {
namespace {

using Times = DiffusersConfig::Times;

/// What Skip blocks are built with, whatever the configuration says of other blocks.
constexpr double kSkipScale = std::numbers::sqrt2;
constexpr std::int64_t kSkipAttentionGroups = 32;

std::string numbered(const std::string& list, std::size_t index) {
    return list + std::to_string(index) + ".";
}

/// (1, 3, 3, 1) in both directions.
at::Tensor skipFilter(at::Device device) {
    const at::Tensor taps = at::tensor({1.0F, 3.0F, 3.0F, 1.0F});
    return (at::outer(taps, taps) / 64).reshape({1, 1, 4, 4}).to(device);
}
constexpr std::int64_t kSkipPadding = 1;

}  // namespace

DiffusersUnet::DiffusersUnet(const DiffusersConfig& config, Weights& weights, std::int64_t label)
    : PublishedNetwork(config.imageSize, static_cast<double>(c10::elementSize(weights.dtype()))),
      mConfig(config) {
    const std::int64_t width = config.channels.front();
    mIn = weights.convolution("conv_in", 3, width, 3);
    mFilter = skipFilter(mIn.weight.device());
    takeTimes(weights);
    mTime1 = weights.dense("time_embedding.linear_1", config.times == Times::Fourier ? 2 * width : width,
                           config.timeChannels);
    mTime2 = weights.dense("time_embedding.linear_2", config.timeChannels, config.timeChannels);
    if (config.classIsTime) {
        const Dense class1 =
            weights.dense("class_embedding.linear_1", mTime1.weight.size(1), config.timeChannels);
        const Dense class2 =
            weights.dense("class_embedding.linear_2", config.timeChannels, config.timeChannels);
        mLabel = class2(at::silu(class1(times(static_cast<double>(label), class1.weight.device()))));
    } else if (config.classes > 0)
        mLabel = weights.take("class_embedding.weight", {config.classes, config.timeChannels})
                     .narrow(0, label, 1)
                     .clone();
    buildDown(weights);
    if (config.hasMiddle) buildMiddle(weights);
    buildUp(weights);
    mOutNorm = weights.groupNorm("conv_norm_out", width, config.groupsOf(width), config.epsilon);
    mOut = weights.convolution("conv_out", width, config.outChannels, 3);
    weights.finish();
}

void DiffusersUnet::takeTimes(Weights& weights) {
    const std::int64_t width = mConfig.channels.front();
    if (mConfig.times == Times::Learned)
        mTimes = weights.take("time_proj.weight", {mConfig.learnedTimes, width});
    if (mConfig.times != Times::Fourier) return;
    // The first files have it under two names.
    const bool isOld = !weights.has("time_proj.weight");
    mTimes = weights.take(isOld ? "time_proj.W" : "time_proj.weight", {width});
    weights.ignore("time_proj.W");
}

DiffusersUnet::Style DiffusersUnet::styleOf(DiffusersConfig::Block type, std::int64_t groupsIn,
                                            std::int64_t out) const {
    if (!DiffusersConfig::isSkip(type)) return {mConfig.groups, mConfig.groups};
    return {groupsIn, DiffusersConfig::usualGroups(out), kSkipScale};
}

DiffusersUnet::Resnet DiffusersUnet::resnet(Weights& weights, const std::string& name, std::int64_t in,
                                            std::int64_t out, const Style& style) const {
    Resnet block;
    block.norm1 = weights.groupNorm(name + "norm1", in, style.groupsIn, mConfig.epsilon);
    block.conv1 = weights.convolution(name + "conv1", in, out, 3);
    block.time =
        weights.dense(name + "time_emb_proj", mConfig.timeChannels, mConfig.scaleShift ? 2 * out : out);
    block.norm2 = weights.groupNorm(name + "norm2", out, style.groupsOut, mConfig.epsilon);
    block.conv2 = weights.convolution(name + "conv2", out, out, 3);
    if (in != out || style.hasShortcut)
        block.shortcut = weights.convolution(name + "conv_shortcut", in, out, 1);
    block.resample = style.resample;
    block.byFilter = style.byFilter;
    block.scale = style.scale;
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
    if (block.isSkip) return addSkip(weights, block, name, channels, resample);
    const bool isDown = resample == Resample::Down;
    const std::string place = name + (isDown ? "downsamplers.0." : "upsamplers.0.");
    const bool byResnet =
        type == DiffusersConfig::Block::Resnet ||
        (type == DiffusersConfig::Block::Attention && (isDown ? mConfig.downByResnet : mConfig.upByResnet));
    if (byResnet)
        block.resamplingResnet =
            resnet(weights, place, channels, channels, {mConfig.groups, mConfig.groups, 1, resample});
    else
        block.resampling = weights.convolution(place + "conv", channels, channels, 3);
}

void DiffusersUnet::addSkip(Weights& weights, Block& block, const std::string& name, std::int64_t channels,
                            Resample resample) {
    const std::int64_t groups = DiffusersConfig::usualGroups(channels);
    const Style style{groups, groups, kSkipScale, resample, true, true};
    if (resample == Resample::Down) {
        block.resamplingResnet = resnet(weights, name + "resnet_down.", channels, channels, style);
        block.skip = weights.convolution(name + "skip_conv", 3, channels, 1);
    } else {
        block.resamplingResnet = resnet(weights, name + "resnet_up.", channels, channels, style);
        block.skip = weights.convolution(name + "skip_conv", channels, 3, 3);
        block.skipNorm = weights.groupNorm(name + "skip_norm", channels, groups, mConfig.epsilon);
    }
}

void DiffusersUnet::buildDown(Weights& weights) {
    std::int64_t channels = mConfig.channels.front();
    for (std::size_t level = 0; level < mConfig.channels.size(); ++level) {
        const std::string name = numbered("down_blocks.", level);
        const std::int64_t out = mConfig.channels[level];
        const auto depth = static_cast<std::int64_t>(level);
        const DiffusersConfig::Block type = mConfig.down[level];
        Block block;
        block.isSkip = DiffusersConfig::isSkip(type);
        for (std::int64_t i = 0; i < mConfig.layersPerBlock; ++i) {
            const auto index = static_cast<std::size_t>(i);
            block.resnets.push_back(resnet(weights, numbered(name + "resnets.", index), channels, out,
                                           styleOf(type, DiffusersConfig::usualGroups(channels), out)));
            mCost.residual(depth, channels, out);
            channels = out;
            if (DiffusersConfig::hasAttention(type))
                block.attentions.push_back(attention(weights, numbered(name + "attentions.", index), out,
                                                     block.isSkip ? kSkipAttentionGroups : mConfig.groups,
                                                     block.isSkip ? kSkipScale : 1, depth));
        }
        if (level + 1 < mConfig.channels.size())
            addResampling(weights, block, name, type, out, Resample::Down);
        mDown.push_back(std::move(block));
    }
}

void DiffusersUnet::buildMiddle(Weights& weights) {
    const std::int64_t channels = mConfig.channels.back();
    const auto level = static_cast<std::int64_t>(mConfig.channels.size()) - 1;
    const std::int64_t groups = mConfig.groupsOf(channels);
    Block block;
    for (std::size_t i = 0; i < 2; ++i) {
        block.resnets.push_back(resnet(weights, numbered("mid_block.resnets.", i), channels, channels,
                                       {groups, groups, mConfig.middleScale}));
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
        const DiffusersConfig::Block type = mConfig.up[i];
        Block block;
        block.isSkip = DiffusersConfig::isSkip(type);
        const std::int64_t last = mConfig.layersPerBlock;
        for (std::int64_t layer = 0; layer <= last; ++layer) {
            const auto index = static_cast<std::size_t>(layer);
            const std::int64_t above = layer == 0 ? before : out;
            const std::int64_t beside = layer == last ? below : out;
            const std::int64_t in = above + beside;
            // diffusers forgot a pair of parentheses in one of its two kinds of block.
            const std::int64_t groups = type == DiffusersConfig::Block::AttentionSkip
                                            ? std::min<std::int64_t>(above + beside / 4, 32)
                                            : DiffusersConfig::usualGroups(in);
            block.resnets.push_back(
                resnet(weights, numbered(name + "resnets.", index), in, out, styleOf(type, groups, out)));
            mCost.residual(depth, in, out);
            if (type == DiffusersConfig::Block::Attention)
                block.attentions.push_back(
                    attention(weights, numbered(name + "attentions.", index), out, mConfig.groups, 1, depth));
        }
        if (type == DiffusersConfig::Block::AttentionSkip)
            block.attentions.push_back(
                attention(weights, name + "attentions.0.", out, kSkipAttentionGroups, kSkipScale, depth));
        if (level > 0) addResampling(weights, block, name, type, out, Resample::Up);
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

at::Tensor DiffusersUnet::times(double t, at::Device device) const {
    if (mConfig.times == Times::Learned) return mTimes.narrow(0, std::lround(t), 1);
    if (mConfig.times == Times::Positional)
        return sinusoidalEmbedding(t, mConfig.channels.front(), mConfig.flipSinToCos, mConfig.frequencyShift,
                                   device);
    // In diffusers' order, rounded to float32 after each: the angles are thousands.
    const at::Tensor angle = at::log(at::full({1, 1}, t, mTimes.options())) * mTimes * 2 * std::numbers::pi;
    return at::cat({at::sin(angle), at::cos(angle)}, 1);
}

at::Tensor DiffusersUnet::embed(double t, at::Device device) const {
    const at::Tensor embedding = mTime2(at::silu(mTime1(times(t, device))));
    return mLabel.defined() ? embedding + mLabel : embedding;
}

at::Tensor DiffusersUnet::resampled(const Resnet& block, const at::Tensor& x) const {
    if (block.resample == Resample::None) return x;
    const bool isUp = block.resample == Resample::Up;
    if (block.byFilter)
        return isUp ? filteredUp(x, mFilter, kSkipPadding) : filteredDown(x, mFilter, kSkipPadding);
    return isUp ? repeatPixels(x) : averagePixels(x);
}

at::Tensor DiffusersUnet::run(const Resnet& block, const at::Tensor& x, const at::Tensor& embedding) const {
    at::Tensor h = block.conv1(resampled(block, activate(block.norm1(x))));
    const at::Tensor shift = block.time(activate(embedding)).to(h.scalar_type()).unsqueeze(-1).unsqueeze(-1);
    if (mConfig.scaleShift) {
        const std::vector<at::Tensor> parts = shift.chunk(2, 1);
        h = block.norm2(h) * (1 + parts[0]) + parts[1];
    } else {
        h = block.norm2(h + shift);
    }
    h = block.conv2(activate(h));
    const at::Tensor same = resampled(block, x);
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

at::Tensor DiffusersUnet::descend(const at::Tensor& input, const at::Tensor& embedding,
                                  std::vector<at::Tensor>& skips) const {
    at::Tensor h = mIn(input);
    at::Tensor picture = input;
    skips.push_back(h);
    for (const Block& block : mDown) {
        for (std::size_t i = 0; i < block.resnets.size(); ++i) {
            h = run(block.resnets[i], h, embedding);
            if (i < block.attentions.size()) h = run(block.attentions[i], h);
            skips.push_back(h);
        }
        if (!block.resampling && !block.resamplingResnet) continue;
        h = shrink(block, h, embedding);
        if (block.skip) {
            picture = filteredDown(picture, mFilter, kSkipPadding);
            h = (*block.skip)(picture) + h;
        }
        skips.push_back(h);
    }
    return h;
}

at::Tensor DiffusersUnet::ascend(at::Tensor h, const at::Tensor& embedding,
                                 std::vector<at::Tensor>& skips) const {
    at::Tensor picture;
    for (const Block& block : mUp) {
        for (std::size_t i = 0; i < block.resnets.size(); ++i) {
            h = run(block.resnets[i], at::cat({h, skips.back()}, 1), embedding);
            skips.pop_back();
            const std::size_t place = block.isSkip ? i + 1 - block.resnets.size() : i;  // or after the last
            if (place < block.attentions.size()) h = run(block.attentions[place], h);
        }
        if (picture.defined()) picture = filteredUp(picture, mFilter, kSkipPadding);
        if (block.skip) {
            const at::Tensor seen = (*block.skip)(at::silu(block.skipNorm(h)));
            picture = picture.defined() ? picture + seen : seen;
        }
        if (block.resamplingResnet) h = run(*block.resamplingResnet, h, embedding);
        if (block.resampling) h = (*block.resampling)(repeatPixels(h));
    }
    const at::Tensor out = mOut(at::silu(mOutNorm(h)));
    return picture.defined() ? out + picture : out;
}

at::Tensor DiffusersUnet::forwardWithGraph(const at::Tensor& z, double t) {
    const at::Tensor embedding = embed(t, z.device());
    const at::Tensor centred = mConfig.centerInput ? 2 * z - 1 : z;
    std::vector<at::Tensor> skips;
    at::Tensor h = descend(centred.to(mOut.weight.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast),
                           embedding, skips);
    for (std::size_t i = 0; mMiddle && i < mMiddle->resnets.size(); ++i) {
        h = run(mMiddle->resnets[i], h, embedding);
        if (i < mMiddle->attentions.size()) h = run(mMiddle->attentions[i], h);
    }
    const at::Tensor out = ascend(std::move(h), embedding, skips).narrow(1, 0, 3).to(at::kFloat);
    return mConfig.times == Times::Fourier ? out / t : out;
}

std::unique_ptr<Network> makeNetwork(const DiffusersConfig& config, Weights& weights,
                                     const LoadOptions& options) {
    return std::make_unique<DiffusersUnet>(config, weights, options.label);
}

}  // namespace lacuna
