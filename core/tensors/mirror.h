// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace lacuna {

/// x, (N, C, h, w), on a canvas of height × width with its corner at (top, left) ≥ 0. The rest is filled by
/// mirroring without repeating the border pixel, as often as it takes (a single pixel is repeated).
/// Differentiable, and deterministic on every device. x itself where nothing is to be done.
at::Tensor mirroredOnto(const at::Tensor& x, std::int64_t top, std::int64_t left, std::int64_t height,
                        std::int64_t width);
/// Likewise, downwards and to the right, to multiples of `stride`.
at::Tensor mirrorPadToMultiple(const at::Tensor& x, std::int64_t stride);
/// Likewise to at least `side` pixels each.
at::Tensor mirrorPadToSide(const at::Tensor& x, std::int64_t side);

/// x with its mirror images to the right and below, border pixels repeated: (N, C, 2h, 2w), one period of the
/// picture that goes on symmetrically at its edges.
at::Tensor withMirrorImages(const at::Tensor& x);

}  // namespace lacuna
