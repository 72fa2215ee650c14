// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna::io {

/// The picture upright, if `orientation` (EXIF's 1–8) says how it lies. Empty stays empty.
ImageBuffer upright(const ImageBuffer& image, int orientation);

/// The reverse: the picture as it lies in a file of that orientation.
ImageBuffer asStored(const ImageBuffer& image, int orientation);

}  // namespace lacuna::io
