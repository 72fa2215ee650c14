// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Marks the pixels whose colour is close to that of pixel (x, y), which must lie inside (asserted): no
/// channel differs by more than `tolerance`, in 8-bit levels (0–255) at either depth. `connected`: only
/// pixels connected to (x, y) through pixels that share a side. The mask has one channel, 8 bit, values 0 and
/// 255. Any thread.
ImageBuffer similarColour(const ImageBuffer& photo, int x, int y, double tolerance, bool connected);

}  // namespace lacuna
