// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <functional>
#include <optional>

namespace lacuna {

class RunControl;

/// The method's name, for reports.
inline constexpr const char* kKernelEstimateMethod = "Pan, Hu, Su and Yang 2017, L0 gradients";

inline constexpr int kLeastKernelEstimate = 9;
inline constexpr int kDefaultKernelEstimate = 31;
inline constexpr int kMostKernelEstimate = 63;

/// A blur kernel as it was found in a photograph.
struct KernelEstimate {
    KernelSpec kernel;  ///< Weights, square, the centroid in the middle
    /// How far estimates from two halves of the photograph agree, 0 to 1: the largest normalised
    /// cross-correlation of the two over all shifts. A blur that isn't the same everywhere, too little detail
    /// and too much noise all lower it.
    double confidence = 0;
};

/// What a confidence is worth. Of 32 blurred photographs (tests/quality/kernel_table.py) the restoration with
/// the estimated kernel had at most 3 times the squared error of that with the true one in 22: in 6 of 7
/// where the confidence was good (0.8 and more), in 14 of 20 where it was fair, in 2 of 5 where it was poor
/// (below 0.45).
enum class KernelTrust { Poor, Fair, Good };
KernelTrust trustIn(double confidence);

/// Hears how much is done, from 0 to 1.
using ShareListener = std::function<void(double)>;

/// Finds the blur of a photograph that camera shake blurred alike everywhere, without knowing what it shows.
/// J. Pan, Z. Hu, Z. Su, M.-H. Yang, "L0-regularized intensity and gradient prior for deblurring text images
/// and beyond", IEEE Transactions on Pattern Analysis and Machine Intelligence 39(2), 2017, with the gradient
/// prior alone (that of L. Xu, S. Zheng, J. Jia, "Unnatural L0 sparse representation for natural image
/// deblurring", CVPR 2013): coarse to fine, in turn the picture with few edges that explains the photograph
/// (half-quadratic splitting) and the kernel that explains the photograph's edges by that picture's strong
/// ones (regularised least squares, S. Cho, S. Lee, "Fast motion deblurring", 2009). At most 640 × 640 pixels
/// are looked at, where there is most detail.
///
/// `side` is that of the kernel's square in pixels, odd, kLeastKernelEstimate to kMostKernelEstimate
/// (asserted): rather a third too large than too small. Returns nothing where `control` says stop. Throws
/// Error Usage where a side of the photograph is below 4 · `side`. Any thread, one core.
std::optional<KernelEstimate> estimateKernel(const ImageBuffer& photo, int side,
                                             const ShareListener& listener, RunControl& control);

}  // namespace lacuna
