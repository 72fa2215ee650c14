// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// One channel of the same depth: the luma (BT.601, full range, rounded) of a colour picture, or a copy of a
/// grey one.
ImageBuffer toGrey(const ImageBuffer& image);

}  // namespace lacuna
