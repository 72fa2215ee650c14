// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

class LinearOperator;

/// An x' in [low, high] that explains y as well as x does. A picture must lie within these limits, but an
/// estimate may exceed them. If H mixes pixels, clipping each pixel on its own would no longer explain y:
/// fine contrast would become darker or lighter, and tinted if the channels overshoot unequally.
///
/// Method: accelerated projected gradient steps on ‖y − H x'‖² (Beck & Teboulle 2009, "A fast iterative
/// shrinkage-thresholding algorithm") from the clipped x, until the misfit is that of x, or for kMostSteps if
/// it can't get there. The part of x that H doesn't measure stays. Returns x itself if it lies within the
/// limits.
at::Tensor withinLimits(const LinearOperator& op, const at::Tensor& x, const at::Tensor& y, double low = -1,
                        double high = 1);

}  // namespace lacuna
