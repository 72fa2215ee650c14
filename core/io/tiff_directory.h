// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

// The tags of any page of a TIFF or BigTIFF, for metadata that Exiv2 can't find: it reads the first page of
// ordinary TIFFs only.
namespace lacuna::io::tiff {

struct DirectoryTags {
    Bytes exif;  ///< an ordinary TIFF structure with the tags that fit one, and those of EXIF and GPS
    Bytes iptc;
};

/// `index`: of the directory, from 0. What makes no sense is left out; never throws Fault.
DirectoryTags readTags(ByteView file, int index);

/// Whether an ordinary TIFF is a camera's raw file: a DNG, one of a compression that only cameras use, or one
/// whose first picture is a preview, with the sensor's data in directories below it.
bool isRawDirectory(ByteView file);

}  // namespace lacuna::io::tiff
