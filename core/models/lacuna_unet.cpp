// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lacuna_unet.h"

#include "core/base/error.h"
#include "core/models/transposed_convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/silu.h>
#include <nlohmann/json.hpp>

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

LacunaUnetConfig LacunaUnetConfig::fromJson(const std::string& text, const std::string& subject) {
    const auto fail = [&](const std::string& reason) -> void {
        throw Error(ErrorCode::ModelFile, subject, "\"lacuna.config\" " + reason);
    };
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) fail("is not a JSON object");
    // Bounds far beyond any sensible network keep products of them within 64 bits.
    const auto inRange = [&](const nlohmann::json& value, const char* key, std::int64_t most) {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 1 ||
            value.get<std::uint64_t>() > static_cast<std::uint64_t>(most))
            fail(std::string("needs \"") + key + "\" between 1 and " + std::to_string(most));
        return value.get<std::int64_t>();
    };
    const auto number = [&](const char* key, std::int64_t most) {
        return inRange(json.value(key, nlohmann::json()), key, most);
    };
    LacunaUnetConfig config;
    const auto channels = json.find("channels");
    if (channels == json.end() || !channels->is_array() || channels->empty() || channels->size() > 8)
        fail("needs a list \"channels\" of one to eight numbers");
    for (const auto& value : *channels)
        config.channels.push_back(inRange(value, "channels", 8192));
    const auto blocks = json.find("blocks_per_level");
    if (blocks != json.end() && blocks->is_array()) {
        if (blocks->size() != config.channels.size())
            fail("needs as many \"blocks_per_level\" as \"channels\", or one number");
        config.blocksPerLevel.clear();
        for (const auto& value : *blocks)
            config.blocksPerLevel.push_back(inRange(value, "blocks_per_level", 64));
    } else {
        config.blocksPerLevel = {number("blocks_per_level", 64)};
    }
    config.embedding = number("embedding", 8192);
    config.fourier = number("fourier", 8192);
    config.pixelUnshuffle = number("pixel_unshuffle", 16);
    config.inChannels = number("in_channels", 3);
    if (config.inChannels != 3) fail("has \"in_channels\" other than 3");
    return config;
}

std::string LacunaUnetConfig::toJson() const {
    nlohmann::ordered_json blocks = blocksPerLevel;
    if (blocksPerLevel.size() == 1) blocks = blocksPerLevel[0];
    return nlohmann::ordered_json{
        {"channels", channels}, {"blocks_per_level", blocks},        {"embedding", embedding},
        {"fourier", fourier},   {"pixel_unshuffle", pixelUnshuffle}, {"in_channels", inChannels}}
        .dump();
}

double LacunaUnetConfig::finestElements() const {
    return static_cast<double>(channels[0]) / static_cast<double>(pixelUnshuffle * pixelUnshuffle);
}

double LacunaUnetConfig::blockElements() const {
    double elements = 0;
    double share = 1 / static_cast<double>(pixelUnshuffle * pixelUnshuffle);
    for (std::size_t level = 0; level < channels.size(); ++level, share /= 4) {
        const double sides = level + 1 == channels.size() ? 1 : 2;
        const auto count = static_cast<double>(blocks(static_cast<std::int64_t>(level)));
        elements += sides * count * static_cast<double>(channels[level]) * share;
    }
    return elements;
}

double LacunaUnetConfig::flops(double pixels) const {
    double area = pixels / static_cast<double>(pixelUnshuffle * pixelUnshuffle);
    const auto wide = [this](std::size_t level) { return static_cast<double>(channels[level]); };
    const double image = static_cast<double>(inChannels * pixelUnshuffle * pixelUnshuffle);
    double multiplications = 2 * 9 * image * wide(0) * area;
    for (std::size_t level = 0; level < channels.size(); ++level) {
        const bool lowest = level + 1 == channels.size();
        const double sides = lowest ? 1 : 2;
        const auto count = static_cast<double>(blocks(static_cast<std::int64_t>(level)));
        multiplications += sides * count * 2 * 9 * wide(level) * wide(level) * area;
        // The 2×2 convolutions down and up again: each reads or writes every fine pixel once.
        if (!lowest) multiplications += 2 * wide(level) * wide(level + 1) * area;
        area /= 4;
    }
    return 2 * multiplications;
}

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
