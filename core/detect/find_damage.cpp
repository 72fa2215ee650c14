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
constexpr double kMiddleLogit = -2.4;
constexpr double kPossibleLogit = -7;
constexpr double kRim = 1;
/// Thresholds stand on a fixed ladder, so that masks of different sensitivities are cut from the same tree.
constexpr double kHighestLogit = 8;
constexpr double kLevelStep = 0.05;
/// Lines are followed down to logits that are lower by this, as long as so much of them reaches the
/// threshold.
constexpr double kFainter = 1.5;
constexpr double kStrongShare = 0.4;

/// What is further than this from every pixel as sure as that is a stretch of its own. A long one, of twice
/// the size of a speck, needs a pixel that is surer than the threshold by this, or what is damaged next to
/// fur takes the fur along.
constexpr int kStretchReach = 3;
constexpr double kStretchLogit = 0;
constexpr double kStretchLength = 2;
constexpr double kStretchPeak = 1.4;

/// A component with so sure a pixel is damage, whatever its size.
constexpr double kSureLogit = 5.25;
/// A web that fills more of its rectangle than this is more of a texture than of cracks.
constexpr double kFull = 0.35;
/// Marks along the border, within these pixels or this share of the photograph's longer side and at least so
/// many times as long, are the edge of the paper.
constexpr int kEdge = 4;
constexpr double kEdgeShare = 0.01;
constexpr int kEdgeLength = 6;

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

bool isFull(const NestedComponent& component) {
    const double rectangle =
        static_cast<double>(component.right - component.left + 1) * (component.bottom - component.top + 1);
    return component.extent() > 3 * kSpeck && static_cast<double>(component.area) > kFull * rectangle;
}

/// How far above the threshold the surest pixel of a component has to be, in logits. What is large is hardly
/// ever damage without one that stands out, least of all a web of lines: fabric, leaves and bricks are.
double neededPeak(DamageKind kind, const NestedComponent& component) {
    const double octaves = std::log2(component.extent() / 8);
    switch (kind) {
        case DamageKind::Dust:
            return 2;
        case DamageKind::Scratches:
            return std::clamp(octaves, 1.5, 4.0);
        case DamageKind::Cracks:
            return isFull(component) ? kSureLogit - kMiddleLogit : std::clamp(1.2 * octaves, 1.0, 7.0);
        case DamageKind::Stains:
            break;
    }
    return 0;
}

bool isLine(DamageKind kind) {
    return kind == DamageKind::Scratches || kind == DamageKind::Cracks;
}

/// The index of the last level whose logit isn't below `logit`.
std::size_t levelFor(double logit) {
    return static_cast<std::size_t>(std::lround((kHighestLogit - logit) / kLevelStep));
}

double valueOf(double logit) {
    return 65535 / (1 + std::exp(-logit));
}

std::uint16_t valueAt(std::size_t level) {
    return static_cast<std::uint16_t>(
        std::lround(valueOf(kHighestLogit - kLevelStep * static_cast<double>(level))));
}

/// Without what lies along the border for long: the edge of the paper, or what a scanner saw beyond it. What
/// only reaches the border, such as a tear, stays.
ImageBuffer withoutEdges(const ImageBuffer& probability) {
    ImageBuffer out = probability;
    const int width = out.width(), height = out.height();
    const int depth = std::max(kEdge, static_cast<int>(kEdgeShare * std::max(width, height)));
    const double least = valueOf(kMiddleLogit);
    // `at` gives a sample by its place along a side and its distance from it.
    const auto clear = [&](int length, int across, const auto& at) {
        const int reach = std::min(depth, across / 4);
        const auto isMarked = [&](int along) {
            for (int off = 0; off < reach; ++off)
                if (*at(along, off) >= least) return true;
            return false;
        };
        for (int first = 0; first < length; ++first) {
            int end = first;
            while (end < length && isMarked(end))
                ++end;
            if (end - first >= kEdgeLength * depth)
                for (int along = first; along < end; ++along)
                    for (int off = 0; off < reach; ++off)
                        *at(along, off) = 0;
            first = std::max(first, end);
        }
    };
    const auto sample = [&out](int x, int y) { return out.row<std::uint16_t>(y) + x; };
    clear(width, height, [&](int along, int off) { return sample(along, off); });
    clear(width, height, [&](int along, int off) { return sample(along, height - 1 - off); });
    clear(height, width, [&](int along, int off) { return sample(off, along); });
    clear(height, width, [&](int along, int off) { return sample(width - 1 - off, along); });
    return out;
}

