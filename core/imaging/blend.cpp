// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/blend.h"

#include "core/base/parallel_rows.h"

#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

constexpr std::int64_t kLeastRows = 16;

template <typename Sample>
void blendRow(Sample* result, const Sample* base, int count, double share) {
    for (int i = 0; i < count; ++i)
        result[i] = static_cast<Sample>(std::lround(base[i] + share * (result[i] - base[i])));
}

}  // namespace

ImageBuffer blended(const ImageBuffer& base, const ImageBuffer& over, double share) {
    assert(base.width() == over.width() && base.height() == over.height());
    assert(base.channels() == over.channels() && base.depth() == over.depth());
    assert(share >= 0 && share <= 1);
    ImageBuffer result = over;
    const int count = base.width() * base.channels();
    parallelRows(base.height(), kLeastRows, [&](std::int64_t begin, std::int64_t end) {
        for (int y = static_cast<int>(begin); y < end; ++y) {
            if (base.depth() == Depth::UInt8)
                blendRow(result.row<std::uint8_t>(y), base.row<std::uint8_t>(y), count, share);
            else
                blendRow(result.row<std::uint16_t>(y), base.row<std::uint16_t>(y), count, share);
        }
    });
    return result;
}

}  // namespace lacuna
