// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

namespace lacuna {

/// A TorchScript module whose forward(x, sigma) is D itself. Only its sidecar can say what it was made for.
struct ScriptConfig : FamilyFacts {
    static constexpr const char* kFamily = "torchscript";

    std::int64_t stride = 0;   ///< sides must be a multiple of this; 0: not said
    bool isUnitRange = false;  ///< it knows pictures in [0, 1], and σ on that scale

    static bool recognises(const Checkpoint& checkpoint);
    /// Throws Error ModelFile.
    static ScriptConfig read(const Checkpoint& checkpoint);
};

/// Throws Error ModelUnsupported if the program isn't trusted.
std::unique_ptr<Network> makeNetwork(const ScriptConfig& config, Weights& weights,
                                     const LoadOptions& options);

}  // namespace lacuna
