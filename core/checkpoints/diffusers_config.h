// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

#include <algorithm>
#include <vector>

namespace lacuna {

/// diffusers' UNet2DModel, by its config.json.
struct DiffusersConfig : FamilyFacts {
    static constexpr const char* kFamily = "diffusers-unet";

    enum class Block {
        Plain,         ///< DownBlock2D, UpBlock2D
        Attention,     ///< AttnDownBlock2D, AttnUpBlock2D
        Resnet,        ///< ResnetDownsampleBlock2D, ResnetUpsampleBlock2D
        Skip,          ///< SkipDownBlock2D, SkipUpBlock2D
        AttentionSkip  ///< AttnSkipDownBlock2D, AttnSkipUpBlock2D
    };
    enum class Times {
        Positional,  ///< sines and cosines of t
        Fourier,     ///< of log t, a noise level, at the file's frequencies; the output is divided by t
        Learned      ///< a vector for each whole t
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
    std::int64_t headChannels = 8;            ///< 0: one head
    std::int64_t groups = 32;                 ///< 0: by the number of channels
    std::int64_t middleAttentionGroups = 32;  ///< 0: without normalization
    double epsilon = 1e-5;
    bool scaleShift = false;
    bool centerInput = false;
    bool flipSinToCos = true;
    double frequencyShift = 0;
    Times times = Times::Positional;
    std::int64_t learnedTimes = 0;  ///< Learned: how many t there are
    std::int64_t timeChannels = 0;  ///< width of the time's embedding
    bool classIsTime = false;       ///< a class is embedded as a time is, and may be any
    std::int64_t outChannels = 3;

    static bool recognises(const Checkpoint& checkpoint);
    /// By config.json and scheduler_config.json, or the latter's keys in the sidecar. Throws Error ModelFile
    /// and, for parts of UNet2DModel that aren't read, ModelUnsupported with the part's name.
    static DiffusersConfig read(const Checkpoint& checkpoint);

    /// A quarter of the channels, at most 32.
    static std::int64_t usualGroups(std::int64_t channels) {
        return std::min<std::int64_t>(channels / 4, 32);
    }
    std::int64_t groupsOf(std::int64_t width) const { return groups > 0 ? groups : usualGroups(width); }
    /// Beside the residual blocks there is a picture, resampled by a filter (NCSN++, arXiv 2011.13456).
    static bool isSkip(Block block) { return block == Block::Skip || block == Block::AttentionSkip; }
    static bool hasAttention(Block block) {
        return block == Block::Attention || block == Block::AttentionSkip;
    }
};

std::unique_ptr<Network> makeNetwork(const DiffusersConfig& config, Weights& weights,
                                     const LoadOptions& options);

}  // namespace lacuna
