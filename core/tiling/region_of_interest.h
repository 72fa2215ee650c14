// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <vector>

namespace lacuna {

/// A part of a photograph that is restored by itself, in pixels of the photograph.
struct Region {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    /// width × height, 255 where this region's result is the one to use, else 0. The region may hold further
    /// masked pixels, at the context's distance or more: it must solve for them too, but another region's
    /// result is used there.
    ImageBuffer restore;
};

/// Splits the damage that `mask` (core/base/mask.h) marks into regions. Pixels nearer to each other than
/// `context` (per axis) are in the same region; every region reaches `context` pixels beyond its own damage
/// where the photograph does. Origins are multiples of `stride`, and so are sides that don't end at the
/// photograph's border. No side is shorter than `least` where the photograph has as much; a region that has
/// to be moved inwards for that has another origin. Regions are joined where that saves the network work.
/// Empty for an empty mask.
std::vector<Region> regionsOfInterest(const ImageBuffer& mask, int context, int stride, int least = 0);

}  // namespace lacuna
