// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

namespace lacuna {

/// The blur of a shaken camera: the path of a hand during an exposure, drawn at random as a walk with
/// inertia. The same number, from 1 on, gives the same weights; like those that Levin et al. measured
/// ("Understanding and evaluating blind deconvolution algorithms", 2009), they extend over 13 to 27 pixels
/// and are centred.
KernelSpec shakenKernel(int number);

}  // namespace lacuna
