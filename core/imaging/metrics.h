// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

namespace lacuna {

/// How similar two pictures are. Samples are on the scale 0–255 (16-bit ones are divided by 257), in double
/// precision and without rounding. A grey picture counts as RGB with three equal channels.
struct Metrics {
    double psnr = 0;  ///< dB, over all samples of R, G and B; +infinity if the pictures are equal
    double ssim = 0;  ///< mean of the SSIM of R, G and B
    double psnrLuma =
        0;  ///< dB, over BT.601 luma on 16–235 (Y' = 16 + (65.481 R + 128.553 G + 24.966 B)/255), peak 255
    double ssimLuma = 0;  ///< of the same luma
};

/// All four measures. First leaves out `border` pixels on every side. The pictures may differ in depth and
/// channels. Throws Error: InputFile, with both sizes, if these differ; Usage if the border is negative or
/// leaves nothing. Any thread.
Metrics compare(const ImageBuffer& a, const ImageBuffer& b, int border = 0);

/// Metrics::psnr alone, which is much faster. Throws as compare().
double psnr(const ImageBuffer& a, const ImageBuffer& b, int border = 0);

/// Metrics::ssim alone: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to
/// structural similarity" (2004), with their 11 × 11 Gaussian window of σ 1.5, K₁ = 0.01, K₂ = 0.03 and the
/// weighted population moments, averaged over the windows that lie inside. If a side is shorter than 11
/// pixels, the window's side is the largest odd number that fits. Throws as compare().
double ssim(const ImageBuffer& a, const ImageBuffer& b, int border = 0);

}  // namespace lacuna
