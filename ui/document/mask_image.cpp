// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/mask_image.h"

#include "ui/base/thread_guard.h"

#include <cstring>

namespace lacuna::ui {

ImageBuffer toMaskBuffer(const QImage& mask) {
    mustNotBlockGui("toMaskBuffer");
    if (mask.isNull()) return {};
    Q_ASSERT(mask.format() == QImage::Format_Grayscale8);
    ImageBuffer buffer(mask.width(), mask.height(), 1, Depth::UInt8);
    for (int y = 0; y < mask.height(); ++y)
        std::memcpy(buffer.row<std::uint8_t>(y), mask.constScanLine(y), std::size_t(mask.width()));
    return buffer;
}

QImage toMaskImage(const ImageBuffer& mask) {
    mustNotBlockGui("toMaskImage");
    QImage image(mask.width(), mask.height(), QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height(); ++y)
        std::memcpy(image.scanLine(y), mask.row<std::uint8_t>(y), std::size_t(mask.width()));
    return image;
}

}  // namespace lacuna::ui
