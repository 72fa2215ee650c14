// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/lacuna_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lacuna {

using TensorMap = std::map<std::string, at::Tensor>;

/// Name and shape of every tensor that the network has.
std::map<std::string, std::vector<std::int64_t>> lacunaUnetShapes(const LacunaUnetConfig& config);

/// Whether a tensor belongs to the embedding of the noise level ("f", "emb.*", "*.e.*") rather than to the
/// convolutions.
bool isLacunaUnetEmbedding(const std::string& name);

/// F(z, c). `z` is (N, inChannels, H, W), best channels-last, of the convolutions' floating type, `c` (N) of
/// the embedding's; all on one device. Differentiable in everything, the weights included: this is the
/// definition of the network, and what is trained.
at::Tensor lacunaUnetForward(const LacunaUnetConfig& config, const TensorMap& weights, const at::Tensor& z,
                             const at::Tensor& c);

}  // namespace lacuna
