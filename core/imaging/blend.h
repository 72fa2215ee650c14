// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// A restoration at less than its full strength: base + share · (over − base) for every sample, rounded, with
/// 0 ≤ share ≤ 1. Samples that are equal stay so. Sizes, channels and depths must agree (asserted). Any
/// thread.
ImageBuffer blended(const ImageBuffer& base, const ImageBuffer& over, double share);

}  // namespace lacuna
