// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/lacuna_config.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lacuna {
namespace {

PreconditioningSpec readPreconditioning(const std::string& text, const std::string& subject) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        throw Error(ErrorCode::ModelFile, subject,
                    "the metadata lacks a JSON object \"lacuna.preconditioning\"");
    const auto number = [&](const char* key) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_number() || !std::isfinite(found->get<double>()))
            throw Error(ErrorCode::ModelFile, subject,
                        std::string("\"lacuna.preconditioning\" lacks the number \"") + key + "\"");
        return found->get<double>();
    };
    PreconditioningSpec spec;
    const auto kind = json.find("kind");
    if (kind != json.end() && kind->is_string()) spec.kind = kind->get<std::string>();
    if (spec.kind != "edm")
        throw Error(ErrorCode::ModelUnsupported, subject,
                    "the preconditioning " + inQuotes(spec.kind) + " is not known");
    spec.sigmaData = number("sigma_data");
    spec.sigmaMin = number("sigma_min");
    spec.sigmaMax = number("sigma_max");
    if (!(spec.sigmaData > 0 && spec.sigmaMin > 0 && spec.sigmaMin < spec.sigmaMax))
        throw Error(ErrorCode::ModelFile, subject,
                    "the noise levels in \"lacuna.preconditioning\" make no sense");
    const auto noise = json.find("c_noise");
    if (noise != json.end() && *noise != "log(sigma)/4")
        throw Error(ErrorCode::ModelUnsupported, subject, "only c_noise = log(sigma)/4 is known");
    return spec;
}

}  // namespace

bool LacunaUnetConfig::recognises(const Checkpoint& checkpoint) {
    return checkpoint.metadataValue("lacuna.family") == kFamily;
}

LacunaUnetConfig LacunaUnetConfig::read(const Checkpoint& checkpoint) {
    const std::string subject = checkpoint.path().string();
    const std::string range = checkpoint.metadataValue("lacuna.range");
    if (!range.empty() && range != "[-1,1]")
        throw Error(ErrorCode::ModelUnsupported, subject,
                    "made for pixel values in " + inQuotes(range) + ", not [-1,1]");
    LacunaUnetConfig config = fromJson(checkpoint.metadataValue("lacuna.config"), subject);
    config.preconditioning = readPreconditioning(checkpoint.metadataValue("lacuna.preconditioning"), subject);
    return config;
}

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

}  // namespace lacuna
