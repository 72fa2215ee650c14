// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/mask_operations.h"

#include "core/base/mask.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

constexpr double kRounding = 1e-3;

/// The buffer's bytes as a matrix, without a copy.
cv::Mat view(const ImageBuffer& mask) {
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8);
    return {mask.height(), mask.width(), CV_8UC1,
            const_cast<std::byte*>(mask.data())};  // read only: every caller passes it as a source
}

/// The bounding box of the marked pixels, with `margin` added on every side.
cv::Rect around(const ImageBuffer& mask, double margin) {
    int left = mask.width();
    int right = -1;
    int top = mask.height();
    int bottom = -1;
    for (int y = 0; y < mask.height(); ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        const auto* end = row + mask.width();
        const auto* first = std::find_if(row, end, isMarked);
        if (first == end) continue;
        top = std::min(top, y);
        bottom = y;
        left = std::min(left, static_cast<int>(first - row));
        for (const auto* last = end; last - row > right + 1; --last) {
            if (isMarked(last[-1])) right = static_cast<int>(last - row) - 1;
        }
    }
    if (right < 0) return {};
    const int more = static_cast<int>(std::ceil(margin)) + 1;
    return cv::Rect(left - more, top - more, right - left + 1 + 2 * more, bottom - top + 1 + 2 * more) &
           cv::Rect(0, 0, mask.width(), mask.height());
}

/// Distances, as floats, to the nearest pixel of `area` that is marked, or that is not marked.
cv::Mat distances(const ImageBuffer& mask, const cv::Rect& area, bool toMarked) {
    cv::Mat binary;
    cv::threshold(view(mask)(area), binary, kMarkedAbove, 255,
                  toMarked ? cv::THRESH_BINARY_INV : cv::THRESH_BINARY);
    cv::Mat distance;
    cv::distanceTransform(binary, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return distance;
}

/// A mask of the same size whose value in `area` is value(distance) and 0 elsewhere.
template <typename Value>
ImageBuffer fromDistances(const ImageBuffer& mask, const cv::Rect& area, bool toMarked, Value value) {
    ImageBuffer out(mask.width(), mask.height(), 1, Depth::UInt8);
    if (area.empty()) return out;
    const cv::Mat distance = distances(mask, area, toMarked);
    for (int y = 0; y < area.height; ++y) {
        const auto* from = distance.ptr<float>(y);
        auto* to = out.row<std::uint8_t>(area.y + y) + area.x;
        for (int x = 0; x < area.width; ++x)
            to[x] = value(from[x]);
    }
    return out;
}

}  // namespace

ImageBuffer grown(const ImageBuffer& mask, double pixels) {
    return fromDistances(mask, around(mask, pixels), true, [pixels](float distance) -> std::uint8_t {
        return distance <= pixels + kRounding ? 255 : 0;
    });
}

ImageBuffer shrunk(const ImageBuffer& mask, double pixels) {
    return fromDistances(mask, around(mask, 0), false, [pixels](float distance) -> std::uint8_t {
        return distance > pixels + kRounding ? 255 : 0;
    });
}

ImageBuffer feathered(const ImageBuffer& mask, double pixels) {
    const double slope = (255 - kMarkedAbove - 1) / (pixels + 1);
    return fromDistances(mask, around(mask, pixels), true, [pixels, slope](float distance) -> std::uint8_t {
        if (distance > pixels + kRounding) return 0;
        return static_cast<std::uint8_t>(std::lround(255 - slope * distance));
    });
}

ImageBuffer enlarged(const ImageBuffer& mask, int factor) {
    assert(factor >= 1);
    if (factor == 1 || mask.isEmpty()) return mask;
    ImageBuffer out(mask.width() * factor, mask.height() * factor, 1, Depth::UInt8);
    for (int y = 0; y < out.height(); ++y) {
        const auto* from = mask.row<std::uint8_t>(y / factor);
        auto* to = out.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x)
            std::fill_n(to + static_cast<std::ptrdiff_t>(x) * factor, factor, from[x]);
    }
    return out;
}

}  // namespace lacuna
