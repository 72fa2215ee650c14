// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/measure_noise.h"

#include "core/base/image_buffer.h"
#include "core/base/photograph.h"
#include "core/imaging/estimate/film_grain.h"
#include "core/imaging/estimate/flat_noise.h"
#include "core/imaging/estimate/noise_estimate.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

namespace lacuna {
namespace {

// The limits lie between what simulated grain and what clean, compressed and white-noised photographs show:
// tests/quality/grain.md, "Choosing the model".

/// Of noise weaker than this, 8-bit levels, no kind is told: it is next to invisible, and faint textures are
/// as strong.
constexpr double kLeastLevel = 2.8;
/// Grain has a spectrum no flatter than this (geometric over arithmetic mean; 1 for white noise), and at
/// least this correlation of neighbours. White noise on a faint texture has less of either, and white noise
/// that a JPEG has coarsened has less correlation.
constexpr double kMostFlatness = 0.62;
constexpr double kLeastCorrelation = 0.3;
/// Strongest over weakest deviation, from which on a table is worth having.
constexpr double kUneven = 1.5;
/// If it is more, there is texture at some brightnesses: photons make no such difference, nor does film.
constexpr double kMostUneven = 4;
/// If the white estimate finds less than this share of what the flat parts have, these hold texture besides
/// white noise.
constexpr double kLeastWhite = 0.8;
/// FlatNoise::scatter of noise, at most.
constexpr double kMostScatter = 1.4;
/// So many quarters must agree with the whole: in level or in the strength at a brightness, relative to it,
/// and in correlation.
constexpr int kLeastAgreeing = 2;
constexpr double kLevelAgrees = 0.2;
constexpr double kCorrelationAgrees = 0.12;

/// What the quietest parts of a grainy photograph have: between so many levels, since engravings and
/// halftones have more, and at most this correlation, since what is smoother is a texture out of focus or
/// enlarged.
constexpr double kLeastTypical = 2.5;
constexpr double kMostTypical = 16;
constexpr double kMostCorrelation = 0.82;
/// Where half of a photograph, such as a bright sky, has less, its grain is at most so many times as strong
/// at some brightnesses as at others.
constexpr double kMostUnevenFilm = 16;
/// FilmGrain::scatter up to which it is grain in a photograph of one tone, up to which it may be grain in
/// such a photograph, and in one with colours, which is more often of a camera that has no grain.
constexpr double kMostScatterOfFilm = 1.35;
constexpr double kMostScatterOfOneTone = 1.9;
constexpr double kMostScatterOfColours = 1.4;

/// One channel if all three are the same.
ImageBuffer withoutRepetition(const ImageBuffer& pixels) {
    if (pixels.channels() == 1) return pixels;
    ImageBuffer grey(pixels.width(), pixels.height(), 1, pixels.depth());
    for (int y = 0; y < pixels.height(); ++y)
        for (int x = 0; x < pixels.width(); ++x) {
            const int value = pixels.sample(x, y, 0);
            if (pixels.sample(x, y, 1) != value || pixels.sample(x, y, 2) != value) return pixels;
            grey.setSample(x, y, 0, value);
        }
    return grey;
}

/// What the quarters say that can be measured alone.
std::vector<FlatNoise> measureQuarters(const ImageBuffer& pixels) {
    const int left = pixels.width() / 2, top = pixels.height() / 2;
    std::vector<FlatNoise> out;
    for (const int y : {0, top})
        for (const int x : {0, left}) {
            const int width = x == 0 ? left : pixels.width() - left;
            const int height = y == 0 ? top : pixels.height() - top;
            if (auto found = flatNoise(pixels.cropped(x, y, width, height))) out.push_back(std::move(*found));
        }
    return out;
}

bool agreesInLevel(const FlatNoise& quarter, const FlatNoise& whole) {
    return std::abs(quarter.level / whole.level - 1) < kLevelAgrees;
}

bool agreesInCorrelation(const FlatNoise& quarter, const FlatNoise& whole) {
    return std::abs(neighbourCorrelation(quarter.model) - neighbourCorrelation(whole.model)) <
           kCorrelationAgrees;
}

/// Whether at least two quarters confirm the strength at that brightness.
bool isConfirmed(const std::vector<FlatNoise>& quarters, const FlatNoise& whole, std::size_t bin) {
    return std::count_if(quarters.begin(), quarters.end(), [&](const FlatNoise& quarter) {
               return std::abs(quarter.byBrightness[bin] / whole.byBrightness[bin] - 1) < kLevelAgrees;
           }) >= kLeastAgreeing;
}

/// The strongest over the weakest of the strengths that quarters confirm; 1 if they confirm none.
double confirmedRatio(const std::vector<FlatNoise>& quarters, const FlatNoise& whole) {
    double least = 0, most = 0;
    for (std::size_t bin = 0; bin < whole.byBrightness.size(); ++bin) {
        const double here = whole.byBrightness[bin];
        if (here <= 0 || !isConfirmed(quarters, whole, bin)) continue;
        least = most > 0 ? std::min(least, here) : here;
        most = std::max(most, here);
    }
    return most > 0 ? most / least : 1;
}

/// What the flat parts tell.
NoiseMeasurement measureFlatParts(const ImageBuffer& distinct, double white) {
    NoiseMeasurement out;
    out.white = white;
    const std::optional<FlatNoise> flat = flatNoise(distinct);
    if (!flat) return out;
    out.flat = flat->level;
    out.model = flat->model;
    if (out.flat < kLeastLevel) {
        out.reason = NoiseReason::Faint;
        return out;
    }
    bool shared = flat->flatness < kMostFlatness && neighbourCorrelation(out.model) >= kLeastCorrelation;
    const double ratio = strengthRatio(out.model);
    bool uneven = ratio >= kUneven && ratio <= kMostUneven;
    if (shared || uneven) {
        const std::vector<FlatNoise> quarters = measureQuarters(distinct);
        const auto agreed = [&](auto agrees) {
            return flat->scatter <= kMostScatter &&
                   std::count_if(quarters.begin(), quarters.end(), [&](const FlatNoise& quarter) {
                       return agrees(quarter, *flat);
                   }) >= kLeastAgreeing;
        };
        const bool looksShared = shared;
        uneven = uneven && flat->scatter <= kMostScatter && confirmedRatio(quarters, *flat) >= kUneven;
        // Where the strength depends on the brightness, the quarters' levels differ with what they show.
        shared = shared && agreed([&](const FlatNoise& quarter, const FlatNoise& whole) {
                     return agreesInCorrelation(quarter, whole) && (uneven || agreesInLevel(quarter, whole));
                 });
        if (looksShared && !shared) {
            out.reason = NoiseReason::Unsteady;
            return out;
        }
        if (!shared) uneven = uneven && out.white >= kLeastWhite * out.flat;
    }
    if (shared) {
        out.kind = uneven ? NoiseKind::GrainBrightness : NoiseKind::Grain;
        out.reason = uneven ? NoiseReason::SharedUneven : NoiseReason::Shared;
    } else {
        out.kind = uneven ? NoiseKind::Brightness : NoiseKind::White;
        out.reason = uneven ? NoiseReason::Uneven : NoiseReason::Independent;
    }
    return out;
}

/// What the quietest parts tell, where the flat ones have told of nothing but white noise.
void askQuietest(const ImageBuffer& distinct, NoiseMeasurement& out) {
    const std::optional<FilmGrain> film = filmGrain(distinct);
    if (!film || film->level < kLeastTypical || film->typical > kMostTypical ||
        film->flatness > kMostFlatness)
        return;
    const double correlation = neighbourCorrelation(film->model);
    if (correlation < kLeastCorrelation || correlation > kMostCorrelation) return;
    const bool oneTone = hasOneTone(distinct);
    const bool everywhere = film->typical >= kLeastTypical;
    if (film->scatter > (oneTone ? kMostScatterOfOneTone : kMostScatterOfColours)) return;
    if (!everywhere && !(oneTone && strengthRatio(film->model) <= kMostUnevenFilm)) return;
    const NoiseKind kind =
        strengthRatio(film->model) >= kUneven ? NoiseKind::GrainBrightness : NoiseKind::Grain;
    if (oneTone && everywhere && film->scatter <= kMostScatterOfFilm) {
        out.kind = kind;
        out.reason = NoiseReason::OneTone;
    } else {
        out.maybe = kind;
    }
    out.flat = film->level;
    out.model = film->model;
}

}  // namespace

bool NoiseMeasurement::has(NoiseKind asked) const {
    return reducedTo(asked, model).kind() == asked;
}

NoiseMeasurement measureNoise(const ImageBuffer& pixels) {
    const ImageBuffer distinct = withoutRepetition(pixels);
    NoiseMeasurement out = measureFlatParts(distinct, estimateNoise(pixels));
    if (out.kind == NoiseKind::White) askQuietest(distinct, out);
    return out;
}

NoiseMeasurement measureNoise(const Photograph& photo) {
    NoiseMeasurement out = measureNoise(photo.pixels);
    out.isJpeg = photo.format == FileFormat::Jpeg;
    return out;
}

std::string reasonText(const NoiseMeasurement& measured) {
    char text[160];
    switch (measured.reason) {
        case NoiseReason::Faint:
            return "it is too faint to tell its kind";
        case NoiseReason::Unsteady:
            return "flat parts differ from each other, as texture does";
        case NoiseReason::NoFlatParts:
            return "there are too few flat parts to measure more";
        case NoiseReason::Independent:
            return "neighbouring pixels share little of it";
        case NoiseReason::Shared:
            std::snprintf(text, sizeof text, "neighbouring pixels share it (correlation %.2f)",
                          neighbourCorrelation(measured.model));
            return text;
        case NoiseReason::Uneven:
            std::snprintf(text, sizeof text, "it is %.1f times as strong at some brightnesses as at others",
                          strengthRatio(measured.model));
            return text;
        case NoiseReason::SharedUneven:
            std::snprintf(
                text, sizeof text,
                "neighbouring pixels share it (correlation %.2f), and it is %.1f times as strong at "
                "some brightnesses as at others",
                neighbourCorrelation(measured.model), strengthRatio(measured.model));
            return text;
        case NoiseReason::OneTone:
            std::snprintf(
                text, sizeof text,
                "the photograph is black and white, as film often is, and neighbouring pixels share "
                "it (correlation %.2f)",
                neighbourCorrelation(measured.model));
            return text;
    }
    return "";
}

std::string maybeText(const NoiseMeasurement& measured) {
    if (measured.maybe == NoiseKind::White) return {};
    char text[128];
    std::snprintf(
        text, sizeof text,
        "the photograph may have grain of %.1f levels, or fine texture; --noise-model %s removes it",
        measured.flat, nameOf(measured.maybe, kNoiseKinds));
    return text;
}

}  // namespace lacuna
