// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/denoised_with_vjp.h"

#include <optional>

namespace lacuna {

class Denoiser;
class RunControl;

/// The mean of D(x; σ) over the first `flips` of: the picture as it is, mirrored left to right, upside down,
/// and both. Photographs are about as likely mirrored, so the exact denoiser doesn't care, and the mean takes
/// out a part of a network's error. One call of the denoiser each; 1 ≤ flips ≤ 4. `vjp` is made only if
/// `wantsVjp`, and may be called once. Asks `control` before every call; nothing if it wants a stop.
std::optional<DenoisedWithVjp> denoisedOverFlips(Denoiser& denoiser, const at::Tensor& x, double sigma,
                                                 int flips, bool wantsVjp, RunControl& control);

}  // namespace lacuna
