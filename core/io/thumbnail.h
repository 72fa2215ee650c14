// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

namespace lacuna::io {

/// A small JPEG of the photograph in sRGB, as EXIF holds it: at most 160 × 160 pixels. Empty if it can't be
/// made.
Bytes thumbnailOf(const Photograph& photo);

}  // namespace lacuna::io
