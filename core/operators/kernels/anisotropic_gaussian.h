// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"

namespace lacuna {

/// A Gaussian of deviation SX pixels along ANGLE (degrees counter-clockwise from the x axis, as a viewer sees
/// it) and SY across it, out to 4 deviations of the larger one. Where one is below a pixel, each weight is
/// the mean over its pixel.
KernelKind anisotropicGaussianKernel();

}  // namespace lacuna
