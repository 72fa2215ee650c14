// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/find_damage.h"

#include "core/detect/nested_components.h"
#include "core/imaging/mask_operations.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lacuna {
namespace {

/// The threshold of the logit at sensitivities 0, kDefaultSensitivity and 1; linear between them.
constexpr double kCertainLogit = 6;
constexpr double kMiddleLogit = -2;
constexpr double kPossibleLogit = -7;
constexpr double kRim = 1;
/// Thresholds stand on a fixed ladder, so that masks of different sensitivities are cut from the same tree.
constexpr double kHighestLogit = 8;
constexpr double kLevelStep = 0.05;
/// Lines are followed down to logits that are lower by this, as long as so much of them reaches the
/// threshold.
constexpr double kFainter = 1.5;
constexpr double kStrongShare = 0.4;

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

DamageKind kindOf(const NestedComponent& component, double speck) {
    const double extent = component.extent(), thickness = component.thickness();
    const double length = static_cast<double>(component.area) / thickness;
    if (extent <= speck && extent < 1.5 * kSlender * thickness) return DamageKind::Dust;
    if (length >= kSlender * thickness)
        return length > kTangled * extent ? DamageKind::Cracks : DamageKind::Scratches;
    return extent <= speck ? DamageKind::Dust : DamageKind::Stains;
}

bool isLine(DamageKind kind) {
    return kind == DamageKind::Scratches || kind == DamageKind::Cracks;
}

/// The index of the last level whose logit isn't below `logit`.
std::size_t levelFor(double logit) {
    return static_cast<std::size_t>(std::lround((kHighestLogit - logit) / kLevelStep));
}

std::uint16_t valueAt(std::size_t level) {
    const double logit = kHighestLogit - kLevelStep * static_cast<double>(level);
    return static_cast<std::uint16_t>(std::lround(65535 / (1 + std::exp(-logit))));
}

}  // namespace

ImageBuffer damageMask(const ImageBuffer& probability, const DamageChoice& choice) {
    assert(probability.channels() == 1 && probability.depth() == Depth::UInt16);
    assert(choice.sensitivity >= 0 && choice.sensitivity <= 1);
    const double speck = std::max(kSpeck, kSpeckShare * std::max(probability.width(), probability.height()));
    const auto isChosen = [&](const NestedComponent& component) {
        return choice.kinds.contains(kindOf(component, speck)) &&
               (choice.largest == 0 || component.extent() <= choice.largest);
    };
    const std::size_t usual = levelFor(kMiddleLogit);
    const std::size_t strong = levelFor(thresholdOf(choice.sensitivity));
    const std::size_t weak = strong + levelFor(kHighestLogit - kFainter);
    std::vector<std::uint16_t> levels;
    for (std::size_t level = 0; level <= weak; ++level)
        levels.push_back(valueAt(level));
    // Lowering the strong level turns each of the conditions into a weaker one: so nothing is ever unmarked.
    ImageBuffer mask = acceptedComponents(probability, levels, strong,
                                          [&](const NestedComponent& component, std::size_t level) {
                                              if (level <= strong)
                                                  return level <= usual || isChosen(component);
                                              return static_cast<double>(component.strong) >=
                                                         kStrongShare * static_cast<double>(component.area) &&
                                                     isLine(kindOf(component, speck)) && isChosen(component);
                                          });
    if (choice.kinds.size() < kDamageKinds.size() || choice.largest > 0) {
        const ImageBuffer unwanted = acceptedComponents(
            probability, {valueAt(usual)}, 0,
            [&](const NestedComponent& component, std::size_t) { return !isChosen(component); });
        for (int y = 0; y < mask.height(); ++y) {
            const auto* out = unwanted.row<std::uint8_t>(y);
            auto* row = mask.row<std::uint8_t>(y);
            std::transform(row, row + mask.width(), out, row,
                           [](std::uint8_t marked, std::uint8_t isOut) { return isOut != 0 ? 0 : marked; });
        }
    }
    return grown(mask, kRim);
}

}  // namespace lacuna
