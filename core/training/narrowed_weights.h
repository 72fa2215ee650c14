// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet.h"

namespace lacuna {

/// `weights` of the network `from`, cut down to the channels of `to`, which has at most as many at each level
/// and is the same in all else. Kept are the channels whose weights, those that write them and those that
/// read them, have the largest sum of squares: structured pruning by magnitude, as in Li et al. 2017 (arXiv
/// 1608.08710), with one choice for all the residual blocks of a level and one within each block. The network
/// then computes something else and must be trained further.
TensorMap narrowedWeights(const TensorMap& weights, const LacunaUnetConfig& from, const LacunaUnetConfig& to);

}  // namespace lacuna
