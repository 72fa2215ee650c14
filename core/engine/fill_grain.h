// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace lacuna {

struct GrainModel;
class NoiseSource;

struct FillGrain {
    at::Tensor picture;   ///< to be added; 0 outside the hole
    double strength = 0;  ///< its deviation at medium brightness, 8-bit levels
};

/// The grain that `colours` (1, 3, H, W, on [−1, 1]) lacks where `hole` (1, 1, H, W) is true: as much as
/// `grain` says of that brightness, less the roughness that the filling has already.
FillGrain fillGrain(const GrainModel& grain, const at::Tensor& colours, const at::Tensor& hole,
                    const NoiseSource& noise);

}  // namespace lacuna
