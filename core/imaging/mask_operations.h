// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

// Operations on masks (core/base/mask.h; one channel and 8 bits are asserted). Distances are Euclidean,
// between the centres of pixels; what lies beyond the border counts as neither marked nor unmarked, so that a
// mask that touches the border keeps touching it. Any thread.

/// Marks also what lies within `pixels` ≥ 0 of something marked. All values become 0 or 255.
ImageBuffer grown(const ImageBuffer& mask, double pixels);

/// Keeps marked what lies further than `pixels` ≥ 0 from everything unmarked. All values become 0 or 255.
ImageBuffer shrunk(const ImageBuffer& mask, double pixels);

/// What is marked becomes 255, with a rim of `pixels` ≥ 0 around it whose values fall linearly towards 128:
/// it is restored as well and fades into the photograph (soft_edges.h).
ImageBuffer feathered(const ImageBuffer& mask, double pixels);

}  // namespace lacuna
