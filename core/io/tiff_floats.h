// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/tiff_samples.h"

namespace lacuna::io::tiff {

/// Floating-point samples of 16, 32 or 64 bits as 16-bit integers: 0 and less become black; the largest
/// colour of the picture becomes white, or 1 if all are smaller. NaN becomes black; infinity, white. Alpha
/// and extra channels go from 0 to 1. photo.pixels and planes must be allocated. Adds a note.
void convertFloats(RawPicture& raw, const Layout& layout, Photograph& photo);

}  // namespace lacuna::io::tiff
