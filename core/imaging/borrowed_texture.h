// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>

namespace lacuna {

class RunControl;

/// Fills the marked pixels of `mask` (core/base/mask.h) with texture copied from the unmarked ones: every
/// patch of 7 × 7 pixels that meets a hole is to look like some patch without one. Coarse to fine,
/// alternating between the search for the most similar patches (C. Barnes, E. Shechtman, A. Finkelstein, D.
/// Goldman, "PatchMatch: a randomized correspondence algorithm for structural image editing", SIGGRAPH 2009)
/// and the picture that these vote for (Y. Wexler, E. Shechtman, M. Irani, "Space-time completion of video",
/// PAMI 29(3), 2007). In the end every pixel is a copy of one that is unmarked, so that fine texture and
/// grain are not averaged away.
///
/// The search runs where holes have at most kMostSearched pixels: a larger picture is halved for it first,
/// and the offsets that were found are refined at full size. A photograph of more than `mostPixels` isn't
/// searched at full size at all, but at half, a quarter, … of it: memory is bounded by that, at about
/// 80 bytes for each of `mostPixels`. Then the offsets found there are taken as they are, times 2, 4, …
///
/// The same photograph, mask and seed give the same picture. Returns an empty buffer if `control` asks for a
/// stop, or if the unmarked pixels hold too few whole patches to borrow from. Unmarked pixels are returned as
/// they are.
ImageBuffer borrowedTexture(const ImageBuffer& photo, const ImageBuffer& mask, std::uint64_t seed,
                            const RunControl& control, double mostPixels = 4e6);

inline constexpr int kMostSearched = 20000;

}  // namespace lacuna
