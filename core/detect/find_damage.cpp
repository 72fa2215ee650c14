// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/find_damage.h"

#include "core/imaging/mask_components.h"
#include "core/imaging/mask_operations.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

/// The threshold of the logit at sensitivities 0, kDefaultSensitivity and 1; linear between them.
constexpr double kCertainLogit = 6;
constexpr double kMiddleLogit = -2.5;
constexpr double kPossibleLogit = -7;
constexpr double kRim = 1;

/// In pixels, or as a share of the photograph's longer side, whichever is more.
constexpr double kSpeck = 16;
constexpr double kSpeckShare = 0.008;
/// A line is at least so many times as long as it is wide; one that branches or curls up is longer than its
/// extent.
constexpr double kSlender = 4;
constexpr double kTangled = 1.7;

double thresholdOf(double sensitivity) {
    if (sensitivity <= kDefaultSensitivity)
        return std::lerp(kCertainLogit, kMiddleLogit, sensitivity / kDefaultSensitivity);
    return std::lerp(kMiddleLogit, kPossibleLogit,
                     (sensitivity - kDefaultSensitivity) / (1 - kDefaultSensitivity));
}

double extentOf(const MaskComponent& component) {
    return std::hypot(component.width, component.height);
}

DamageKind kindOf(const MaskComponent& component, double speck) {
    const double extent = extentOf(component);
    const double length = static_cast<double>(component.area) / component.thickness;
    if (extent <= speck && extent < 1.5 * kSlender * component.thickness) return DamageKind::Dust;
    if (length >= kSlender * component.thickness)
        return length > kTangled * extent ? DamageKind::Cracks : DamageKind::Scratches;
    return extent <= speck ? DamageKind::Dust : DamageKind::Stains;
}

}  // namespace

ImageBuffer damageMask(const ImageBuffer& probability, const DamageChoice& choice) {
    assert(probability.channels() == 1 && probability.depth() == Depth::UInt16);
    assert(choice.sensitivity >= 0 && choice.sensitivity <= 1);
    const double least = 65535 / (1 + std::exp(-thresholdOf(choice.sensitivity)));
    ImageBuffer mask(probability.width(), probability.height(), 1, Depth::UInt8);
    for (int y = 0; y < mask.height(); ++y) {
        const auto* in = probability.row<std::uint16_t>(y);
        std::transform(in, in + mask.width(), mask.row<std::uint8_t>(y),
                       [least](double value) { return value >= least ? 255 : 0; });
    }
    if (choice.kinds.size() < kDamageKinds.size() || choice.largest > 0) {
        const double speck = std::max(kSpeck, kSpeckShare * std::max(mask.width(), mask.height()));
        mask = keptComponents(mask, [&](const MaskComponent& component) {
            return choice.kinds.contains(kindOf(component, speck)) &&
                   (choice.largest == 0 || extentOf(component) <= choice.largest);
        });
    }
    return grown(mask, kRim);
}

}  // namespace lacuna
