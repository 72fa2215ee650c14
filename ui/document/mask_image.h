// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <QImage>

namespace lacuna::ui {

// A mask as the engine has it (one channel, 8 bit) and as the studio has it (grey, 8 bit). Both copy every
// pixel and must not run on the GUI thread (thread_guard.h).

/// Empty for a null picture.
ImageBuffer toMaskBuffer(const QImage& mask);
QImage toMaskImage(const ImageBuffer& mask);

}  // namespace lacuna::ui
