// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// How well the structure of a reference is preserved. All three are of the luma (0.299 R + 0.587 G + 0.114
/// B) on the scale 0–255. The pictures may differ in depth and channels. Throw Error InputFile if their sizes
/// differ. Any thread.

/// MS-SSIM: Wang, Simoncelli, Bovik, "Multi-scale structural similarity for image quality assessment" (2003),
/// with their five scales and weights. A picture whose shorter side is below 176 pixels has fewer scales, so
/// that the window of 11 pixels fits into the coarsest, and their weights are scaled to sum to 1. Throws
/// Error Usage if that side is below 11. A negative mean of contrast and structure counts as 0.
double msSsim(const ImageBuffer& a, const ImageBuffer& reference);

/// GMSD: Xue, Zhang, Mou, Bovik, "Gradient magnitude similarity deviation: a highly efficient perceptual
/// image quality index" (2014), c = 170, at half size. 0: equal; smaller is better. Throws Error Usage if a
/// side is below 6.
double gmsd(const ImageBuffer& a, const ImageBuffer& reference);

/// The energy of a's gradient (central differences) as a share of the reference's: below 1 texture was lost,
/// above 1 some was added. A reference without any gives 1 if `a` has none either, else infinity.
double gradientEnergy(const ImageBuffer& a, const ImageBuffer& reference);

}  // namespace lacuna
