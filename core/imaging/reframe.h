// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"
#include "core/job/framing.h"

namespace lacuna {

// `framing` must fit the picture (fits(), asserted). Without straightening, every pixel is copied to the bit.
// With it, each sample is computed once, in float, by Lanczos' filter with three lobes in the picture's own
// tones; beyond the picture, its rim is repeated. Any thread; several threads work at once.

/// The photograph with all of its planes. Keeps the metadata; resolutions across and down change places where
/// the sides do. The orientation that its file states is dropped: the pixels are upright as they are.
/// Transparent pixels don't bleed into others.
Photograph reframed(const Photograph& photo, const Framing& framing);
ImageBuffer reframed(const ImageBuffer& picture, const Framing& framing);
/// A mask (core/base/mask.h). Where it is straightened, a pixel gets the greatest value of the four around
/// its place, so that a line of one pixel stays whole.
ImageBuffer reframedMask(const ImageBuffer& mask, const Framing& framing);

}  // namespace lacuna
