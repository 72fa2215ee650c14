// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Marks what has the colour of pixel (x, y) of a photograph, which must lie inside (asserted): pixels of
/// which no channel differs by more than `tolerance`, in 8-bit levels (0–255) whatever the depth.
/// `connected`: only those that hang together with that pixel by their sides. The mask has one channel, 8
/// bit, values 0 and 255. Any thread.
ImageBuffer similarColour(const ImageBuffer& photo, int x, int y, double tolerance, bool connected);

}  // namespace lacuna
