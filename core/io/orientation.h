// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna::io {

/// Turns a stored picture upright. `orientation` is EXIF's, 1–8. Empty stays empty.
ImageBuffer upright(const ImageBuffer& image, int orientation);

/// The reverse: the upright picture as a file of that orientation stores it.
ImageBuffer asStored(const ImageBuffer& image, int orientation);

}  // namespace lacuna::io
