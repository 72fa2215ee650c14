// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/mask_image.h"

#include "ui/base/thread_guard.h"

#include <cstring>

namespace lacuna::ui {

ImageBuffer toMaskBuffer(const MaskLayer& mask) {
    mustNotBlockGui("toMaskBuffer");
    if (mask.isNull()) return {};
    const QSize size = mask.size();
    ImageBuffer buffer(size.width(), size.height(), 1, Depth::UInt8);
    for (int y = 0; y < size.height(); ++y)
        mask.readRow(0, y, 0, size.width(), buffer.row<std::uint8_t>(y));
    return buffer;
}

MaskLayer toMaskLayer(const ImageBuffer& mask) {
    mustNotBlockGui("toMaskLayer");
    QImage image(mask.width(), mask.height(), QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height(); ++y)
        std::memcpy(image.scanLine(y), mask.row<std::uint8_t>(y), std::size_t(mask.width()));
    return MaskLayer(image);
}

}  // namespace lacuna::ui
