// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <vector>

namespace lacuna {

/// How much several restorations of the same photograph differ, pixel by pixel.
struct Spread {
    /// One channel, 8 bit: the standard deviation over the pictures (population, root mean square over the
    /// channels), linear from black at 0 to white at `white`.
    ImageBuffer picture;
    double white = 0;  ///< 8-bit levels; the 99.5th percentile, but at least 1
    double mean = 0;   ///< of the standard deviation, 8-bit levels
};

/// Takes at least two pictures of the same size, depth and channels (asserted). Any thread.
Spread spreadOf(const std::vector<const ImageBuffer*>& pictures);

}  // namespace lacuna
