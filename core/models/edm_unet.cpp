// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/edm_unet.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/models/load_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

namespace lacuna {

at::Tensor EdmConvolution::up(const at::Tensor& x, std::int64_t padding) const {
    return isBox && padding == 0 ? repeatPixels(x) : filteredUp(x, filter, padding);
}

at::Tensor EdmConvolution::down(const at::Tensor& x, std::int64_t padding) const {
    return isBox && padding == 0 ? averagePixels(x) : filteredDown(x, filter, padding);
}

at::Tensor EdmConvolution::operator()(const at::Tensor& x) const {
    const std::int64_t pad = convolution ? convolution->weight.size(-1) / 2 : 0;
    const std::int64_t filterPad = filter.defined() ? (filter.size(-1) - 1) / 2 : 0;
    at::Tensor h = x;
    if (isFused && convolution && isUp) {
        h = up(h, std::max<std::int64_t>(filterPad - pad, 0));
        h = (*convolution)(h, 1, std::max<std::int64_t>(pad - filterPad, 0));
    } else if (isFused && convolution && isDown) {
        h = down((*convolution)(h, 1, pad + filterPad), 0);
    } else {
        if (isUp) h = up(h, filterPad);
        if (isDown) h = down(h, filterPad);
        if (convolution) h = (*convolution)(h, 1, pad);
    }
    return bias.defined() ? h + bias : h;
}

/// Finds the modules by their paths and takes their tensors.
class EdmUnet::Builder {
  public:
    Builder(EdmUnet& network, Weights& weights)
        : mNetwork(network), mPrefix(network.mConfig.prefix), mWeights(weights) {
        for (const ModuleRecord& module : network.mConfig.modules)
            mModules[module.path] = &module;
    }

    void build(std::int64_t label) {
        buildEmbedding(label);
        mNetwork.mEncoder = buildWay(mPrefix + "enc.");
        mNetwork.mDecoder = buildWay(mPrefix + "dec.");
        if (mNetwork.mEncoder.front().role != Role::Main)
            fail("the pickled network begins with an auxiliary part");
        if (!mNetwork.mConfig.isSong) {
            mNetwork.mOutNorm = norm(mPrefix + "out_norm");
            mNetwork.mOut = convolution(mPrefix + "out_conv");
        }
        mNetwork.mStride = 1 << mDeepest;
    }

