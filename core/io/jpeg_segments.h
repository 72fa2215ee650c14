// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/jpeg_library.h"

// The segments of a JPEG besides those of its picture.
namespace lacuna::io::jpeg {

inline constexpr std::size_t kMostInSegment = 65533;

/// The segments that no other part of PhotoMetadata keeps, as they came: comments, unknown ones, and
/// Photoshop's resources, without IPTC and thumbnails. Thumbnails and tables of further pictures are left
/// out.
std::vector<FormatBlock> readSegments(const jpeg_decompress_struct& codec);

/// The XMP packet as it came; empty: there is none.
std::string xmpOf(const jpeg_decompress_struct& codec);

/// Whether a segment says, as in ISO 21496-1, that there is a gain map.
bool announcesGainMap(const jpeg_decompress_struct& codec);

/// Photoshop's resources, with the IPTC in their midst, for a segment APP13; empty if there are none.
Bytes photoshopSegment(const PhotoMetadata& metadata);

/// The names of what exceeds a segment, and can't be written into a JPEG.
std::vector<std::string> tooLarge(const PhotoMetadata& metadata);

/// What follows the picture's end, without the padding of some cameras.
std::size_t bytesBehind(const jpeg_decompress_struct& codec);
/// Whether that is a film (ISO media), as in a motion photo.
bool isFilmBehind(const jpeg_decompress_struct& codec);

}  // namespace lacuna::io::jpeg
