// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/mask_components.h"

#include "core/base/mask.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

namespace lacuna {
namespace {

struct Labelled {
    cv::Mat labels;  ///< by pixel: 0 or 1 + the index of its component
    std::vector<MaskComponent> components;
};

Labelled labelled(const ImageBuffer& mask) {
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8);
    const cv::Mat view(mask.height(), mask.width(), CV_8UC1,
                       const_cast<std::byte*>(mask.data()));  // only read
    cv::Mat binary;
    cv::threshold(view, binary, kMarkedAbove, 255, cv::THRESH_BINARY);
    Labelled out;
    cv::Mat statistics, centres;
    const int count = cv::connectedComponentsWithStats(binary, out.labels, statistics, centres, 8, CV_32S);
    // Beyond the border nothing is marked, so that a line along it has its own width.
    cv::copyMakeBorder(binary, binary, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::Mat distance;
    cv::distanceTransform(binary, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    std::vector<double> sums(static_cast<std::size_t>(count));
    std::vector<std::pair<int, int>> pixels(static_cast<std::size_t>(count), {-1, -1});
    for (int y = 0; y < mask.height(); ++y) {
        const auto* label = out.labels.ptr<std::int32_t>(y);
        const auto* far = distance.ptr<float>(y + 1) + 1;
        for (int x = 0; x < mask.width(); ++x) {
            const auto of = static_cast<std::size_t>(label[x]);
            if (of == 0) continue;
            sums[of] += far[x];
            if (pixels[of].first < 0) pixels[of] = {x, y};
        }
    }
    out.components.reserve(static_cast<std::size_t>(count - 1));
    for (int i = 1; i < count; ++i) {
        const auto* row = statistics.ptr<std::int32_t>(i);
        MaskComponent component{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                                row[cv::CC_STAT_HEIGHT]};
        std::tie(component.x, component.y) = pixels[static_cast<std::size_t>(i)];
        component.area = row[cv::CC_STAT_AREA];
        // Across a line of w pixels the distances are 1, 2, …, 2, 1: on average w/4 + 1/2, and 1/(4w) more if
        // w is odd.
        const double mean = sums[static_cast<std::size_t>(i)] / static_cast<double>(component.area);
        const double twice = std::max(2.0, 4 * (mean - 0.5));
        // Between the two: lines of one and of two pixels can't be told apart.
        component.thickness = (3 * twice + std::sqrt(twice * twice - 4)) / 4;
        out.components.push_back(component);
    }
    return out;
}

}  // namespace

std::vector<MaskComponent> componentsOf(const ImageBuffer& mask) {
    return labelled(mask).components;
}

ImageBuffer keptComponents(const ImageBuffer& mask, const std::function<bool(const MaskComponent&)>& keeps) {
    const Labelled all = labelled(mask);
    std::vector<std::uint8_t> kept(all.components.size() + 1);
    for (std::size_t i = 0; i < all.components.size(); ++i)
        kept[i + 1] = keeps(all.components[i]) ? 1 : 0;
    ImageBuffer out = mask;
    for (int y = 0; y < mask.height(); ++y) {
        const auto* label = all.labels.ptr<std::int32_t>(y);
        auto* row = out.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x)
            if (kept[static_cast<std::size_t>(label[x])] == 0) row[x] = 0;
    }
    return out;
}

ImageBuffer withoutComponentAt(const ImageBuffer& mask, int x, int y) {
    assert(x >= 0 && y >= 0 && x < mask.width() && y < mask.height());
    const cv::Mat labels = labelled(mask).labels;
    const std::int32_t here = labels.at<std::int32_t>(y, x);
    ImageBuffer out = mask;
    if (here == 0) return out;
    for (int v = 0; v < mask.height(); ++v) {
        const auto* label = labels.ptr<std::int32_t>(v);
        auto* row = out.row<std::uint8_t>(v);
        for (int u = 0; u < mask.width(); ++u)
            if (label[u] == here) row[u] = 0;
    }
    return out;
}

}  // namespace lacuna
