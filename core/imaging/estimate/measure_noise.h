// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/noise_model.h"

#include <string>

namespace lacuna {

class ImageBuffer;
struct Photograph;

/// How all noise but white is measured, for reports.
inline constexpr const char* kFlatPartsMethod = "periodograms of flat parts";

/// Why a kind of noise was chosen.
enum class NoiseReason {
    Faint,         ///< too faint to tell its kind: white
    NoFlatParts,   ///< there are too few flat parts to measure more than white noise
    Unsteady,      ///< the flat parts differ from each other, as parts of a texture do: white, to be safe
    Independent,   ///< white: pixels share little of it, and it is about equally strong everywhere
    Shared,        ///< grain: neighbouring pixels share it
    Uneven,        ///< brightness: pixels are independent, but noise is stronger at some brightnesses
    SharedUneven,  ///< both
    OneTone,       ///< a black-and-white photograph whose quietest parts look like grain, at all brightnesses
};
inline constexpr auto kNoiseReasons =
    std::to_array<Named<NoiseReason>>({{NoiseReason::Faint, "faint"},
                                       {NoiseReason::NoFlatParts, "no-flat-parts"},
                                       {NoiseReason::Unsteady, "unsteady"},
                                       {NoiseReason::Independent, "independent"},
                                       {NoiseReason::Shared, "shared"},
                                       {NoiseReason::Uneven, "uneven"},
                                       {NoiseReason::SharedUneven, "shared-uneven"},
                                       {NoiseReason::OneTone, "one-tone"}});

struct NoiseMeasurement {
    NoiseKind kind = NoiseKind::White;  ///< the one that fits
    NoiseReason reason = NoiseReason::NoFlatParts;
    /// estimateNoise(): what white noise would have to be, 8-bit levels.
    double white = 0;
    /// The noise of the flat parts, of any kind: its root mean square over all colours and brightnesses, in
    /// 8-bit levels. 0: there are too few flat parts.
    double flat = 0;
    /// The spectrum and the strength of the flat parts; white if there are too few. A strength is there only
    /// if the flat parts have several brightnesses.
    NoiseModel model;
    bool isJpeg = false;  ///< compression has removed some of the noise
    /// Not white if that is the kind that was chosen, but `model` may well be grain: somebody should look.
    NoiseKind maybe = NoiseKind::White;

    /// Whether a model of that kind was measured.
    bool has(NoiseKind asked) const;
    /// The standard deviation for a model of that kind, 8-bit levels.
    double levelFor(NoiseKind asked) const { return asked == NoiseKind::White ? white : flat; }
};

/// Measures a photograph's noise: white as estimateNoise() does, and its spectrum and its strength by
/// brightness from flat parts.
///
/// A part of 32 × 32 pixels (16 × 16 if these find less noise, or where there are too few of the others)
/// gives a periodogram: less a quadratic trend, under a Hann window, divided by what white noise would give,
/// in the principal colours of the flat parts. Divided by the spectrum, the periodograms of parts with
/// nothing but noise have a mean that scatters by a known amount around 1; texture only adds to it. So the
/// noise is the lowest peak of that width, and the spectrum is the mean of its lower half, found by
/// iteration, and in the end a low quantile, smoothed (smooth_spectrum.h). A peak with many parts far below
/// it is texture, and nothing is measured then. Parts with clipped pixels are left out.
///
/// What is measured can still be texture, and then its removal would cost detail. So `kind` isn't white only
/// where the noise is clearly visible and clearly shared by neighbours or uneven, where the periodograms of
/// single parts scatter no more than those of Gaussian noise, and where at least two quarters of the
/// photograph, measured alone, show the same. The model is there all the same, for whoever asks for it.
///
/// Film has more grain at some brightnesses than at others, and is developed, scanned and compressed
/// unevenly, so the flat parts of many old photographs don't agree. Where that gives white, the quietest
/// parts of each brightness are asked (film_grain.h). If they look like grain, it is taken for grain in a
/// photograph of one tone, and else `maybe` says so.
///
/// Throws Error Usage if a side is below 16 pixels. tests/quality/grain.md has what it measures on simulated
/// grain.
NoiseMeasurement measureNoise(const ImageBuffer& pixels);
/// The same, knowing the file's format.
NoiseMeasurement measureNoise(const Photograph& photo);

/// "neighbouring pixels share it (correlation 0.62)": one clause, in plain English.
std::string reasonText(const NoiseMeasurement& measured);
/// "the photograph may have grain of 5.2 levels, or fine texture; --noise-model grain removes it": for the
/// command line, in plain English. Empty if `maybe` is white.
std::string maybeText(const NoiseMeasurement& measured);

}  // namespace lacuna
