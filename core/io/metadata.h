// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

#include <string>
#include <string_view>

// EXIF, XMP and IPTC, through Exiv2. Any thread; the calls wait for each other, because Exiv2's XMP toolkit
// is not thread-safe. Metadata that Exiv2 can't read is left out with a warning in the log: it never hinders
// the picture.
namespace lacuna::io {

struct ReadMetadata {
    PhotoMetadata blocks;      ///< without the ICC profile
    int orientation = 1;       ///< 1–8, as EXIF has it
    double pixelsPerInch = 0;  ///< as EXIF has it; 0: not stated
};

/// What a PNG, JPEG, TIFF or WebP file holds. Of its EXIF, the tags that describe how a TIFF stores its
/// pixels and the thumbnail, which would show the photograph before its restoration, are left out, and
/// Orientation is 1, here and in the XMP. `xmp` is the packet as the decoder found it; where it is empty,
/// Exiv2 looks for one.
ReadMetadata readMetadata(ByteView file, const std::string& xmp);

/// photo.metadata.exif with the pixel dimensions of photo.pixels in the tags that state them. With
/// `stateResolution` (for a format that has no other place) also with photo.pixelsPerInch. Empty stays empty,
/// unless that adds to it.
Bytes exifForWriting(const Photograph& photo, bool stateResolution);

/// Makes the blocks say that the picture lies so in its file (1–8), where it does or they say anything of it.
void stateOrientation(PhotoMetadata& metadata, int orientation);

/// photo.metadata.xmp, with what its IPTC says added: for a format that has no place for IPTC.
std::string xmpWithIptc(const PhotoMetadata& metadata);

/// The TIFF file with metadata.exif, .xmp and .iptc added to its tags.
Bytes withMetadata(const Bytes& tiff, const PhotoMetadata& metadata);

/// The block as text for a PNG's "Raw profile type" chunk: name, length and hexadecimal lines.
std::string rawProfile(std::string_view name, const Bytes& block);

}  // namespace lacuna::io
