// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/tiff_samples.h"

namespace lacuna::io::tiff {

/// Floating-point samples of 16, 32 or 64 bits as 16-bit integers: 0 and less become black; the largest
/// colour of the picture becomes white, or 1 if all are smaller. NaN becomes black; infinity, white. Alpha
/// and extra channels go from 0 to 1. photo.pixels and planes must be allocated. Adds a note.
void convertFloats(RawPicture& raw, const Layout& layout, Photograph& photo);

/// A sample of `size` bytes: 2, 4 or 8.
double floatAt(const std::byte* from, std::size_t size);

/// The same for a sample that isn't a colour: 0 to 1 become 0 to 65535.
std::uint16_t sampleOfFloat(double value);

}  // namespace lacuna::io::tiff
