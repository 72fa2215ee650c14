// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/drunet_config.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/files/in_quotes.h"

namespace lacuna {
namespace {

constexpr std::int64_t kMostBlocks = 64;

const TensorView& tensor(const Checkpoint& checkpoint, const std::string& name) {
    const auto found = checkpoint.tensors().find(name);
    if (found == checkpoint.tensors().end() || found->second.shape.size() != 4)
        throw Error(ErrorCode::ModelFile, checkpoint.path().string(),
                    "DRUNet's tensor " + inQuotes(name) + " is missing or no convolution");
    return found->second;
}

/// It was trained on 0 to 50 8-bit levels.
PreconditioningSpec upToFiftyLevels() {
    PreconditioningSpec spec;
    spec.kind = "none";
    constexpr double kLevels = 255;
    spec.sigmaMin = 2 * 0.25 / kLevels;
    spec.sigmaMax = 2 * 50 / kLevels;
    return spec;
}

std::string describe(const DrunetConfig& config) {
    std::string text = std::string("DRUNet, ") + (config.isGrey ? "grey" : "colour") + ", " +
                       std::to_string(config.blocksPerLevel) + " blocks at each of the levels";
    for (const std::int64_t channels : config.channels)
        text += " " + std::to_string(channels);
    return text;
}

}  // namespace

bool DrunetConfig::recognises(const Checkpoint& checkpoint) {
    return checkpoint.tensors().count("m_head.weight") != 0 &&
           checkpoint.tensors().count("m_tail.weight") != 0;
}

DrunetConfig DrunetConfig::read(const Checkpoint& checkpoint) {
    DrunetConfig config;
    const std::vector<std::int64_t>& head = tensor(checkpoint, "m_head.weight").shape;
    if (head[1] != 2 && head[1] != 4)
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "its input has " + std::to_string(head[1]) + " channels; DRUNet has 4, or 2 for grey");
    config.isGrey = head[1] == 2;
    while (config.blocksPerLevel < kMostBlocks &&
           checkpoint.tensors().count("m_body." + std::to_string(config.blocksPerLevel) + ".res.0.weight") !=
               0)
        ++config.blocksPerLevel;
    // DPIR's sequential() leaves a single part as it is.
    config.isBodyBare = config.blocksPerLevel == 0 && checkpoint.tensors().count("m_body.res.0.weight") != 0;
    if (config.isBodyBare) config.blocksPerLevel = 1;
    if (config.blocksPerLevel == 0)
        throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                    "it has no residual blocks; of DPIR's networks only DRUNet (UNetRes) is read");
    config.channels[0] = head[0];
    for (std::size_t level = 1; level < config.channels.size(); ++level) {
        const std::string name =
            "m_down" + std::to_string(level) + "." + std::to_string(config.blocksPerLevel) + ".weight";
        const std::vector<std::int64_t>& down = tensor(checkpoint, name).shape;
        if (down[2] != 2 || down[3] != 2)
            throw Error(ErrorCode::ModelUnsupported, checkpoint.path().string(),
                        "it doesn't shrink by strided 2×2 convolutions, as DRUNet does");
        config.channels[level] = down[0];
    }
    config.preconditioning = upToFiftyLevels();
    config.architecture = describe(config);
    return config;
}

}  // namespace lacuna
