// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/model_description.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lacuna {

/// diffusers' UNet2DModel, by its config.json.
struct DiffusersConfig {
    enum class Block {
        Plain,      ///< DownBlock2D, UpBlock2D
        Attention,  ///< AttnDownBlock2D, AttnUpBlock2D
        Resnet      ///< ResnetDownsampleBlock2D, ResnetUpsampleBlock2D
    };
    enum class Activation { Silu, Relu, Gelu, Mish };
    std::vector<std::int64_t> channels;  ///< of each block on the way down
    std::vector<Block> down;
    std::vector<Block> up;  ///< in the order of the way up
    std::int64_t layersPerBlock = 2;
    bool hasMiddle = true;
    bool middleAttention = true;
    double middleScale = 1;
    bool downByResnet = false;  ///< attention blocks resample by a residual block
    bool upByResnet = false;
    std::int64_t downsamplePadding = 1;
    Activation activation = Activation::Silu;
    std::int64_t headChannels = 8;  ///< 0: one head
    std::int64_t groups = 32;
    std::int64_t middleAttentionGroups = 32;  ///< 0: without normalization
    double epsilon = 1e-5;
    bool scaleShift = false;
    bool centerInput = false;
    bool flipSinToCos = true;
    double frequencyShift = 0;
    std::int64_t timeChannels = 0;  ///< width of the time's embedding
    std::int64_t outChannels = 3;
    std::int64_t classes = 0;
    std::int64_t sampleSize = 0;
};

bool isDiffusersUnet(const Checkpoint& checkpoint);
/// Throws Error ModelFile and, for parts of UNet2DModel that aren't read, ModelUnsupported with the part's
/// name.
DiffusersConfig diffusersConfig(const Checkpoint& checkpoint);
/// By scheduler_config.json, or the same keys in the sidecar.
PreconditioningSpec diffusersPreconditioning(const Checkpoint& checkpoint);
std::string describe(const DiffusersConfig& config);

}  // namespace lacuna
