// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <string>
#include <utility>

namespace lacuna {

/// How a file's values, 0 to 1, encode amounts of light, 0 to 1: a straight line near black and a power above
/// it. Both directions are continuous, increase everywhere, continue beyond 0 and 1, and are exact at 0 and
/// 1. The default is sRGB's (IEC 61966-2-1).
struct TransferCurve {
    double exponent = 2.4;
    double offset = 0.055;      ///< light is ((value + offset) / (1 + offset))^exponent …
    double slope = 1 / 12.92;   ///< … or slope · value …
    double limit = 0.04045;     ///< … up to this value
    std::string name = "sRGB";  ///< for reports

    double light(double value) const {
        if (value <= limit) return slope * value;
        return std::pow((value + offset) / (1 + offset), exponent);
    }
    double value(double light) const {
        if (light <= slope * limit) return light / slope;
        return std::pow(light, 1 / exponent) * (1 + offset) - offset;
    }
    /// The derivative of light().
    double slopeAt(double value) const {
        if (value <= limit) return slope;
        return exponent / (1 + offset) * std::pow((value + offset) / (1 + offset), exponent - 1);
    }
    bool operator==(const TransferCurve&) const = default;
};

/// light = value^exponent, with a straight line of slope 1/32 near black, where the power would be flat. The
/// exponent is at least 1.
inline TransferCurve powerCurve(double exponent, std::string name) {
    constexpr double kLeastSlope = 1.0 / 32;
    if (exponent <= 1) return {1, 0, 1, 0, std::move(name)};
    return {exponent, 0, kLeastSlope, std::pow(kLeastSlope, 1 / (exponent - 1)), std::move(name)};
}

}  // namespace lacuna
