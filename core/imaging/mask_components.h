// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace lacuna {

/// Marked pixels that touch each other, at corners too.
struct MaskComponent {
    int left = 0, top = 0, width = 0, height = 0;  ///< the smallest rectangle around it
    int x = 0, y = 0;                              ///< one of its pixels
    std::int64_t area = 0;                         ///< in pixels
    double thickness = 0;  ///< mean width across, in pixels: a line's width, about half of a disc's diameter
};

/// The components of a mask (core/base/mask.h; one channel and 8 bits are asserted), row by row from the top.
/// Any thread.
std::vector<MaskComponent> componentsOf(const ImageBuffer& mask);

/// Only the components for which `keeps` is true; their pixels keep their values, all others become 0.
ImageBuffer keptComponents(const ImageBuffer& mask, const std::function<bool(const MaskComponent&)>& keeps);

/// Without the component of the pixel (x, y), which lies inside (asserted); the same mask if it isn't marked.
ImageBuffer withoutComponentAt(const ImageBuffer& mask, int x, int y);

}  // namespace lacuna
