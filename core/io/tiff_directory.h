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

}  // namespace lacuna::io::tiff
