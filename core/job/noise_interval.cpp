// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/noise_interval.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lacuna {
namespace {

/// z with P(|Z| ≤ z) = confidence for a standard normal Z.
double normalBound(double confidence) {
    double low = 0;
    double high = 40;
    for (int i = 0; i < 80; ++i) {
        const double middle = (low + high) / 2;
        (std::erf(middle / std::sqrt(2.0)) < confidence ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

NoiseInterval noiseInterval(double measurements, double confidence) {
    assert(measurements >= 1 && confidence > 0 && confidence < 1);
    const double spread = 2 / (9 * measurements);
    const double reach = normalBound(confidence) * std::sqrt(spread);
    return {std::pow(std::max(0.0, 1 - spread - reach), 3), std::pow(1 - spread + reach, 3)};
}

}  // namespace lacuna
