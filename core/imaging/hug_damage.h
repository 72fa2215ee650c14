// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// How far hugDamage() follows a rim, in pixels, unless told otherwise.
inline constexpr int kMostRim = 6;

/// Grows a mask (core/base/mask.h) over the rim of the damage that it leaves uncovered: outwards from the
/// mask, pixel by pixel and at most `most` pixels far, as long as a pixel resembles the damage next to it
/// more than the surroundings beyond the rim do, and by more than those vary. Notches in the part that was
/// added are filled if they clearly differ from the surroundings. Where the rim looks like its surroundings,
/// the mask stays as it is. Damage that looks like its surroundings has no rim. Marked pixels keep their
/// values; added ones are 255. A mask that doesn't fit the photograph, or none, is returned as it is. Any
/// thread.
ImageBuffer hugDamage(const ImageBuffer& photo, const ImageBuffer& mask, int most = kMostRim);

/// The share of the pixels next to the mask, 0 to 1, that hugDamage() would add.
double visibleRim(const ImageBuffer& photo, const ImageBuffer& mask);

/// The share from which a rim is worth a remark.
inline constexpr double kRemarkableRim = 0.2;

}  // namespace lacuna
