// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

// Operations on masks (core/base/mask.h; one channel and 8 bits are asserted). Distances are Euclidean,
// between pixel centres. Pixels beyond the border count as neither marked nor unmarked, so that a mask that
// touches the border still touches it afterwards. Any thread.

/// Also marks every pixel within `pixels` ≥ 0 of a marked one. All values become 0 or 255.
ImageBuffer grown(const ImageBuffer& mask, double pixels);

/// Keeps only marked pixels that are further than `pixels` ≥ 0 from every unmarked one. All values become 0
/// or 255.
ImageBuffer shrunk(const ImageBuffer& mask, double pixels);

/// Marked pixels become 255 and get a rim of width `pixels` ≥ 0, whose values fall linearly towards 128. The
/// rim is restored, too, and fades into the photograph (soft_edges.h).
ImageBuffer feathered(const ImageBuffer& mask, double pixels);

/// Every pixel becomes factor × factor pixels: the mask of a photograph, for an enlargement of it. factor
/// ≥ 1.
ImageBuffer enlarged(const ImageBuffer& mask, int factor);

}  // namespace lacuna
