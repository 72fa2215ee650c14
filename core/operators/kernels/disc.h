// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"

namespace lacuna {

/// What a point out of focus becomes: a disc of RADIUS pixels, each weight the area of its pixel inside the
/// circle.
KernelKind discKernel();

}  // namespace lacuna
