// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/measure_noise.h"

#include "core/base/image_buffer.h"
#include "core/base/photograph.h"
#include "core/imaging/estimate/flat_noise.h"
#include "core/imaging/estimate/noise_estimate.h"

#include <cstdio>
#include <optional>

namespace lacuna {
namespace {

/// Noise weaker than this isn't visible, 8-bit levels.
constexpr double kVisible = 1.2;
/// The geometric over the arithmetic mean of a spectrum; 1 for white noise.
constexpr double kLeastFlatness = 0.88;
/// Strongest over weakest deviation, from which on a table is worth having.
constexpr double kUneven = 1.5;

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

}  // namespace

bool NoiseMeasurement::has(NoiseKind asked) const {
    return reducedTo(asked, model).kind() == asked;
}

NoiseMeasurement measureNoise(const ImageBuffer& pixels) {
    NoiseMeasurement out;
    out.white = estimateNoise(pixels);
    const std::optional<FlatNoise> flat = flatNoise(withoutRepetition(pixels));
    if (!flat) return out;
    out.flat = flat->level;
    out.model = flat->model;
    if (out.flat < kVisible) {
        out.reason = NoiseReason::Faint;
        return out;
    }
    const bool shared = flat->flatness < kLeastFlatness;
    const bool uneven = strengthRatio(out.model) >= kUneven;
    if (shared) {
        out.kind = uneven ? NoiseKind::GrainBrightness : NoiseKind::Grain;
        out.reason = uneven ? NoiseReason::SharedUneven : NoiseReason::Shared;
    } else {
        out.kind = uneven ? NoiseKind::Brightness : NoiseKind::White;
        out.reason = uneven ? NoiseReason::Uneven : NoiseReason::Independent;
    }
    return out;
}

NoiseMeasurement measureNoise(const Photograph& photo) {
    NoiseMeasurement out = measureNoise(photo.pixels);
    out.isJpeg = photo.format == FileFormat::Jpeg;
    return out;
}

std::string reasonText(const NoiseMeasurement& measured) {
    char text[128];
    switch (measured.reason) {
        case NoiseReason::Faint:
            return "it is too faint to be seen";
        case NoiseReason::NoFlatParts:
            return "there are too few flat parts to measure more";
        case NoiseReason::Independent:
            return "pixels are independent of each other";
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
    }
    return "";
}

}  // namespace lacuna
