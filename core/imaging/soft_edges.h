// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Blends a restoration with the photograph where its mask has soft edges: a pixel whose mask value m lies
/// between 127 and 255 becomes the mean of `photo` and `result`, with weight (m − 127) / 128 for `result`.
/// Pixels with 255 and unmarked pixels stay unchanged. `mask` has one channel, 8 bit; sizes, channels and
/// depths must agree (asserted). Any thread.
void blendSoftEdges(ImageBuffer& result, const ImageBuffer& photo, const ImageBuffer& mask);

}  // namespace lacuna
