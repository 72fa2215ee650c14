// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/tiff_samples.h"

// From a TIFF's samples to the planes of a photograph, which must be allocated.
namespace lacuna::io::tiff {

/// Reads and converts the picture: grey and RGB as they are, the others to sRGB, which is noted. With
/// `partial`, what can't be read is marked as missing. Throws Fault.
void convert(const TiffFile& file, const Layout& layout, bool partial, Photograph& photo);

/// Subsampled YCbCr and JPEG of the old style (Layout::viaRgba), through libtiff's own conversion to 8-bit
/// RGBA.
void convertViaRgba(const TiffFile& file, const Layout& layout, Photograph& photo);

}  // namespace lacuna::io::tiff
