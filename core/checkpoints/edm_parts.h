// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/checkpoint.h"

#include <vector>

namespace lacuna {

/// Whether the tensors' names are those of EDM's SongUNet or DhariwalUNet.
bool areOfEdm(const TensorViews& tensors);
/// The parts that a pickle of that network would hold, told from a state dictionary's names and shapes: what
/// resamples, attends and is scaled is in them, the rest is as EDM's training/networks.py makes it (64
/// channels to a head in DhariwalUNet, one head in SongUNet). The network's own record comes first.
std::vector<ModuleRecord> edmPartsOf(const TensorViews& tensors);

}  // namespace lacuna
