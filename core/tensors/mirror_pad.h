// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}

namespace lacuna {

/// Extends the last two dimensions, downwards and to the right, to multiples of `stride` by mirroring without
/// repeating the border pixel, as often as it takes (a single pixel is repeated). Differentiable, and
/// deterministic on every device. x itself where nothing is to be done.
at::Tensor mirrorPadToMultiple(const at::Tensor& x, std::int64_t stride);
/// Likewise to at least `side` pixels each.
at::Tensor mirrorPadToSide(const at::Tensor& x, std::int64_t side);

}  // namespace lacuna
