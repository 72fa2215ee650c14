// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/model_description.h"

#include <array>
#include <cstdint>
#include <string>

namespace lacuna {

/// DRUNet (Zhang et al., arXiv 2008.13751), as DPIR and deepinv have it: ReLU, strided and transposed
/// convolutions.
struct DrunetConfig {
    std::array<std::int64_t, 4> channels{};
    std::int64_t blocksPerLevel = 0;
    bool isBodyBare = false;  ///< its only block in the middle has no number
    bool isGrey = false;      ///< one channel: each colour is denoised by itself
};

bool isDrunet(const Checkpoint& checkpoint);
/// Throws Error ModelFile or ModelUnsupported.
DrunetConfig drunetConfig(const Checkpoint& checkpoint);
/// It was trained on 0 to 50 8-bit levels.
PreconditioningSpec drunetPreconditioning();
std::string describe(const DrunetConfig& config);

}  // namespace lacuna
