// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lacuna_unet.h"

#include "core/models/transposed_convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/silu.h>

namespace lacuna {
namespace {

std::string blockName(const char* side, std::int64_t level, std::int64_t block) {
    return std::string(side) + "." + std::to_string(level) + "." + std::to_string(block) + ".";
}

class Forward {
  public:
    Forward(const LacunaUnetConfig& config, const TensorMap& weights) : mConfig(config), mWeights(weights) {}

    at::Tensor operator()(const at::Tensor& z, const at::Tensor& c) const {
        const at::Tensor e = embed(c);
        at::Tensor x = convolve("inp", at::pixel_unshuffle(z, mConfig.pixelUnshuffle));
        std::vector<at::Tensor> skips;
        for (std::int64_t level = 0; level < mConfig.levels(); ++level) {
            if (level > 0) {
                skips.push_back(x);
                const std::string name = "ds." + std::to_string(level - 1);
                x = at::conv2d(x, weight(name), bias(name), 2);
            }
            x = blocks("down", level, mConfig.blocks(level), x, e);
        }
        for (std::int64_t i = 0; !skips.empty(); ++i) {
            const std::string name = "us." + std::to_string(i);
            x = doubleSize(x, weight(name), bias(name)) + skips.back();
            skips.pop_back();
            x = blocks("up", i, mConfig.blocks(mConfig.levels() - 2 - i), x, e);
        }
        return at::pixel_shuffle(convolve("out", x), mConfig.pixelUnshuffle);
    }

  private:
    const at::Tensor& weight(const std::string& name) const { return mWeights.at(name + ".weight"); }
    const at::Tensor& bias(const std::string& name) const { return mWeights.at(name + ".bias"); }
    at::Tensor linear(const std::string& name, const at::Tensor& x) const {
        return at::linear(x, weight(name), bias(name));
    }
    at::Tensor convolve(const std::string& name, const at::Tensor& x) const {
        return at::conv2d(x, weight(name), bias(name), 1, 1);
    }

    at::Tensor embed(const at::Tensor& c) const {
        const at::Tensor phase = c.unsqueeze(1) * mWeights.at("f");
        const at::Tensor waves = at::cat({phase.sin(), phase.cos()}, 1);
        return at::silu(linear("emb.2", at::silu(linear("emb.0", waves))));
    }
    at::Tensor blocks(const char* side, std::int64_t index, std::int64_t count, at::Tensor x,
                      const at::Tensor& e) const {
        for (std::int64_t block = 0; block < count; ++block) {
            const std::string name = blockName(side, index, block);
            const at::Tensor a = at::silu(convolve(name + "a", x));
            const at::Tensor modulation =
                linear(name + "e", e).to(a.scalar_type()).unsqueeze(-1).unsqueeze(-1);
            const std::vector<at::Tensor> scaleAndShift = modulation.chunk(2, 1);
            x = x + convolve(name + "b", a * (1 + scaleAndShift[0]) + scaleAndShift[1]);
        }
        return x;
    }

    const LacunaUnetConfig& mConfig;
    const TensorMap& mWeights;
};

}  // namespace

std::map<std::string, std::vector<std::int64_t>> lacunaUnetShapes(const LacunaUnetConfig& config) {
    std::map<std::string, std::vector<std::int64_t>> shapes;
    const auto& width = config.channels;
    const auto layer = [&](const std::string& name, std::vector<std::int64_t> shape, std::int64_t outputs) {
        shapes[name + ".weight"] = std::move(shape);
        shapes[name + ".bias"] = {outputs};
    };
    const auto blocks = [&](const char* side, std::int64_t index, std::int64_t level) {
        const std::int64_t channels = width[static_cast<std::size_t>(level)];
        for (std::int64_t block = 0; block < config.blocks(level); ++block) {
            const std::string name = blockName(side, index, block);
            layer(name + "a", {channels, channels, 3, 3}, channels);
            layer(name + "b", {channels, channels, 3, 3}, channels);
            layer(name + "e", {2 * channels, config.embedding}, 2 * channels);
        }
    };
    const std::int64_t image = config.inChannels * config.pixelUnshuffle * config.pixelUnshuffle;
    const std::int64_t last = config.levels() - 1;
    shapes["f"] = {config.fourier};
    layer("emb.0", {config.embedding, 2 * config.fourier}, config.embedding);
    layer("emb.2", {config.embedding, config.embedding}, config.embedding);
    layer("inp", {width[0], image, 3, 3}, width[0]);
    layer("out", {image, width[0], 3, 3}, image);
    for (std::int64_t level = 0; level <= last; ++level)
        blocks("down", level, level);
    for (std::int64_t i = 0; i < last; ++i) {
        const auto fine = static_cast<std::size_t>(i);
        layer("ds." + std::to_string(i), {width[fine + 1], width[fine], 2, 2}, width[fine + 1]);
        const auto target = static_cast<std::size_t>(last - 1 - i);
        layer("us." + std::to_string(i), {width[target + 1], width[target], 2, 2}, width[target]);
        blocks("up", i, last - 1 - i);
    }
    return shapes;
}

bool isLacunaUnetEmbedding(const std::string& name) {
    return name == "f" || name.starts_with("emb.") || name.find(".e.") != std::string::npos;
}

at::Tensor lacunaUnetForward(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& z,
                             const at::Tensor& c) {
    return Forward(config, weights)(z, c);
}

}  // namespace lacuna
