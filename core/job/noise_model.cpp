// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/noise_model.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr std::size_t kPlane = std::size_t(NoiseModel::kSide) * NoiseModel::kSide;
constexpr float kMostPower = 1e6F;
constexpr float kMostStrength = 100;

/// Cycles per pixel.
double frequencyAt(int index) {
    return 0.5 * index / (NoiseModel::kSide - 1);
}

/// White noise blurred by a Gaussian of that deviation in pixels, with a share of unblurred noise.
std::vector<float> blurred(double deviation, double white) {
    std::vector<float> out;
    double sum = 0, count = 0;
    for (int v = 0; v < NoiseModel::kSide; ++v)
        for (int u = 0; u < NoiseModel::kSide; ++u) {
            const double f2 = std::pow(frequencyAt(u), 2) + std::pow(frequencyAt(v), 2);
            const double power = std::exp(-std::pow(2 * std::numbers::pi * deviation, 2) * f2);
            out.push_back(static_cast<float>(power));
            sum += power * multiplicity(u) * multiplicity(v);
            count += multiplicity(u) * multiplicity(v);
        }
    for (float& power : out)
        power = static_cast<float>((1 - white) * power * count / sum + white);
    return out;
}

/// Brightness, red against blue, green against both, with these shares of the variance.
NoiseModel opponent(const std::vector<float>& brightness, const std::vector<float>& colour, double share) {
    const double a = 1 / std::numbers::sqrt3, b = 1 / std::numbers::sqrt2, c = 1 / std::sqrt(6.0);
    NoiseModel model;
    for (const double value : {a, a, a, b, 0.0, -b, c, -2 * c, c})
        model.basis.push_back(static_cast<float>(value));
    for (int channel = 0; channel < 3; ++channel)
        for (const float power : channel == 0 ? brightness : colour)
            model.spectrum.push_back(
                static_cast<float>(power * 3 * (channel == 0 ? share : (1 - share) / 2)));
    normalise(model);
    return model;
}

/// The share of brightness where two colour channels correlate with 0.6.
constexpr double kShare = 2.2 / 3;

NoiseModel fine() {
    return opponent(blurred(0.6, 0.08), blurred(0.6, 0.08), kShare);
}
NoiseModel coarse() {
    return opponent(blurred(1.2, 0.08), blurred(1.2, 0.08), kShare);
}
/// As converters of raw files leave it: fine in brightness, blotches of colour.
NoiseModel blotches() {
    return opponent(blurred(0.5, 0.2), blurred(1.6, 0.08), 0.5);
}
/// As of counted photons: the variance grows with the brightness.
NoiseModel shot() {
    NoiseModel model;
    for (int bin = 0; bin < NoiseModel::kBins; ++bin)
        model.strength.push_back(static_cast<float>(std::sqrt(0.1 + 1.8 * (bin + 0.5) / NoiseModel::kBins)));
    return model;
}
/// Fine grain, strongest in the middle tones.
NoiseModel film() {
    NoiseModel model = opponent(blurred(0.8, 0.08), blurred(0.8, 0.08), kShare);
    for (int bin = 0; bin < NoiseModel::kBins; ++bin)
        model.strength.push_back(
            static_cast<float>(0.45 + 0.9 * std::sin(std::numbers::pi * (bin + 0.5) / NoiseModel::kBins)));
    return model;
}

constexpr std::array kNamed{NamedNoise{"white", [] { return NoiseModel(); }},
                            NamedNoise{"fine", fine},
                            NamedNoise{"coarse", coarse},
                            NamedNoise{"blotches", blotches},
                            NamedNoise{"shot", shot},
                            NamedNoise{"film", film}};

void require(bool good, const char* what) {
    if (!good) throw Error(ErrorCode::Usage, "noise-model", what);
}

}  // namespace

NoiseKind NoiseModel::kind() const {
    if (spectrum.empty()) return strength.empty() ? NoiseKind::White : NoiseKind::Brightness;
    return strength.empty() ? NoiseKind::Grain : NoiseKind::GrainBrightness;
}

