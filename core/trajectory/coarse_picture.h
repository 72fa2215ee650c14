// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/job/restoration_job.h"
#include "core/trajectory/spill_store.h"

namespace lacuna {

/// Where a picture of a coarse level lies in its region.
struct CoarsePlace {
    int factor = 2;  ///< the side of one of its pixels, in the region's
    int x = 0;       ///< its top left corner, in pixels of the region; not beyond the region's own (asserted)
    int y = 0;
    int width = 0;  ///< in its own pixels
    int height = 0;
};

/// What a region shows where the photograph is kept: RGBA with 8 bits, width × height × 4 bytes. Kept pixels
/// have alpha 255, all others are 0 in every channel. Reduced, it holds means, also over the zeros.
struct Backdrop {
    int width = 0;
    int height = 0;
    Bytes rgba;
};

/// The backdrop reduced by a whole number, sides rounded up.
Backdrop reducedBackdrop(const Backdrop& backdrop, int factor);

/// What a picture of a coarse level shows in its region: enlarged bicubically, and behind it the pixels that
/// are kept. `halves` are interleaved RGB in half precision on [−1, 1], which are multiplied by `scale`.
/// `part` lies inside the region reduced by `reduction`, a power of two, in pixels of that; each pixel is the
/// mean of the coarse pixels that it covers, where it covers several. `backdrop` is that of the region
/// reduced in the same way; null: nothing is kept. Returns 8-bit RGB of the part's size.
ImageBuffer coarsePicture(const Bytes& halves, const CoarsePlace& place, const Backdrop* backdrop,
                          const PhotoRegion& part, int reduction, double scale);

}  // namespace lacuna
