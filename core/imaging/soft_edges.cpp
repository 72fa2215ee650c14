// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/soft_edges.h"

#include "core/base/mask.h"

#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

template <typename Sample>
void blendRow(Sample* result, const Sample* photo, const std::uint8_t* mask, int width, int channels) {
    for (int x = 0; x < width; ++x, result += channels, photo += channels) {
        if (!isMarked(mask[x]) || mask[x] == 255) continue;
        const double weight = (mask[x] - kMarkedAbove) / double(255 - kMarkedAbove);
        for (int c = 0; c < channels; ++c)
            result[c] = static_cast<Sample>(std::lround(photo[c] + weight * (result[c] - photo[c])));
    }
}

}  // namespace

void blendSoftEdges(ImageBuffer& result, const ImageBuffer& photo, const ImageBuffer& mask) {
    assert(result.width() == photo.width() && result.height() == photo.height());
    assert(mask.width() == photo.width() && mask.height() == photo.height());
    assert(result.channels() == photo.channels() && result.depth() == photo.depth());
    for (int y = 0; y < result.height(); ++y) {
        const auto* values = mask.row<std::uint8_t>(y);
        if (result.depth() == Depth::UInt8) {
            blendRow(result.row<std::uint8_t>(y), photo.row<std::uint8_t>(y), values, result.width(),
                     result.channels());
        } else {
            blendRow(result.row<std::uint16_t>(y), photo.row<std::uint16_t>(y), values, result.width(),
                     result.channels());
        }
    }
}

}  // namespace lacuna