NoiseModel reducedTo(NoiseKind kind, const NoiseModel& model) {
    NoiseModel out = model;
    if (kind == NoiseKind::White || kind == NoiseKind::Brightness) {
        out.basis.clear();
        out.spectrum.clear();
    }
    if (kind == NoiseKind::White || kind == NoiseKind::Grain) out.strength.clear();
    return out;
}

void requireValid(const NoiseModel& model) {
    // Comparisons that also refuse what is no number.
    const auto within = [](const std::vector<float>& values, float low, float high) {
        return std::all_of(values.begin(), values.end(),
                           [=](float value) { return value >= low && value <= high; });
    };
    require(model.strength.empty() || model.strength.size() == NoiseModel::kBins,
            "needs a strength for each of 8 brightnesses");
    require(within(model.strength, 1 / kMostStrength, kMostStrength), "has a strength out of range");
    require(model.basis.size() == (model.spectrum.empty() ? 0 : 9), "needs a spectrum and a basis of 3 × 3");
    if (model.spectrum.empty()) return;
    require(model.spectrum.size() == 3 * kPlane, "needs 3 × 17 × 17 powers");
    require(within(model.spectrum, 0, kMostPower), "has a power out of range");
    double power = 0;
    for (int channel = 0; channel < 3; ++channel)
        power += meanPower(model, channel) / 3;
    require(std::abs(power - 1) < 0.01, "has powers whose mean isn't 1");
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b) {
            double product = 0;
            for (std::size_t c = 0; c < 3; ++c)
                product += model.basis[3 * a + c] * model.basis[3 * b + c];
            require(std::abs(product - (a == b ? 1 : 0)) < 1e-3, "has a basis that isn't orthonormal");
        }
}

int multiplicity(int frequency) {
    return frequency == 0 || frequency == NoiseModel::kSide - 1 ? 1 : 2;
}

double meanPower(const NoiseModel& model, int channel) {
    const float* plane = model.spectrum.data() + static_cast<std::size_t>(channel) * kPlane;
    double sum = 0, count = 0;
    for (int v = 0; v < NoiseModel::kSide; ++v)
        for (int u = 0; u < NoiseModel::kSide; ++u) {
            const double times = multiplicity(u) * multiplicity(v);
            sum += times * plane[v * NoiseModel::kSide + u];
            count += times;
        }
    return sum / count;
}

void normalise(NoiseModel& model) {
    double mean = 0;
    for (int channel = 0; channel < 3; ++channel)
        mean += meanPower(model, channel) / 3;
    assert(mean > 0);
    for (float& power : model.spectrum)
        power = static_cast<float>(power / mean);
}

double neighbourCorrelation(const NoiseModel& model) {
    if (model.spectrum.empty()) return 0;
    int loudest = 0;
    for (int channel = 1; channel < 3; ++channel) {
        if (meanPower(model, channel) > meanPower(model, loudest)) loudest = channel;
    }
    const float* plane = model.spectrum.data() + static_cast<std::size_t>(loudest) * kPlane;
    double sum = 0, beside = 0;
    for (int v = 0; v < NoiseModel::kSide; ++v)
        for (int u = 0; u < NoiseModel::kSide; ++u) {
            const double power = multiplicity(u) * multiplicity(v) * plane[v * NoiseModel::kSide + u];
            sum += power;
            beside += power / 2 *
                      (std::cos(2 * std::numbers::pi * frequencyAt(u)) +
                       std::cos(2 * std::numbers::pi * frequencyAt(v)));
        }
    return beside / sum;
}

double strengthRatio(const NoiseModel& model) {
    if (model.strength.empty()) return 1;
    const auto [least, most] = std::minmax_element(model.strength.begin(), model.strength.end());
    return *most / *least;
}

std::span<const NamedNoise> namedNoises() {
    return kNamed;
}

}  // namespace lacuna
