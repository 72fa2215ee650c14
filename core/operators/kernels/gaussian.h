// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operators/kernels.h"

namespace lacuna {

/// A Gaussian of deviation SIGMA pixels, sampled out to 4 σ, which leaves 6e-5 of it.
KernelKind gaussianKernel();

}  // namespace lacuna