  private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelFile, mWeights.checkpoint().path().string(), reason);
    }
    const ModuleRecord& module(const std::string& path) const {
        const auto found = mModules.find(path);
        if (found == mModules.end()) fail("the pickled network lacks its part " + inQuotes(path));
        return *found->second;
    }
    double number(const ModuleRecord& record, const char* name) const {
        const auto found = record.numbers.find(name);
        if (found == record.numbers.end() || !std::isfinite(found->second))
            fail("the pickled network's part " + inQuotes(record.path) + " lacks its " + inQuotes(name));
        return found->second;
    }
    std::int64_t count(const ModuleRecord& record, const char* name, std::int64_t least) const {
        const double value = number(record, name);
        constexpr double kMost = 1 << 24;
        if (value < static_cast<double>(least) || value > kMost || value != std::floor(value))
            fail("the pickled network's part " + inQuotes(record.path) + " has an impossible " +
                 inQuotes(name));
        return static_cast<std::int64_t>(value);
    }

    Dense dense(const std::string& path) {
        const ModuleRecord& record = module(path);
        return mWeights.dense(path, count(record, "in_features", 1), count(record, "out_features", 1),
                              mWeights.has(path + ".bias"));
    }
    GroupNorm norm(const std::string& path) {
        const ModuleRecord& record = module(path);
        const auto& shape = mWeights.shapeOf(path + ".weight");
        return mWeights.groupNorm(path, shape.empty() ? 0 : shape.front(), count(record, "num_groups", 1),
                                  number(record, "eps"));
    }
    /// A convolution that keeps the size; resampling() makes the others.
    EdmConvolution convolution(const std::string& path) {
        EdmConvolution result = resampling(path);
        if (result.isUp || result.isDown) failBySize(path);
        return result;
    }
    [[noreturn]] void failBySize(const std::string& path) const {
        fail("the pickled network's part " + inQuotes(path) + " changes the picture's size where none does");
    }
    /// The caller counts the levels.
    EdmConvolution resampling(const std::string& path) {
        const ModuleRecord& record = module(path);
        const std::int64_t in = count(record, "in_channels", 1);
        const std::int64_t out = count(record, "out_channels", 1);
        EdmConvolution result;
        result.isUp = number(record, "up") != 0;
        result.isDown = number(record, "down") != 0;
        result.isFused = number(record, "fused_resample") != 0;
        if (result.isUp && result.isDown) failBySize(path);
        if (mWeights.has(path + ".weight")) {
            const auto& shape = mWeights.shapeOf(path + ".weight");
            if (shape.size() != 4 || shape[3] % 2 != 1)
                fail("tensor " + inQuotes(path + ".weight") + " has no odd kernel");
            result.convolution = mWeights.convolution(path, in, out, shape[3], false);
        }
        if (mWeights.has(path + ".bias"))
            result.bias = mWeights.take(path + ".bias", {out}).to(mWeights.dtype()).reshape({1, -1, 1, 1});
        if (result.isUp || result.isDown) {
            const auto& shape = mWeights.shapeOf(path + ".resample_filter");
            if (shape.size() != 4 || shape[3] < 2 || shape[3] > kMostTaps || shape[3] % 2 != 0)
                fail("tensor " + inQuotes(path + ".resample_filter") + " is no short even filter");
            result.filter = mWeights.take(path + ".resample_filter", {1, 1, shape[3], shape[3]});
            result.isBox = shape[3] == 2 && (result.filter == 0.25).all().item<bool>();
        }
        return result;
    }

    Block block(const std::string& path) {
        const ModuleRecord& record = module(path);
        Block result;
        result.inChannels = count(record, "in_channels", 1);
        const std::int64_t out = count(record, "out_channels", 1);
        result.skipScale = number(record, "skip_scale");
        result.isAdaptive = number(record, "adaptive_scale") != 0;
        result.heads = count(record, "num_heads", 0);
        result.norm0 = norm(path + ".norm0");
        result.conv0 = resampling(path + ".conv0");
        result.affine = dense(path + ".affine");
        result.norm1 = norm(path + ".norm1");
        result.conv1 = convolution(path + ".conv1");
        if (mModules.count(path + ".skip") != 0) result.skip = resampling(path + ".skip");
        if (result.skip &&
            (result.skip->isUp != result.conv0.isUp || result.skip->isDown != result.conv0.isDown))
            failBySize(path + ".skip");
        if (result.heads > 0) {
            if (out % result.heads != 0)
                fail("the channels of " + inQuotes(path) + " don't divide into its heads");
            result.norm2 = norm(path + ".norm2");
            result.qkv = convolution(path + ".qkv");
            result.projection = convolution(path + ".proj");
        }
        mLevel += result.conv0.isDown - result.conv0.isUp;
        mDeepest = std::max(mDeepest, mLevel);
        if (mLevel < 0 || mDeepest > kMostLevels) fail("the pickled network has too many levels");
        mNetwork.mCost.residual(mLevel, result.inChannels, out);
        if (result.heads > 0) mNetwork.mCost.attention(mLevel, out, result.heads);
        return result;
    }

    static Role roleOf(const std::string& name) {
        const std::array<std::pair<const char*, Role>, 6> kNames{{{"aux_down", Role::AuxDown},
                                                                  {"aux_skip", Role::AuxSkip},
                                                                  {"aux_residual", Role::AuxResidual},
                                                                  {"aux_up", Role::AuxUp},
                                                                  {"aux_norm", Role::AuxNorm},
                                                                  {"aux_conv", Role::AuxConvolution}}};
        for (const auto& [text, role] : kNames)
            if (name.find(text) != std::string::npos) return role;
        return Role::Main;
    }

    /// The picture beside the network is resampled with it, level by level.
    EdmConvolution entryConvolution(const std::string& path, Role role) {
        if (role == Role::AuxConvolution) mAuxLevel = mLevel;
        if (role != Role::AuxDown && role != Role::AuxResidual && role != Role::AuxUp)
            return convolution(path);
        EdmConvolution result = resampling(path);
        mAuxLevel += result.isDown - result.isUp;
        const bool fits =
            role == Role::AuxUp ? !result.isDown && mAuxLevel >= mLevel : !result.isUp && mAuxLevel <= mLevel;
        if (!fits) failBySize(path);
        return result;
    }

    /// The entries of the encoder or decoder, in their order.
    std::vector<Entry> buildWay(const std::string& prefix) {
        std::vector<Entry> entries;
        for (const ModuleRecord& record : mNetwork.mConfig.modules) {
            if (!record.path.starts_with(prefix) || record.path.find('.', prefix.size()) != std::string::npos)
                continue;
            Entry entry;
            entry.role = roleOf(record.path);
            if (record.className == "UNetBlock")
                entry.block = block(record.path);
            else if (record.className == "Conv2d")
                entry.convolution = entryConvolution(record.path, entry.role);
            else if (record.className == "GroupNorm")
                entry.norm = norm(record.path);
            else
                fail("the pickled network has a part " + inQuotes(record.className) + " that isn't known");
            const bool fits = entry.role == Role::Main      ? entry.block || entry.convolution
                              : entry.role == Role::AuxNorm ? entry.norm.has_value()
                                                            : entry.convolution.has_value();
            if (!fits) fail("the pickled network's part " + inQuotes(record.path) + " is of the wrong class");
            entries.push_back(std::move(entry));
        }
        if (entries.empty()) fail("the pickled network has no " + inQuotes(prefix));
        return entries;
    }

    void buildEmbedding(std::int64_t label) {
        const ModuleRecord& noise = module(mPrefix + "map_noise");
        if (noise.className == "FourierEmbedding") {
            const auto& shape = mWeights.shapeOf(mPrefix + "map_noise.freqs");
            mNetwork.mFrequencies =
                mWeights.take(mPrefix + "map_noise.freqs", {shape.empty() ? 0 : shape.front()});
            mNetwork.mNoiseChannels = 2 * mNetwork.mFrequencies.numel();
        } else {
            mNetwork.mNoiseChannels = count(noise, "num_channels", 2);
            mNetwork.mPositions = number(noise, "max_positions");
            mNetwork.mEndpoint = number(noise, "endpoint") != 0;
        }
        mNetwork.mMap0 = dense(mPrefix + "map_layer0");
        mNetwork.mMap1 = dense(mPrefix + "map_layer1");
        if (mWeights.has(mPrefix + "map_augment.weight")) mWeights.ignore(mPrefix + "map_augment.weight");
        if (mNetwork.mConfig.classes == 0) return;
        const Dense map = dense(mPrefix + "map_label");
        if (map.weight.size(1) != mNetwork.mConfig.classes)
            fail("the classes of the pickled network don't fit");
        at::Tensor added;
        if (label >= 0) {
            added = map.weight.select(1, label);
            if (mNetwork.mConfig.isSong)
                added = added * std::sqrt(static_cast<double>(mNetwork.mConfig.classes));
        }
        if (map.bias.defined()) added = added.defined() ? added + map.bias : map.bias;
        if (added.defined()) mNetwork.mLabel = added.unsqueeze(0).clone();
    }

    static constexpr int kMostLevels = 7;
    static constexpr std::int64_t kMostTaps = 16;

    EdmUnet& mNetwork;
    std::string mPrefix;
    Weights& mWeights;
    std::map<std::string, const ModuleRecord*> mModules;
    int mLevel = 0;
    int mDeepest = 0;
    int mAuxLevel = 0;
};

