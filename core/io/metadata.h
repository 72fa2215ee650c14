// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"
#include "core/io/formats.h"

#include <string>
#include <string_view>

// EXIF, XMP and IPTC, through Exiv2. Any thread; calls are serialised, because Exiv2's XMP toolkit is not
// thread-safe. Metadata that Exiv2 can't read is left out with a warning in the log; it never prevents
// reading the picture.
namespace lacuna::io {

struct ReadMetadata {
    PhotoMetadata kept;        ///< without the ICC profile and blocks
    int orientation = 0;       ///< 1–8, from EXIF; 0: not stated
    double pixelsPerInch = 0;  ///< from EXIF; 0: not stated
    PixelSize pixelSize;       ///< from EXIF
    bool hadGainMap = false;   ///< whether the XMP announced one; what it said is removed
    bool hadFilm = false;      ///< the same for the film of a motion photo
};

/// The metadata of a file. `found` is what its decoder has found: if that is `complete`, the blocks are
/// parsed and the file isn't looked at; else only its XMP packet counts, unless it is empty. The EXIF is
/// without the tags that describe how a TIFF stores its pixels, and without the thumbnail, which would show
/// the photograph before its restoration. The XMP announces no second picture or film. Orientation is set to
/// 1 in both.
ReadMetadata readMetadata(ByteView file, const PhotoMetadata& found, bool complete);

/// photo.metadata.exif for a file of that format: the tags for the pixel dimensions are set to those of
/// photo.pixels, the resolution is added where the format has no other place for it, and a thumbnail is made
/// if the photograph had one and the format holds one. Empty stays empty, unless a resolution is added.
Bytes exifForWriting(const Photograph& photo, const FormatRow& row);

/// Sets the orientation (1–8) in the blocks. If it is 1, only blocks that state an orientation are changed,
/// unless `always`.
void stateOrientation(PhotoMetadata& metadata, int orientation, bool always = false);

/// metadata.xmp with the contents of metadata.iptc added, for a format that can't hold IPTC.
std::string xmpWithIptc(const PhotoMetadata& metadata);

/// The TIFF file with metadata.exif, .xmp and .iptc added to its tags.
Bytes withMetadata(const Bytes& tiff, const PhotoMetadata& metadata);

/// The block as text for a PNG's "Raw profile type" chunk: name, length and hexadecimal lines.
std::string rawProfile(std::string_view name, const Bytes& block);

}  // namespace lacuna::io
