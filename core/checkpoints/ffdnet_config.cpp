// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/ffdnet_config.h"

#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"

namespace lacuna {
namespace {

constexpr std::int64_t kMostLayers = 256;
/// Four pixels of each colour, and the map of the noise.
constexpr std::int64_t kColourInputs = 4 * 3 + 1, kGreyInputs = 4 + 1;

const TensorView* weightOf(const Checkpoint& checkpoint, std::int64_t layer) {
    const auto found = checkpoint.tensors().find(FfdnetConfig::layerName(layer) + ".weight");
    return found != checkpoint.tensors().end() && found->second.shape.size() == 4 ? &found->second : nullptr;
}

/// It was trained on 0 to 75 8-bit levels.
PreconditioningSpec upToSeventyFiveLevels() {
    PreconditioningSpec spec;
    spec.kind = "none";
    constexpr double kLevels = 255;
    spec.sigmaMin = 2 * 0.25 / kLevels;
    spec.sigmaMax = 2 * 75 / kLevels;
    return spec;
}

}  // namespace

bool FfdnetConfig::recognises(const Checkpoint& checkpoint) {
    const TensorView* first = weightOf(checkpoint, 0);
    return first != nullptr && weightOf(checkpoint, 1) != nullptr &&
           (first->shape[1] == kColourInputs || first->shape[1] == kGreyInputs);
}

FfdnetConfig FfdnetConfig::read(const Checkpoint& checkpoint) {
    FfdnetConfig config;
    const TensorView* first = weightOf(checkpoint, 0);
    config.channels = first->shape[0];
    config.isGrey = first->shape[1] == kGreyInputs;
    while (config.layers < kMostLayers && weightOf(checkpoint, config.layers) != nullptr)
        ++config.layers;
    const std::int64_t outputs = weightOf(checkpoint, config.layers - 1)->shape[0];
    const std::int64_t wanted = config.isGrey ? 4 : 12;
    if (outputs != wanted)
        throw Error(ErrorCode::ModelFile, checkpoint.path().string(),
                    "FFDNet's last layer has " + std::to_string(outputs) + " channels in place of " +
                        std::to_string(wanted));
    config.preconditioning = upToSeventyFiveLevels();
    config.architecture = std::string("FFDNet, ") + (config.isGrey ? "grey" : "colour") + ", " +
                          std::to_string(config.layers) + " layers of " + std::to_string(config.channels) +
                          " channels";
    return config;
}

}  // namespace lacuna
