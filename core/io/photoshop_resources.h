// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

#include <string_view>

// What Photoshop keeps in a segment of a JPEG or a tag of a TIFF: "8BIM", a number, a padded name, a length,
// padded data, and so on.
namespace lacuna::io::photoshop {

/// The resources that are still valid, unchanged: neither the IPTC and its digest, which PhotoMetadata holds,
/// nor thumbnails. The list ends at the first malformed one.
Bytes keptResources(std::string_view all);

/// The IPTC records as a resource; empty if there are none.
Bytes iptcResource(const Bytes& iptc);

}  // namespace lacuna::io::photoshop
