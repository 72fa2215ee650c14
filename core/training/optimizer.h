// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/checkpoint.h"

#include <ATen/core/Tensor.h>

#include <string>

namespace lacuna {

/// Whether Muon changes this tensor of the network: if it is the configuration's optimizer, the filters of
/// the convolutions, but not those of the first and the last layer. AdamW changes all others.
bool isForMuon(const TrainingConfig& config, const std::string& name);

/// One step of the configuration's optimizer, in place, against the gradients that the weights hold. These
/// are scaled down first where their norm is above `clip`. `share` is what the schedule leaves of the
/// learning rates. Moments that `state` doesn't have begin as zeros. `state.step` is the number of steps done
/// before; the caller counts.
///
/// AdamW: Loshchilov & Hutter, arXiv 1711.05101, with β = (0.9, 0.999). Muon: K. Jordan et al., "Muon: an
/// optimizer for hidden layers in neural networks", 2024, with Nesterov's momentum; the step of a filter with
/// that many outputs and inputs is an orthogonal matrix times √max(1, outputs/inputs).
void optimize(TrainingState& state, double share);

/// The orthogonal matrix nearest to `matrix`, roughly: all singular values, whatever they were, become 0.65
/// to 1.2 by five Newton–Schulz iterations with Muon's polynomial, in the type of `matrix`. Singular values
/// below 1/1000 of the norm may stay below that.
at::Tensor orthogonalized(const at::Tensor& matrix);

}  // namespace lacuna
