// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

namespace lacuna {

/// FFDNet (Zhang et al., arXiv 1710.04026), as KAIR has it: convolutions with biases and ReLU between them.
struct FfdnetConfig : FamilyFacts {
    static constexpr const char* kFamily = "ffdnet";

    std::int64_t channels = 0;
    std::int64_t layers = 0;  ///< at least 2
    bool isGrey = false;      ///< one channel: each colour is denoised separately

    /// Of layer i, without the "model." that all share: a ReLU follows each but the last.
    static std::string layerName(std::int64_t i) { return std::to_string(2 * i); }

    static bool recognises(const Checkpoint& checkpoint);
    /// Throws Error ModelFile.
    static FfdnetConfig read(const Checkpoint& checkpoint);
};

std::unique_ptr<Network> makeNetwork(const FfdnetConfig& config, Weights& weights,
                                     const LoadOptions& options);

}  // namespace lacuna
