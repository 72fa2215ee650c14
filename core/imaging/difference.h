// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Shows where a result differs from the photograph: |after − before| · gain per sample, in 8-bit levels,
/// clipped at white. Has the size and channels of `after`. Differences are taken at full depth, so that a
/// large gain also shows small differences of 16-bit pictures. If the sizes differ, `before` is first scaled
/// to that of `after` by bilinear interpolation. Channels and depths must agree (asserted); gain > 0. Any
/// thread.
ImageBuffer differencePicture(const ImageBuffer& before, const ImageBuffer& after, double gain);

}  // namespace lacuna
