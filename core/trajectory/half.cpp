// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/half.h"

#include <algorithm>
#include <cmath>

namespace lacuna {
namespace {

constexpr int kFractionBits = 10;
constexpr int kBias = 15;
constexpr double kGreatest = 65504;

}  // namespace

double halfValue(std::uint16_t bits) {
    const int exponent = bits >> kFractionBits & 31;
    const int fraction = bits & 1023;
    double value = 0;
    if (exponent == 31) {
        value = fraction == 0 ? INFINITY : NAN;
    } else if (exponent == 0) {
        value = std::ldexp(fraction, 1 - kBias - kFractionBits);
    } else {
        value = std::ldexp(1024 + fraction, exponent - kBias - kFractionBits);
    }
    return bits & 0x8000 ? -value : value;
}

std::uint16_t halfBits(double value) {
    if (std::isnan(value)) return 0x7e00;
    const int sign = std::signbit(value) ? 0x8000 : 0;
    const double size = std::min(std::abs(value), kGreatest);
    if (size == 0) return static_cast<std::uint16_t>(sign);
    // Below the least exponent, numbers are a fixed step apart.
    const int exponent = std::max(std::ilogb(size), 1 - kBias);
    const auto steps = static_cast<int>(std::lrint(std::ldexp(size, kFractionBits - exponent)));
    // The fraction's leading bit raises the exponent by one, and so does a fraction that was rounded up to 2.
    return static_cast<std::uint16_t>(sign | (((exponent + kBias - 1) << kFractionBits) + steps));
}

}  // namespace lacuna
