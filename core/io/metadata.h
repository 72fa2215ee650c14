// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

#include <string>
#include <string_view>

// EXIF, XMP and IPTC, through Exiv2. Any thread; calls are serialised, because Exiv2's XMP toolkit is not
// thread-safe. Metadata that Exiv2 can't read is left out with a warning in the log; it never prevents
// reading the picture.
namespace lacuna::io {

struct ReadMetadata {
    PhotoMetadata blocks;      ///< without the ICC profile
    int orientation = 1;       ///< 1–8, from EXIF
    double pixelsPerInch = 0;  ///< from EXIF; 0: not stated
};

/// The metadata of a PNG, JPEG, TIFF or WebP file. The EXIF is without the tags that describe how a TIFF
/// stores its pixels, and without the thumbnail, which would show the photograph before its restoration.
/// Orientation is set to 1 in EXIF and XMP. `xmp` is the packet that the decoder found; if it is empty, Exiv2
/// looks for one.
ReadMetadata readMetadata(ByteView file, const std::string& xmp);

/// photo.metadata.exif, with the tags for the pixel dimensions set to those of photo.pixels. With
/// `stateResolution`, for formats that have no other place for it, photo.pixelsPerInch is added. Empty stays
/// empty, unless a resolution is added.
Bytes exifForWriting(const Photograph& photo, bool stateResolution);

/// Sets the orientation (1–8) in the blocks. If it is 1, only blocks that state an orientation are changed.
void stateOrientation(PhotoMetadata& metadata, int orientation);

/// metadata.xmp with the contents of metadata.iptc added, for a format that can't hold IPTC.
std::string xmpWithIptc(const PhotoMetadata& metadata);

/// The TIFF file with metadata.exif, .xmp and .iptc added to its tags.
Bytes withMetadata(const Bytes& tiff, const PhotoMetadata& metadata);

/// The block as text for a PNG's "Raw profile type" chunk: name, length and hexadecimal lines.
std::string rawProfile(std::string_view name, const Bytes& block);

}  // namespace lacuna::io
