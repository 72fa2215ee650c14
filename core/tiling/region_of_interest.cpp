// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/region_of_interest.h"

#include "core/base/mask.h"
#include "core/tiling/occupancy.h"
#include "core/tiling/tile_layout.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <numeric>
#include <optional>

namespace lacuna {

namespace {

/// Fixed cost of a network call, in pixels: below about 64×64 a call doesn't get any faster.
constexpr double kCallPixels = 64.0 * 64.0;

/// Side of the squares in which a region's damage is counted, in cells.
constexpr int kBlock = 8;

/// [left, right) × [top, bottom)
struct Box {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    Box joined(const Box& o) const {
        return {std::min(left, o.left), std::min(top, o.top), std::max(right, o.right),
                std::max(bottom, o.bottom)};
    }
};

/// Damage that is solved together.
struct Group {
    std::optional<Box> box;  ///< none: no damage, or merged into another group
    double blocks = 0;       ///< number of blocks that hold some of the damage

    void include(const Box& part) { box = box ? box->joined(part) : part; }
    /// Network pixels: the whole box, or only tiles around the damage, whichever is less.
    double cost(int context) const {
        const double whole = static_cast<double>(box->right - box->left) * (box->bottom - box->top);
        const double side = kBlock * Occupancy::kCell + 2.0 * context;
        return std::min(whole, blocks * side * side) + kCallPixels;
    }
};

/// The component of every occupied cell; 0 elsewhere. Components are numbered from 1.
cv::Mat1i labelledCells(const Occupancy& occupancy, int context) {
    const cv::Mat1b cells(occupancy.rows(), occupancy.columns(),
                          const_cast<std::uint8_t*>(occupancy.cells().data()));
    // A box of n cells joins cells that are at most n cells apart: all damage nearer than n · kCell pixels.
    const int reach = std::max(1, roundedUp(context, Occupancy::kCell) / Occupancy::kCell);
    cv::Mat1b grown;
    cv::dilate(cells, grown, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    cv::Mat1i labels;
    cv::connectedComponents(grown, labels, 8, CV_32S);
    labels.setTo(0, cells == 0);
    return labels;
}

/// Calls visit(label, left, right, y) for every row of every occupied cell.
template <typename Visit>
void forEachCellRow(const ImageBuffer& mask, const cv::Mat1i& labels, Visit visit) {
    for (int y = 0; y < mask.height(); ++y) {
        const int* cells = labels[y / Occupancy::kCell];
        for (int c = 0; c < labels.cols; ++c) {
            if (cells[c] == 0) continue;
            visit(cells[c], c * Occupancy::kCell, std::min((c + 1) * Occupancy::kCell, mask.width()), y);
        }
    }
}

/// The groups by label; label 0 has no damage.
std::vector<Group> groupsOf(const ImageBuffer& mask, const cv::Mat1i& labels) {
    std::vector<Group> groups(*std::max_element(labels.begin(), labels.end()) + 1);
    forEachCellRow(mask, labels, [&](int label, int left, int right, int y) {
        const auto* row = mask.row<std::uint8_t>(y);
        const auto* first = std::find_if(row + left, row + right, isMarked);
        if (first == row + right) return;
        const auto* last = row + right;
        while (!isMarked(last[-1]))
            --last;
        groups[label].include({static_cast<int>(first - row), y, static_cast<int>(last - row), y + 1});
    });
    std::vector<int> seen;
    for (int top = 0; top < labels.rows; top += kBlock) {
        for (int left = 0; left < labels.cols; left += kBlock) {
            const cv::Mat1i block = labels(cv::Range(top, std::min(top + kBlock, labels.rows)),
                                           cv::Range(left, std::min(left + kBlock, labels.cols)));
            seen.assign(block.begin(), block.end());
            std::sort(seen.begin(), seen.end());
            seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
            for (const int label : seen)
                ++groups[label].blocks;
        }
    }
    return groups;
}

/// Extends [begin, end) on both sides to a length of at least `least`, within [0, size).
void lengthen(int& begin, int& end, int least, int stride, int size) {
    least = std::min(least, size);
    if (end - begin >= least) return;
    begin = std::max(begin - (least - (end - begin)) / 2, 0) / stride * stride;
    begin = std::min(begin, size - least);
    end = std::max(end, begin + least);
}

Box grownAndAligned(const Box& damage, int context, int stride, int least, const ImageBuffer& photo) {
    Box box{std::max(damage.left - context, 0) / stride * stride,
            std::max(damage.top - context, 0) / stride * stride, 0, 0};
    box.right = std::min(box.left + roundedUp(damage.right + context - box.left, stride), photo.width());
    box.bottom = std::min(box.top + roundedUp(damage.bottom + context - box.top, stride), photo.height());
    lengthen(box.left, box.right, least, stride, photo.width());
    lengthen(box.top, box.bottom, least, stride, photo.height());
    return box;
}

/// Joins groups while that saves work. Returns for every group the group that it is part of now.
std::vector<int> joinWhereCheaper(std::vector<Group>& groups, int context) {
    std::vector<int> into(groups.size());
    std::iota(into.begin(), into.end(), 0);
    bool changed = true;
    while (changed) {
        changed = false;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            for (std::size_t j = i + 1; groups[i].box && j < groups.size(); ++j) {
                if (!groups[j].box) continue;
                const Group both{groups[i].box->joined(*groups[j].box), groups[i].blocks + groups[j].blocks};
                if (both.cost(context) > groups[i].cost(context) + groups[j].cost(context)) continue;
                groups[i] = both;
                groups[j].box.reset();
                std::replace(into.begin(), into.end(), static_cast<int>(j), static_cast<int>(i));
                changed = true;
            }
        }
    }
    return into;
}

}  // namespace

std::vector<Region> regionsOfInterest(const ImageBuffer& mask, int context, int stride, int least) {
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8 && context >= 0 && stride >= 1);
    const Occupancy occupancy(mask);
    if (occupancy.isEmpty()) return {};
    const cv::Mat1i labels = labelledCells(occupancy, context);
    std::vector<Group> groups = groupsOf(mask, labels);
    for (Group& group : groups) {
        if (group.box) group.box = grownAndAligned(*group.box, context, stride, least, mask);
    }
    const std::vector<int> into = joinWhereCheaper(groups, context);

    std::vector<Region> regions;
    std::vector<int> indexOf(groups.size(), -1);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (!groups[i].box) continue;
        const Box& box = *groups[i].box;
        const int width = box.right - box.left;
        const int height = box.bottom - box.top;
        indexOf[i] = static_cast<int>(regions.size());
        regions.push_back({box.left, box.top, width, height, ImageBuffer(width, height, 1, Depth::UInt8)});
    }
    forEachCellRow(mask, labels, [&](int label, int left, int right, int y) {
        Region& region = regions[indexOf[into[label]]];
        const auto* from = mask.row<std::uint8_t>(y);
        auto* to = region.restore.row<std::uint8_t>(y - region.y);
        for (int x = left; x < right; ++x) {
            if (isMarked(from[x])) to[x - region.x] = 255;
        }
    });
    return regions;
}

}  // namespace lacuna