EdmUnet::EdmUnet(const EdmConfig& config, Weights& weights, std::int64_t label)
    : PublishedNetwork(config.imageSize, static_cast<double>(c10::elementSize(weights.dtype()))),
      mConfig(config),
      mDType(weights.dtype()) {
    Builder(*this, weights).build(label);
    if (config.hasVariance && weights.has("u")) weights.ignore("u");  // the steps
    weights.finish();
    if (weights.isCheck()) return;
    // The parts say their sizes themselves; whether they fit together shows in the smallest picture.
    try {
        const at::Tensor z = at::zeros({1, 3, mStride, mStride}, mMap0.weight.options());
        if (forwardWithGraph(z, 0).sizes() == z.sizes()) return;
    } catch (const c10::Error&) {
    }
    throw Error(ErrorCode::ModelFile, weights.checkpoint().path().string(),
                "the parts of the pickled network don't fit together");
}

at::Tensor EdmUnet::embed(double c, at::Device device) const {
    at::Tensor angle;
    if (mFrequencies.defined()) {
        angle = (2 * std::numbers::pi * mFrequencies) * c;
    } else {
        const std::int64_t half = mNoiseChannels / 2;
        const at::Tensor place = at::arange(half, at::TensorOptions().dtype(at::kFloat)) /
                                 static_cast<double>(half - (mEndpoint ? 1 : 0));
        angle = at::exp(-std::log(mPositions) * place).to(device) * c;
    }
    // Song's networks have the sines first.
    const at::Tensor noise = mConfig.isSong ? at::cat({at::sin(angle), at::cos(angle)})
                                            : at::cat({at::cos(angle), at::sin(angle)});
    at::Tensor embedding = noise.unsqueeze(0);
    if (mConfig.isSong) {
        if (mLabel.defined()) embedding = embedding + mLabel;
        return at::silu(mMap1(at::silu(mMap0(embedding))));
    }
    embedding = mMap1(at::silu(mMap0(embedding)));
    return at::silu(mLabel.defined() ? embedding + mLabel : embedding);
}

