// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

#include <vector>

namespace lacuna {

/// The architecture of the family "lacuna-unet" (models/photo-v1.md describes the network).
struct LacunaUnetConfig : FamilyFacts {
    static constexpr const char* kFamily = "lacuna-unet";

    std::vector<std::int64_t> channels;  ///< of each level, the finest first
    /// Residual blocks, on the way down and on the way up: one number for all levels, or one for each.
    std::vector<std::int64_t> blocksPerLevel{2};
    std::int64_t embedding = 128;     ///< width of the noise level's embedding
    std::int64_t fourier = 32;        ///< frequencies in it
    std::int64_t pixelUnshuffle = 2;  ///< side of the pixel squares that become channels
    std::int64_t inChannels = 3;

    static bool recognises(const Checkpoint& checkpoint);
    /// Reads it from the metadata. Throws Error ModelFile, or ModelUnsupported for another range or
    /// preconditioning.
    static LacunaUnetConfig read(const Checkpoint& checkpoint);
    /// Reads the metadata `lacuna.config`. Throws Error ModelFile{subject} for anything missing or out of
    /// bounds.
    static LacunaUnetConfig fromJson(const std::string& text, const std::string& subject);
    std::string toJson() const;

    std::int64_t levels() const { return static_cast<std::int64_t>(channels.size()); }
    /// Residual blocks of a level (0: the finest), each way.
    std::int64_t blocks(std::int64_t level) const {
        return blocksPerLevel[blocksPerLevel.size() == 1 ? 0 : static_cast<std::size_t>(level)];
    }
    /// H and W must be multiples of it.
    std::int64_t stride() const { return pixelUnshuffle << (levels() - 1); }
    /// Elements per pixel of a tensor at the finest level, and of one such tensor per residual block.
    double finestElements() const;
    double blockElements() const;
    /// Floating point operations of one forward pass over so many pixels (a multiply-add is two),
    /// convolutions only.
    double flops(double pixels) const;
};

std::unique_ptr<Network> makeNetwork(const LacunaUnetConfig& config, Weights& weights,
                                     const LoadOptions& options);

}  // namespace lacuna
