// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"

namespace lacuna {

/// A point out of focus: a disc of RADIUS pixels. Each weight is the area of its pixel inside the circle.
KernelKind discKernel();

}  // namespace lacuna
