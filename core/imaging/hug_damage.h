// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// How far hugDamage() follows a rim, in pixels, unless told otherwise.
inline constexpr int kMostRim = 6;

/// Grows a mask (core/base/mask.h) over the rim that the damage still has outside it: pixel by pixel from the
/// mask outwards, at most `most` pixels, where a pixel is nearer to the colour of the damage next to it than
/// what lies beyond the rim is, and by more than that varies. Notches in what has grown are filled if they
/// are quite unlike what lies beyond. Where the rim is like what lies beyond, the mask stays as it is.
/// Damage that looks like its surroundings has no rim. Marked pixels keep their values; added ones are 255. A
/// mask that doesn't fit the photograph, or none, is returned as it is. Any thread.
ImageBuffer hugDamage(const ImageBuffer& photo, const ImageBuffer& mask, int most = kMostRim);

/// The share of the pixels next to the mask, 0 to 1, that hugDamage() would add.
double visibleRim(const ImageBuffer& photo, const ImageBuffer& mask);

/// The share from which a rim is worth a remark.
inline constexpr double kRemarkableRim = 0.2;

}  // namespace lacuna
