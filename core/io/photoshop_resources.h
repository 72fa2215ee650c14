// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

#include <string_view>

// What Photoshop keeps in a segment of a JPEG or a tag of a TIFF: "8BIM", a number, a padded name, a length,
// padded data, and so on.
namespace lacuna::io::photoshop {

/// Those that stay true, as they came: not the IPTC with its digest, which PhotoMetadata has, and no
/// thumbnails. What makes no sense ends it.
Bytes keptResources(std::string_view all);

/// The IPTC records as a resource; empty if there are none.
Bytes iptcResource(const Bytes& iptc);

}  // namespace lacuna::io::photoshop
