// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoised_with_vjp.h"

#include <optional>

namespace lacuna {

class Denoiser;
class RunControl;

/// The mean of D(x; σ) over the first `flips` of: the picture as it is, mirrored left to right, upside down,
/// and both. A photograph is about as likely as its mirror image, so an exact denoiser would treat both
/// alike; the mean removes part of a network's error. Each takes one call of the denoiser; 1 ≤ flips ≤ 4.
/// `vjp` is made only if `wantsVjp`, and may be called once. Asks `control` before every call, and returns
/// nothing if the run should stop.
std::optional<DenoisedWithVjp> denoisedOverFlips(Denoiser& denoiser, const at::Tensor& x, double sigma,
                                                 int flips, bool wantsVjp, RunControl& control);

}  // namespace lacuna
