// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/find_damage.h"

#include "core/imaging/mask_operations.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

/// The threshold of the logit at the default sensitivity, and how far it moves at sensitivities 0 and 1.
constexpr double kMiddleLogit = -2.5;
constexpr double kLogitRange = 4.0;
constexpr double kRim = 1;

}  // namespace

ImageBuffer damageMask(const ImageBuffer& probability, double sensitivity) {
    assert(probability.channels() == 1 && probability.depth() == Depth::UInt16);
    assert(sensitivity >= 0 && sensitivity <= 1);
    const double logit = kMiddleLogit + 2 * kLogitRange * (kDefaultSensitivity - sensitivity);
    const double least = 65535 / (1 + std::exp(-logit));
    ImageBuffer mask(probability.width(), probability.height(), 1, Depth::UInt8);
    for (int y = 0; y < mask.height(); ++y) {
        const auto* in = probability.row<std::uint16_t>(y);
        std::transform(in, in + mask.width(), mask.row<std::uint8_t>(y),
                       [least](double value) { return value >= least ? 255 : 0; });
    }
    return grown(mask, kRim);
}

}  // namespace lacuna
