// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/region_of_interest.h"

#include "core/tiling/occupancy.h"
#include "core/tiling/tile_layout.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <numeric>

namespace lacuna {

namespace {

/// What a network call costs beside its pixels, in pixels: below about 64×64 a call doesn't get any faster.
constexpr double kCallPixels = 64.0 * 64.0;

/// [left, right) × [top, bottom)
struct Box {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    bool isEmpty() const { return right <= left; }
    double cost() const { return static_cast<double>(right - left) * (bottom - top) + kCallPixels; }
    Box joined(const Box& o) const {
        if (isEmpty()) return o;
        if (o.isEmpty()) return *this;
        return {std::min(left, o.left), std::min(top, o.top), std::max(right, o.right),
                std::max(bottom, o.bottom)};
    }
};

/// The component of every occupied cell; 0 elsewhere. Components are numbered from 1.
cv::Mat1i labelledCells(const Occupancy& occupancy, int context) {
    const cv::Mat1b cells(occupancy.rows(), occupancy.columns(),
                          const_cast<std::uint8_t*>(occupancy.cells().data()));
    // A box of n cells joins what is at most n cells apart: everything nearer than n · kCell pixels.
    const int reach = std::max(1, roundedUp(context, Occupancy::kCell) / Occupancy::kCell);
    cv::Mat1b grown;
    cv::dilate(cells, grown, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    cv::Mat1i labels;
    cv::connectedComponents(grown, labels, 8, CV_32S);
    labels.setTo(0, cells == 0);
    return labels;
}

/// Calls visit(label, x, y) for every masked pixel.
template <typename Visit>
void forEachMasked(const ImageBuffer& mask, const cv::Mat1i& labels, Visit visit) {
    for (int y = 0; y < mask.height(); ++y) {
        const std::uint8_t* pixels = mask.row<std::uint8_t>(y);
        const int* cells = labels[y / Occupancy::kCell];
        for (int c = 0; c < labels.cols; ++c) {
            if (cells[c] == 0) continue;
            const int end = std::min((c + 1) * Occupancy::kCell, mask.width());
            for (int x = c * Occupancy::kCell; x < end; ++x) {
                if (pixels[x] > 127) visit(cells[c], x, y);
            }
        }
    }
}

Box grownAndAligned(const Box& damage, int context, int stride, const ImageBuffer& photo) {
    Box box{std::max(damage.left - context, 0) / stride * stride,
            std::max(damage.top - context, 0) / stride * stride, 0, 0};
    box.right = std::min(box.left + roundedUp(damage.right + context - box.left, stride), photo.width());
    box.bottom = std::min(box.top + roundedUp(damage.bottom + context - box.top, stride), photo.height());
    return box;
}

/// Joins boxes while that saves work; into[i] is the index of the box that took over box i.
void joinWhereCheaper(std::vector<Box>& boxes, std::vector<int>& into) {
    bool changed = true;
    while (changed) {
        changed = false;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            if (boxes[i].isEmpty()) continue;
            for (std::size_t j = i + 1; j < boxes.size(); ++j) {
                if (boxes[j].isEmpty()) continue;
                const Box both = boxes[i].joined(boxes[j]);
                if (both.cost() > boxes[i].cost() + boxes[j].cost()) continue;
                boxes[i] = both;
                boxes[j] = {};
                std::replace(into.begin(), into.end(), static_cast<int>(j), static_cast<int>(i));
                changed = true;
            }
        }
    }
}

}  // namespace

std::vector<Region> regionsOfInterest(const ImageBuffer& mask, int context, int stride) {
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8 && context >= 0 && stride >= 1);
    const Occupancy occupancy(mask);
    if (occupancy.isEmpty()) return {};
    const cv::Mat1i labels = labelledCells(occupancy, context);

    const int count = *std::max_element(labels.begin(), labels.end()) + 1;
    std::vector<Box> boxes(count);
    forEachMasked(mask, labels, [&](int label, int x, int y) {
        boxes[label] = boxes[label].joined({x, y, x + 1, y + 1});
    });
    for (Box& box : boxes) {
        if (!box.isEmpty()) box = grownAndAligned(box, context, stride, mask);
    }
    std::vector<int> into(count);
    std::iota(into.begin(), into.end(), 0);
    joinWhereCheaper(boxes, into);

    std::vector<Region> regions;
    std::vector<int> indexOf(count, -1);
    for (int label = 1; label < count; ++label) {
        const Box& box = boxes[label];
        if (box.isEmpty()) continue;
        indexOf[label] = static_cast<int>(regions.size());
        const int width = box.right - box.left;
        const int height = box.bottom - box.top;
        regions.push_back({box.left, box.top, width, height, ImageBuffer(width, height, 1, Depth::UInt8)});
    }
    forEachMasked(mask, labels, [&](int label, int x, int y) {
        Region& region = regions[indexOf[into[label]]];
        region.restore.row<std::uint8_t>(y - region.y)[x - region.x] = 255;
    });
    return regions;
}

}  // namespace lacuna
