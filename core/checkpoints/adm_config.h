// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

#include <vector>

namespace lacuna {

/// The UNetModel of guided-diffusion and of consistency_models (Dhariwal and Nichol, arXiv 2105.05233).
struct AdmConfig : FamilyFacts {
    static constexpr const char* kFamily = "adm";

    enum class Resample {
        Block,        ///< within a residual block ("resblock_updown")
        Convolution,  ///< by a convolution of its own ("conv_resample")
        Pooling       ///< by the mean of 2×2 pixels and by repetition
    };
    std::int64_t modelChannels = 0;           ///< width of the time's embedding
    std::vector<std::int64_t> levelChannels;  ///< the finest first
    std::vector<bool> attention;              ///< of each level
    std::int64_t blocksPerLevel = 0;          ///< on the way down; one more on the way up
    Resample resample = Resample::Convolution;
    bool scaleShiftNorm = false;
    std::int64_t outChannels = 3;    ///< 6: the last three are a variance
    bool planarAttention = false;    ///< attention by 2-D convolutions, as consistency_models has it
    bool newAttentionOrder = false;  ///< q, k and v are split before the heads
    std::int64_t headChannels = 0;   ///< of each head; 0: `heads` counts
    std::int64_t heads = 1;          ///< on the way down and in the middle
    std::int64_t headsUpsample = 1;  ///< on the way up

    static bool recognises(const Checkpoint& checkpoint);
    /// Derives the configuration from the tensors. These don't determine heads and noise schedule, which come
    /// from the sidecar, named like guided-diffusion's flags, or are known for the published networks. Throws
    /// Error ModelFile (the reason says what to write into the sidecar) or ModelUnsupported (also for a
    /// consistency model, by its published name).
    static AdmConfig read(const Checkpoint& checkpoint);

    /// Number of heads of an attention block with that many channels.
    std::int64_t headsOf(std::int64_t channels, bool isUp) const {
        return headChannels > 0 ? channels / headChannels : isUp ? headsUpsample : heads;
    }
    std::int64_t levels() const { return static_cast<std::int64_t>(levelChannels.size()); }
};

std::unique_ptr<Network> makeNetwork(const AdmConfig& config, Weights& weights, const LoadOptions& options);

}  // namespace lacuna