/// Long stretches without a pixel that is sure enough, at that threshold of the logit. They are told apart in
/// a way that doesn't depend on it, so that a lower one never gives more of them.
ImageBuffer faintStretches(const ImageBuffer& probability, double threshold, double speck) {
    ImageBuffer sure(probability.width(), probability.height(), 1, Depth::UInt8);
    const double least = valueOf(kStretchLogit);
    for (int y = 0; y < sure.height(); ++y) {
        const auto* from = probability.row<std::uint16_t>(y);
        std::transform(from, from + sure.width(), sure.row<std::uint8_t>(y),
                       [least](std::uint16_t value) { return std::uint8_t(value >= least ? 255 : 0); });
    }
    sure = grown(sure, kStretchReach);
    ImageBuffer rest = probability;
    for (int y = 0; y < rest.height(); ++y) {
        const auto* near = sure.row<std::uint8_t>(y);
        auto* row = rest.row<std::uint16_t>(y);
        std::transform(row, row + rest.width(), near, row, [](std::uint16_t value, std::uint8_t isNear) {
            return isNear != 0 ? std::uint16_t{0} : value;
        });
    }
    const double peak = std::floor(valueOf(std::min(kMiddleLogit, threshold) + kStretchPeak));
    return acceptedComponents(rest, {valueAt(levelFor(kMiddleLogit - kFainter))}, 0,
                              [&](const NestedComponent& component, std::size_t) {
                                  return component.extent() >= kStretchLength * speck &&
                                         component.peak < peak;
                              });
}

}  // namespace

ImageBuffer damageMask(const ImageBuffer& found, const DamageChoice& choice) {
    assert(found.channels() == 1 && found.depth() == Depth::UInt16);
    assert(choice.sensitivity >= 0 && choice.sensitivity <= 1);
    const double speck = std::max(kSpeck, kSpeckShare * std::max(found.width(), found.height()));
    const ImageBuffer probability = withoutEdges(found);
    const double threshold = thresholdOf(choice.sensitivity);
    const auto isWanted = [&](const NestedComponent& component) {
        const DamageKind kind = kindOf(component, speck);
        return choice.kinds.contains(kind) && (choice.largest == 0 || component.extent() <= choice.largest) &&
               component.peak >=
                   std::floor(valueOf(
                       std::max(threshold, std::min(kSureLogit, threshold + neededPeak(kind, component)))));
    };
    const std::size_t usual = levelFor(kMiddleLogit);
    const std::size_t strong = levelFor(threshold);
    const std::size_t weak = strong + levelFor(kHighestLogit - kFainter);
    std::vector<std::uint16_t> levels;
    for (std::size_t level = 0; level <= weak; ++level)
        levels.push_back(valueAt(level));
    // A lower threshold turns each of the conditions into a weaker one: so nothing is ever unmarked.
    ImageBuffer mask = acceptedComponents(probability, levels, strong,
                                          [&](const NestedComponent& component, std::size_t level) {
                                              if (level <= strong)
                                                  return level <= usual || isWanted(component);
                                              return static_cast<double>(component.strong) >=
                                                         kStrongShare * static_cast<double>(component.area) &&
                                                     isLine(kindOf(component, speck)) && isWanted(component);
                                          });
    const ImageBuffer unwanted = acceptedComponents(
        probability, {valueAt(usual)}, 0,
        [&](const NestedComponent& component, std::size_t) { return !isWanted(component); });
    const ImageBuffer faint = faintStretches(probability, threshold, speck);
    for (int y = 0; y < mask.height(); ++y) {
        const auto *out = unwanted.row<std::uint8_t>(y), *tooFaint = faint.row<std::uint8_t>(y);
        auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < mask.width(); ++x)
            if (out[x] != 0 || tooFaint[x] != 0) row[x] = 0;
    }
    return grown(mask, kRim);
}

}  // namespace lacuna