at::Tensor EdmUnet::run(const Block& block, const at::Tensor& x, const at::Tensor& embedding) const {
    at::Tensor h = block.conv0(at::silu(block.norm0(x)));
    const at::Tensor shift = block.affine(embedding).to(h.scalar_type()).unsqueeze(-1).unsqueeze(-1);
    if (block.isAdaptive) {
        const std::vector<at::Tensor> parts = shift.chunk(2, 1);
        h = at::silu(block.norm1(h) * (1 + parts[0]) + parts[1]);
    } else {
        h = at::silu(block.norm1(h + shift));
    }
    h = (block.conv1(h) + (block.skip ? (*block.skip)(x) : x)) * block.skipScale;
    if (block.heads == 0) return h;
    const std::int64_t perHead = h.size(1) / block.heads;
    const at::Tensor qkv = (*block.qkv)((*block.norm2)(h)).reshape({h.size(0) * block.heads, perHead, 3, -1});
    const at::Tensor a = attend(qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2),
                                1 / std::sqrt(static_cast<double>(perHead)));
    return ((*block.projection)(a.reshape(h.sizes())) + h) * block.skipScale;
}

at::Tensor EdmUnet::forwardWithGraph(const at::Tensor& z, double c) {
    const at::Tensor embedding = embed(c, z.device());
    at::Tensor x = z.to(mDType).contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor aux = x;
    std::vector<at::Tensor> skips;
    for (const Entry& entry : mEncoder) {
        switch (entry.role) {
            case Role::AuxDown:
                aux = (*entry.convolution)(aux);
                break;
            case Role::AuxSkip:
                x = skips.back() = x + (*entry.convolution)(aux);
                break;
            case Role::AuxResidual:
                x = skips.back() = aux = (x + (*entry.convolution)(aux)) / std::numbers::sqrt2;
                break;
            default:
                x = entry.block ? run(*entry.block, x, embedding) : (*entry.convolution)(x);
                skips.push_back(x);
        }
    }
    const at::Tensor F = decode(x, skips, embedding).to(at::kFloat);
    return mConfig.hasVariance && F.size(1) == 6 ? F.narrow(1, 0, 3) : F;
}

at::Tensor EdmUnet::decode(at::Tensor x, std::vector<at::Tensor>& skips, const at::Tensor& embedding) const {
    at::Tensor aux;
    at::Tensor normalized;
    for (const Entry& entry : mDecoder) {
        switch (entry.role) {
            case Role::AuxUp:
                aux = (*entry.convolution)(aux);
                break;
            case Role::AuxNorm:
                normalized = (*entry.norm)(x);
                break;
            case Role::AuxConvolution: {
                const at::Tensor added = (*entry.convolution)(at::silu(normalized));
                aux = aux.defined() ? added + aux : added;
                break;
            }
            default:
                if (entry.block && x.size(1) != entry.block->inChannels && !skips.empty()) {
                    x = at::cat({x, skips.back()}, 1);
                    skips.pop_back();
                }
                x = entry.block ? run(*entry.block, x, embedding) : (*entry.convolution)(x);
        }
    }
    return mConfig.isSong ? aux : (*mOut)(at::silu((*mOutNorm)(x)));
}

std::unique_ptr<Network> makeNetwork(const EdmConfig& config, Weights& weights, const LoadOptions& options) {
    return std::make_unique<EdmUnet>(config, weights, options.label);
}

}  // namespace lacuna
