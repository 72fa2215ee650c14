// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/checkpoint.h"

#include <ATen/core/Tensor.h>

#include <string>

namespace lacuna {

/// Whether Muon trains this tensor. If Muon is the configuration's optimizer, it trains the filters of all
/// convolutions except the first and the last layer's. AdamW trains all other tensors.
bool isForMuon(const TrainingConfig& config, const std::string& name);

/// One step of the configuration's optimizer, in place, with the gradients of the weights. If their norm is
/// above `clip`, they are first scaled down to it. `share` is the schedule's factor on the learning rates.
/// Moments missing from `state` begin as zeros. `state.step` is the number of steps done so far; the caller
/// increments it.
///
/// AdamW: Loshchilov & Hutter, arXiv 1711.05101, with β = (0.9, 0.999). Muon: K. Jordan et al., "Muon: an
/// optimizer for hidden layers in neural networks", 2024, with Nesterov's momentum; the step of a filter with
/// that many outputs and inputs is an orthogonal matrix times √max(1, outputs/inputs).
void optimize(TrainingState& state, double share);

/// Approximately the orthogonal matrix nearest to `matrix`: five Newton–Schulz iterations with Muon's
/// polynomial bring all singular values to 0.65–1.2, in the type of `matrix`. Singular values below 1/1000 of
/// the norm may stay below that.
at::Tensor orthogonalized(const at::Tensor& matrix);

}  // namespace lacuna
