// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/orientation.h"

#include <algorithm>

namespace lacuna::io {
namespace {

template <typename T>
void turn(const ImageBuffer& from, ImageBuffer& to, int orientation) {
    const int channels = from.channels();
    const bool swapped = orientation >= 5;  // the file's rows are the view's columns
    // Whether the view's x and y axes are opposite to the file's.
    const bool flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (int y = 0; y < to.height(); ++y) {
        T* target = to.row<T>(y);
        for (int x = 0; x < to.width(); ++x, target += channels) {
            int sourceX = swapped ? y : x;
            int sourceY = swapped ? x : y;
            if (flipX) sourceX = from.width() - 1 - sourceX;
            if (flipY) sourceY = from.height() - 1 - sourceY;
            std::copy_n(from.row<T>(sourceY) + static_cast<std::ptrdiff_t>(sourceX) * channels, channels,
                        target);
        }
    }
}

}  // namespace

ImageBuffer upright(const ImageBuffer& image, int orientation) {
    if (image.isEmpty() || orientation <= 1 || orientation > 8) return image;
    const bool swapped = orientation >= 5;
    ImageBuffer out(swapped ? image.height() : image.width(), swapped ? image.width() : image.height(),
                    image.channels(), image.depth());
    if (image.depth() == Depth::UInt8) {
        turn<std::uint8_t>(image, out, orientation);
    } else {
        turn<std::uint16_t>(image, out, orientation);
    }
    return out;
}

ImageBuffer asStored(const ImageBuffer& image, int orientation) {
    // Every orientation is its own reverse, except the two quarter turns, which reverse each other.
    return upright(image, orientation == 6 ? 8 : orientation == 8 ? 6 : orientation);
}

}  // namespace lacuna::io
