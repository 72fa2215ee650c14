// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lacuna {

/// The value of a number in IEEE half precision.
double halfValue(std::uint16_t bits);
/// The nearest number in half precision; beyond its range, the greatest.
std::uint16_t halfBits(double value);

}  // namespace lacuna
