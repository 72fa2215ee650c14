// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"

namespace lacuna {

/// A Gaussian of standard deviation SIGMA pixels, sampled out to 4 σ; 6e-5 of it lies beyond.
KernelKind gaussianKernel();

}  // namespace lacuna
