// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/lacuna_unet.h"
#include "core/training/photo_set.h"
#include "core/training/training_config.h"

#include <vector>

namespace lacuna {

/// Mean over photos of the PSNR in dB of D(x₀ + σ n; σ) for Gaussian noise of `levels` 8-bit levels, on the
/// centre 256 × 256 (less if the photo is smaller, in multiples of the stride) of the first 16 photos; the
/// noise is the same at every call.
std::vector<double> validateDenoising(const PhotoSet& photos, const TensorMap& weights,
                                      const TrainingConfig& config, const std::vector<double>& levels);

}  // namespace lacuna
