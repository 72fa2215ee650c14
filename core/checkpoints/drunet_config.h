// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

#include <array>

namespace lacuna {

/// DRUNet (Zhang et al., arXiv 2008.13751), as DPIR and deepinv have it: ReLU, strided and transposed
/// convolutions.
struct DrunetConfig : FamilyFacts {
    static constexpr const char* kFamily = "drunet";

    std::array<std::int64_t, 4> channels{};
    std::int64_t blocksPerLevel = 0;
    bool isBodyBare = false;  ///< the only block in the middle has no number in its name
    bool isGrey = false;      ///< one channel: each colour is denoised separately

    static bool recognises(const Checkpoint& checkpoint);
    /// Throws Error ModelFile or ModelUnsupported.
    static DrunetConfig read(const Checkpoint& checkpoint);
};

std::unique_ptr<Network> makeNetwork(const DrunetConfig& config, Weights& weights,
                                     const LoadOptions& options);

}  // namespace lacuna
