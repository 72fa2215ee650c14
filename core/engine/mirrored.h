// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace lacuna {

struct BuiltOperator;

/// A picture as (1, C, height, width) on the canvas of an operator: extended by mirroring without repeating
/// the border, as often as it takes.
at::Tensor mirroredOntoCanvas(const at::Tensor& picture, const BuiltOperator& built);

}  // namespace lacuna
