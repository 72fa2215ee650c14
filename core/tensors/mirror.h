// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace lacuna {

/// Places x, (N, C, h, w), on a canvas of height × width with its corner at (top, left) ≥ 0. The rest is
/// filled by mirroring as often as necessary, without repeating the border pixel (a single pixel is
/// repeated). Differentiable, and deterministic on every device. Returns x itself if there is nothing to
/// fill.
at::Tensor mirroredOnto(const at::Tensor& x, std::int64_t top, std::int64_t left, std::int64_t height,
                        std::int64_t width);
/// Extends x in the same way, downwards and to the right, to multiples of `stride`.
at::Tensor mirrorPadToMultiple(const at::Tensor& x, std::int64_t stride);
/// Extends x in the same way to at least `side` pixels in height and in width.
at::Tensor mirrorPadToSide(const at::Tensor& x, std::int64_t side);

/// x with its mirror images to the right and below, border pixels repeated: (N, C, 2h, 2w). This is one
/// period of the picture extended symmetrically at its edges.
at::Tensor withMirrorImages(const at::Tensor& x);

}  // namespace lacuna
