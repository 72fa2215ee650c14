// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet.h"
#include "core/models/network.h"

#include <memory>

namespace lacuna {

/// The family "lacuna-unet" for inference. `weights` are float32, complete and of the right shapes
/// (lacunaUnetShapes()); they are copied to `device`, the convolutions' in `dtype` (float32 or bfloat16).
std::unique_ptr<Network> makeLacunaUnetNetwork(const LacunaUnetConfig& config, const TensorMap& weights,
                                               at::Device device, at::ScalarType dtype);

}  // namespace lacuna
