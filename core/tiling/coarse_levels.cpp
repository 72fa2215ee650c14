// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/coarse_levels.h"

#include "core/base/mask.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace lacuna {
namespace {

/// Half the width, at the coarsest level, of the widest hole: less would leave nothing to solve there.
constexpr double kLeastHalfWidth = 2;
/// Shortest side of a coarse canvas.
constexpr int kLeastSide = 16;

/// The greatest distance of a marked pixel from an unmarked one.
double halfWidth(const ImageBuffer& mask, const Region& region) {
    cv::Mat1b marked(region.height, region.width);
    for (int y = 0; y < region.height; ++y) {
        const auto* row = mask.row<std::uint8_t>(region.y + y) + region.x;
        std::transform(row, row + region.width, marked[y],
                       [](std::uint8_t value) { return isMarked(value) ? 255 : 0; });
    }
    cv::Mat1f distance;
    cv::distanceTransform(marked, distance, cv::DIST_L2, cv::DIST_MASK_5);
    double widest = 0;
    cv::minMaxLoc(distance, nullptr, &widest);
    return std::min(widest, static_cast<double>(std::max(region.width, region.height)));
}

}  // namespace

int coarseReach(int factor, int context) {
    // A coarse level only lays the ground, so half of the context that exact pixels need will do.
    return factor * context / 2;
}

int coarseLevels(const ImageBuffer& mask, const Region& region, int most) {
    if (most == 0) return 0;
    const double widest = halfWidth(mask, region);
    const int side = std::min(mask.width(), mask.height());
    int levels = 0;
    while (levels < most && widest / (2 << levels) >= kLeastHalfWidth && side / (2 << levels) >= kLeastSide)
        ++levels;
    return levels;
}

std::vector<CoarseCanvas> coarseCanvases(const Region& region, int width, int height, int levels,
                                         int context) {
    std::vector<CoarseCanvas> canvases;
    for (int level = 1; level <= levels; ++level) {
        const int factor = 1 << level;
        const int further = std::max(0, coarseReach(factor, context) - context);
        // Aligned to the coarsest grid, so that every canvas begins on a pixel of the next coarser one.
        const int grid = 1 << levels;
        const auto end = [&](int last, int side) {
            return std::min(side, (last + further + grid - 1) / grid * grid);
        };
        CoarseCanvas canvas{factor, std::max(0, region.x - further) / grid * grid,
                            std::max(0, region.y - further) / grid * grid, 0, 0};
        canvas.width = end(region.x + region.width, width) - canvas.x;
        canvas.height = end(region.y + region.height, height) - canvas.y;
        canvases.push_back(canvas);
    }
    return canvases;
}

ImageBuffer coarseMask(const ImageBuffer& mask, const CoarseCanvas& canvas) {
    ImageBuffer out(canvas.ownWidth(), canvas.ownHeight(), 1, Depth::UInt8);
    std::vector<int> balance(static_cast<std::size_t>(out.width()));  // unmarked pixels less marked ones
    for (int y = 0; y < out.height(); ++y) {
        std::fill(balance.begin(), balance.end(), 0);
        const int bottom = std::min((y + 1) * canvas.factor, canvas.height);
        for (int from = y * canvas.factor; from < bottom; ++from) {
            const auto* row = mask.row<std::uint8_t>(canvas.y + from) + canvas.x;
            for (int x = 0; x < canvas.width; ++x)
                balance[static_cast<std::size_t>(x / canvas.factor)] += isMarked(row[x]) ? -1 : 1;
        }
        std::transform(balance.begin(), balance.end(), out.row<std::uint8_t>(y),
                       [](int value) { return value < 0 ? 255 : 0; });
    }
    return out;
}

}  // namespace lacuna
