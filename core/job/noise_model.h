// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/names.h"

#include <span>
#include <string>
#include <vector>

namespace lacuna {

enum class NoiseKind {
    White,           ///< each pixel has noise of its own, equally strong everywhere
    Grain,           ///< neighbouring pixels share it
    Brightness,      ///< its strength depends on the brightness
    GrainBrightness  ///< both
};
inline constexpr auto kNoiseKinds =
    std::to_array<Named<NoiseKind>>({{NoiseKind::White, "white"},
                                     {NoiseKind::Grain, "grain"},
                                     {NoiseKind::Brightness, "brightness"},
                                     {NoiseKind::GrainBrightness, "grain-brightness"}});

/// The covariance Σ of a photograph's noise, relative to σ_y² (vml-map.md, "Noise that is not white"): a
/// stationary spectrum for each decorrelated colour channel, and a strength that depends on brightness. White
/// if both are absent. Grey and toned pictures use the part of it along their line of colours.
struct NoiseModel {
    /// The spectrum's frequencies on either axis: 0 to 1/2 cycle per pixel in steps of 1/32. It is the same
    /// for positive and negative ones.
    static constexpr int kSide = 17;
    /// The brightnesses that have a strength: the middles of equal intervals from black to white.
    static constexpr int kBins = 8;

    /// 3 × 3, row by row: what each decorrelated channel takes of red, green and blue; orthonormal rows.
    std::vector<float> basis;
    /// 3 × kSide × kSide: channel, vertical frequency, horizontal frequency. The mean over the channels and
    /// the whole plane of frequencies is 1. Empty, as the basis then is, if the noise has no grain.
    std::vector<float> spectrum;
    /// kBins deviations relative to σ_y. Empty if it doesn't depend on brightness.
    std::vector<float> strength;

    NoiseKind kind() const;
    bool isWhite() const { return kind() == NoiseKind::White; }
    bool operator==(const NoiseModel&) const = default;
};

/// The parts of `model` that noise of that kind has.
NoiseModel reducedTo(NoiseKind kind, const NoiseModel& model);
/// Throws Error Usage, with the subject "noise-model", if the sizes don't fit or values are out of range.
void requireValid(const NoiseModel& model);
/// How often a row or column of the spectrum occurs in the whole plane: 1 or 2.
int multiplicity(int frequency);
/// The mean of one channel's spectrum over the whole plane.
double meanPower(const NoiseModel& model, int channel);
/// Scales the spectrum so that its mean is 1. It must have a positive one (asserted).
void normalise(NoiseModel& model);
/// The correlation of pixels side by side and one above the other, in the channel with the most noise; 0 for
/// noise without grain.
double neighbourCorrelation(const NoiseModel& model);
/// The strongest strength divided by the weakest; 1 if it doesn't depend on brightness.
double strengthRatio(const NoiseModel& model);

/// Noise with a name, to be added to photographs: "white", "fine", "coarse", "blotches", "shot", "film".
struct NamedNoise {
    const char* name;
    NoiseModel (*make)();
};
std::span<const NamedNoise> namedNoises();

}  // namespace lacuna
