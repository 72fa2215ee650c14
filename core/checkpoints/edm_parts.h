// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/checkpoint.h"

#include <vector>

namespace lacuna {

/// Whether the tensors' names are those of EDM's SongUNet or DhariwalUNet.
bool areOfEdm(const TensorViews& tensors);
/// The parts that a pickle of this network would hold, derived from the names and shapes of a state
/// dictionary. These show where the network resamples, attends and scales; the rest is as in EDM's
/// training/networks.py (64 channels per head in DhariwalUNet, one head in SongUNet). The network's own
/// record comes first.
std::vector<ModuleRecord> edmPartsOf(const TensorViews& tensors);

}  // namespace lacuna
