// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"

namespace lacuna {

/// A straight motion during the exposure: the bilinear weights of a point, averaged over the line. LENGTH in
/// pixels, ANGLE in degrees counter-clockwise from the x axis, as a viewer sees it.
KernelKind motionKernel();

}  // namespace lacuna
