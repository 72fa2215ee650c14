// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <vector>

namespace lacuna {

/// A part of a photograph that is restored separately, in pixels of the photograph.
struct Region {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    /// width × height: 255 for pixels whose result comes from this region, else 0. The region may hold masked
    /// pixels that belong to another region, at least the context's distance away. It must solve for them
    /// too, but the other region's result is used.
    ImageBuffer restore;
};

/// Splits the damage that `mask` (core/base/mask.h) marks into regions. Marked pixels that are less than
/// `context` apart (per axis) are in the same region. Every region extends `context` pixels beyond its own
/// damage, as far as the photograph does. Origins are multiples of `stride`, and so are sides that don't end
/// at the photograph's border. No side is shorter than `least`, unless the photograph's is; a region that is
/// moved inwards for this may have any origin. Regions are joined if that saves the network work. Empty for
/// an empty mask.
std::vector<Region> regionsOfInterest(const ImageBuffer& mask, int context, int stride, int least = 0);

}  // namespace lacuna
