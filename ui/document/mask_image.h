// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <QImage>

namespace lacuna::ui {

// Converts masks between the engine's form (one channel, 8 bit) and the studio's (grey, 8 bit). Both
// functions copy every pixel and must not run on the GUI thread (thread_guard.h).

/// Empty for a null picture.
ImageBuffer toMaskBuffer(const QImage& mask);
QImage toMaskImage(const ImageBuffer& mask);

}  // namespace lacuna::ui
