// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// A mask is one channel of 8 bits. Pixels with a value above this are restored. The exact value only
/// determines how the result is blended with the photograph afterwards.
inline constexpr int kMarkedAbove = 127;

constexpr bool isMarked(int value) {
    return value > kMarkedAbove;
}

}  // namespace lacuna
