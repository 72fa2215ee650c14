// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Where a result differs from the photograph: |after − before| · gain per sample, as 8-bit levels, clipped
/// at white; `after`'s size and channels. Differences are taken at full depth, so that a large gain shows
/// what 16 bits hold. Where the sizes differ, `before` is first scaled to `after`'s by bilinear
/// interpolation. Channels and depths must agree (asserted); gain > 0. Any thread.
ImageBuffer differencePicture(const ImageBuffer& before, const ImageBuffer& after, double gain);

}  // namespace lacuna
