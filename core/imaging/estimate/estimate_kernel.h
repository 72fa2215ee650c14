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

/// A blur kernel estimated from a photograph.
struct KernelEstimate {
    KernelSpec kernel;  ///< weights on a square, with their centroid in the middle
    /// How well it agrees with the estimates from the photograph's halves, 0 to 1: the mean of the largest
    /// normalised cross-correlations over all shifts. Less where the photograph has detail that such a blur
    /// would have taken, as a sharp one has (kernel_evidence.h).
    double confidence = 0;
};

/// How to say the confidence: good from 0.75 on, poor below 0.6. Of the estimates called good, at least nine
/// in ten make the photograph sharper than it was; of the poor ones, most make it worse.
/// tests/quality/kernels.md has how that was measured.
enum class KernelTrust { Poor, Fair, Good };
KernelTrust trustIn(double confidence);

/// Called with the part that is done, from 0 to 1.
using ShareListener = std::function<void(double)>;

/// Estimates the blur of a photograph that camera shake has blurred equally everywhere, without knowing the
/// sharp picture. J. Pan, Z. Hu, Z. Su, M.-H. Yang, "L0-regularized intensity and gradient prior for
/// deblurring text images and beyond", IEEE Transactions on Pattern Analysis and Machine Intelligence 39(2),
/// 2017, with the gradient prior alone (that of L. Xu, S. Zheng, J. Jia, "Unnatural L0 sparse representation
/// for natural image deblurring", CVPR 2013): coarse to fine. Each level alternates between the picture with
/// few edges that explains the photograph (half-quadratic splitting) and the kernel that explains the
/// photograph's edges by that picture's strong edges (regularised least squares, S. Cho, S. Lee, "Fast motion
/// deblurring", 2009). Uses at most 640 × 640 pixels, those with the most detail.
///
/// `side` is the side of the kernel's square in pixels, odd, kLeastKernelEstimate to kMostKernelEstimate
/// (asserted); a third too large is better than too small. Returns nothing if `control` asks for a stop.
/// Throws Error Usage if a side of the photograph is below 4 · `side`. Any thread, one core.
std::optional<KernelEstimate> estimateKernel(const ImageBuffer& photo, int side,
                                             const ShareListener& listener, RunControl& control);

}  // namespace lacuna
