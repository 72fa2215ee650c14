// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace lacuna {

/// Pixels that touch each other, at corners too, and whose values all reach some level. Those of a lower
/// level contain those of the higher ones.
struct NestedComponent {
    int left = std::numeric_limits<int>::max(), top = left;  ///< the smallest rectangle around it
    int right = -1, bottom = -1;                             ///< its last column and row
    std::int64_t area = 0;                                   ///< in pixels
    std::uint16_t peak = 0;                                  ///< its highest value
    std::int64_t strong = 0;                                 ///< how many of them reach the strong level
    double outline = 0;  ///< length in pixels, by the Cauchy-Crofton formula with four directions

    double extent() const;
    /// Mean width across: a line's width, half of a disc's diameter.
    double thickness() const { return 2 * static_cast<double>(area) / std::max(outline, 1.0); }
};

/// A mask (core/base/mask.h) of all pixels of `values` (one channel, 16 bit) that belong to a component which
/// is accepted at one of the levels. `levels` are values, from the highest on, each at most the one before;
/// `accepts` is called with a component and the index of a level at which it has grown; `strong` is an index
/// that NestedComponent::strong refers to. One pass over the pixels by union-find, so that many levels cost
/// little more than one. At most 2³¹ − 1 pixels (asserted). Any thread.
ImageBuffer acceptedComponents(const ImageBuffer& values, const std::vector<std::uint16_t>& levels,
                               std::size_t strong,
                               const std::function<bool(const NestedComponent&, std::size_t)>& accepts);

}  // namespace lacuna
