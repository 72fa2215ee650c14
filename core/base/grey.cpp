// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/grey.h"

namespace lacuna {
namespace {

template <typename T>
void weigh(const ImageBuffer& from, ImageBuffer& to) {
    for (int y = 0; y < from.height(); ++y) {
        const T* rgb = from.row<T>(y);
        T* grey = to.row<T>(y);
        for (int x = 0; x < from.width(); ++x, rgb += 3) {
            grey[x] = static_cast<T>((299U * rgb[0] + 587U * rgb[1] + 114U * rgb[2] + 500U) / 1000U);
        }
    }
}

}  // namespace

ImageBuffer toGrey(const ImageBuffer& image) {
    if (image.isEmpty() || image.channels() == 1) return image;
    ImageBuffer out(image.width(), image.height(), 1, image.depth());
    if (image.depth() == Depth::UInt8) {
        weigh<std::uint8_t>(image, out);
    } else {
        weigh<std::uint16_t>(image, out);
    }
    return out;
}

}  // namespace lacuna
