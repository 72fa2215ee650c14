// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Pictures (8-bit RGB) that compare a result with the measurement.
struct Analysis {
    /// Σ_c (y − H x̂)_c / (σ_y √C), which is standard normal if only noise is left. Blue below 0, orange
    /// above, saturated at ±kConsistencyReach, dark grey at 0, black where nothing was measured. Has the
    /// photograph's size.
    ImageBuffer consistency;
    /// What the prior supplied: (I − W) x̂ with W = HᵀH (HᵀH + (σ_y/σ_p)² I)⁻¹, where σ_p is the photograph's
    /// standard deviation. Multiplied by kInventedGain, on mid-grey. Has the result's size.
    ImageBuffer invented;
};

inline constexpr double kConsistencyReach = 4;
inline constexpr double kInventedGain = 2;

}  // namespace lacuna
