// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/framing.h"

#include <cmath>
#include <utility>

namespace lacuna {

bool fits(const Framing& framing, int width, int height) {
    if (framing.quarterTurns < 0 || framing.quarterTurns > 3) return false;
    // Also false for NaN.
    if (!(std::abs(framing.degrees) <= Framing::kMostDegrees)) return false;
    if (framing.width == 0) return framing.height == 0 && framing.x == 0 && framing.y == 0;
    if (framing.quarterTurns % 2 == 1) std::swap(width, height);
    // No sums, which might overflow.
    return framing.x >= 0 && framing.y >= 0 && framing.width > 0 && framing.height > 0 && framing.x < width &&
           framing.y < height && framing.width <= width - framing.x && framing.height <= height - framing.y;
}

}  // namespace lacuna
