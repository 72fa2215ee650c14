// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/tiling/region_of_interest.h"

namespace lacuna {

/// What a coarse level computes for a region (vml-map.md, "Coarse to fine"): a rectangle of the photograph,
/// in its pixels, reduced by `factor`. x and y are multiples of the factor. The rectangle holds the region
/// and reaches further the coarser the level is, as far as the photograph does.
struct CoarseCanvas {
    int factor = 2;
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    int ownWidth() const { return (width + factor - 1) / factor; }
    int ownHeight() const { return (height + factor - 1) / factor; }
};

/// How far beyond the damage a level with that factor looks, in pixels of the photograph. `context` is that
/// of the network at full size.
int coarseReach(int factor, int context);

/// How often a region is halved, 0 to `most`: so often that the widest hole that `mask` (core/base/mask.h)
/// marks there is still a few pixels wide at the coarsest level, and no side gets too short for the network.
int coarseLevels(const ImageBuffer& mask, const Region& region, int most);

/// The canvases of a region, the finest (factor 2) first. `context` is what the region itself reaches beyond
/// its damage.
std::vector<CoarseCanvas> coarseCanvases(const Region& region, int width, int height, int levels,
                                         int context);

/// The mask of a canvas: 255 for pixels of which less than half is unmarked, else 0.
ImageBuffer coarseMask(const ImageBuffer& mask, const CoarseCanvas& canvas);

}  // namespace lacuna
