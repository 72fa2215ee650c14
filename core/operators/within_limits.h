// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace lacuna {

class LinearOperator;

/// An x' in [−1, 1] that explains y as well as x does, for a picture x that must lie in these limits and
/// estimates that needn't. Cutting pixels off one by one would leave what they stood for unexplained, where H
/// mixes pixels: fine contrast becomes darker or lighter, and coloured where the channels overshoot
/// unequally.
///
/// Projected gradient steps on ‖y − H x'‖² from x cut off, accelerated (Beck & Teboulle 2009, "A fast
/// iterative shrinkage-thresholding algorithm"), until the misfit is that of x, or for kMostSteps where no x'
/// gets there. What H can't see of x stays. x itself where it lies within the limits.
at::Tensor withinLimits(const LinearOperator& op, const at::Tensor& x, const at::Tensor& y);

}  // namespace lacuna
