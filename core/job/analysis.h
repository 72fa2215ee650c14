// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// What can be read off a result against what was measured, as pictures (8-bit RGB).
struct Analysis {
    /// Σ_c (y − H x̂)_c / (σ_y √C), standard normal where only noise is left: blue below, orange above,
    /// saturated at ±kConsistencyReach, dark grey at 0 and black where nothing was measured. The photograph's
    /// size.
    ImageBuffer consistency;
    /// (I − W) x̂ with W = HᵀH (HᵀH + (σ_y/σ_p)² I)⁻¹ and σ_p the photograph's own deviation: what the prior
    /// supplied, kInventedGain times, on mid-grey. The result's size.
    ImageBuffer invented;
};

inline constexpr double kConsistencyReach = 4;
inline constexpr double kInventedGain = 2;

}  // namespace lacuna
