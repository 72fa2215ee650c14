// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// Resizes a one-channel picture: by area averaging if it shrinks, else bicubic. Empty stays empty.
ImageBuffer resizedAlpha(const ImageBuffer& alpha, int width, int height);

}  // namespace lacuna
