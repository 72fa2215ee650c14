// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "ui/document/mask_layer.h"

namespace lacuna::ui {

// Converts masks between the engine's form (one channel, 8 bit) and the studio's. Both functions copy every
// pixel and must not run on the GUI thread (thread_guard.h).

/// Empty for a null mask.
ImageBuffer toMaskBuffer(const MaskLayer& mask);
MaskLayer toMaskLayer(const ImageBuffer& mask);

}  // namespace lacuna::ui
