// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/thumbnail.h"

#include "core/base/log.h"
#include "core/io/colour.h"
#include "core/io/format_rows.h"

#include <algorithm>

namespace lacuna::io {
namespace {

constexpr int kSide = 160;
constexpr int kQuality = 85;

/// The mean of the pixels that fall on each pixel of the small picture.
template <typename T>
void shrink(const ImageBuffer& from, ImageBuffer& to) {
    const auto begin = [](int at, int size, int sizeOfAll) {
        return static_cast<int>(std::int64_t{at} * sizeOfAll / size);
    };
    for (int y = 0; y < to.height(); ++y) {
        const int top = begin(y, to.height(), from.height()),
                  bottom = begin(y + 1, to.height(), from.height());
        for (int x = 0; x < to.width(); ++x) {
            const int left = begin(x, to.width(), from.width()),
                      right = begin(x + 1, to.width(), from.width());
            std::uint64_t sums[3] = {};
            for (int row = top; row < bottom; ++row) {
                const T* pixel = from.row<T>(row) + static_cast<std::ptrdiff_t>(left) * from.channels();
                for (int column = left; column < right; ++column) {
                    for (int c = 0; c < from.channels(); ++c)
                        sums[c] += *pixel++;
                }
            }
            const auto count =
                static_cast<std::uint64_t>(bottom - top) * static_cast<std::uint64_t>(right - left);
            for (int c = 0; c < from.channels(); ++c)
                to.row<T>(y)[x * from.channels() + c] = static_cast<T>((sums[c] + count / 2) / count);
        }
    }
}

}  // namespace

Bytes thumbnailOf(const Photograph& photo) {
    const ImageBuffer& pixels = photo.pixels;
    const int longest = std::max({pixels.width(), pixels.height(), kSide});
    const auto scaled = [longest](int side) {
        return std::max(1, static_cast<int>(std::int64_t{side} * kSide / longest));
    };
    ImageBuffer small(scaled(pixels.width()), scaled(pixels.height()), pixels.channels(), pixels.depth());
    if (pixels.depth() == Depth::UInt8) {
        shrink<std::uint8_t>(pixels, small);
    } else {
        shrink<std::uint16_t>(pixels, small);
    }
    Photograph out;
    out.pixels = toSrgb(small, photo.metadata.icc);
    out.quality = kQuality;
    try {
        return writerOf(FileFormat::Jpeg)->encode(out);
    } catch (const Fault& fault) {
        log::warning(std::string("the thumbnail can't be made: ") + fault.what());
        return {};
    }
}

}  // namespace lacuna::io
