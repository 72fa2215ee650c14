// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/grain.h"

#include "core/base/image_buffer.h"
#include "core/imaging/estimate/noise_patches.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace lacuna {
namespace {

constexpr int kPatch = 16;
constexpr std::size_t kLeastPatches = 12;
/// A patch is flat if its variance is at most this many times that of the flattest tenth.
constexpr double kFlat = 2;
/// Grain is visible from this deviation, in 8-bit levels; below these, it is the subject's texture.
constexpr double kLeastStrength = 1.2;
constexpr double kLeastEvenness = 0.5;
constexpr double kLeastCompactness = 0.8;
/// Grain is fine: most of its filter lies within this many pixels.
constexpr int kFine = 2;

/// Indices of patches, by variance.
std::vector<std::size_t> sortedPatches(const NoisePatches& patches) {
    std::vector<std::size_t> sorted(patches.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::stable_sort(sorted.begin(), sorted.end(), [&patches](std::size_t a, std::size_t b) {
        return patches.variance(a) < patches.variance(b);
    });
    return sorted;
}

/// The flat ones among patches that are sorted by variance.
std::vector<std::size_t> flattest(const NoisePatches& patches, const std::vector<std::size_t>& sorted) {
    const double limit = kFlat * patches.variance(sorted[sorted.size() / 10]);
    const auto end = std::partition_point(sorted.begin(), sorted.end(),
                                          [&](std::size_t i) { return patches.variance(i) <= limit; });
    return {sorted.begin(), end};
}

double meanVariance(const NoisePatches& patches, const std::vector<std::size_t>& which) {
    double sum = 0;
    for (const std::size_t i : which)
        sum += patches.variance(i);
    return sum / static_cast<double>(which.size());
}

/// The zero-phase filter whose response is the root of the spectrum.
std::vector<float> kernelOf(const NoisePatches& patches, const std::vector<std::size_t>& which, int side) {
    const std::vector<double> spectrum = patches.spectrumOf(
        patches.periodograms(cv::Mat1d::eye(patches.channels(), patches.channels())), which);
    const int n = patches.frequencies();
    cv::Mat2d response(kPatch, kPatch);
    for (int v = 0; v < kPatch; ++v)
        for (int u = 0; u < kPatch; ++u) {
            const int row = std::min(v, kPatch - v), column = std::min(u, kPatch - u);
            double power = 0;
            for (int c = 0; c < patches.channels(); ++c)
                power += spectrum[static_cast<std::size_t>((c * n + row) * n + column)];
            response(v, u) = {std::sqrt(power), 0};
        }
    cv::Mat1d kernel;
    cv::dft(response, kernel, cv::DFT_INVERSE | cv::DFT_REAL_OUTPUT | cv::DFT_SCALE);
    std::vector<float> out;
    double squares = 0;
    for (int y = -(side / 2); y <= side / 2; ++y)
        for (int x = -(side / 2); x <= side / 2; ++x) {
            const double value = kernel((y + kPatch) % kPatch, (x + kPatch) % kPatch);
            out.push_back(static_cast<float>(value));
            squares += value * value;
        }
    for (float& value : out)
        value = static_cast<float>(value / std::sqrt(squares));
    return out;
}

/// The root of the channels' covariance, scaled so that the mean variance is 1.
std::array<double, 9> mixingOf(const NoisePatches& patches, const std::vector<std::size_t>& which) {
    cv::Mat1d covariance(3, 3, 1.0);  // of grey
    if (patches.channels() == 3) covariance = patches.covariance(which);
    covariance /= cv::trace(covariance)[0] / 3;
    cv::Mat1d values, vectors;
    cv::eigen(covariance, values, vectors);
    std::array<double, 9> mixing{};
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b)
            for (int k = 0; k < 3; ++k)
                mixing[static_cast<std::size_t>(3 * a + b)] +=
                    vectors(k, a) * std::sqrt(std::max(0.0, values(k))) * vectors(k, b);
    return mixing;
}

}  // namespace

bool GrainModel::isVisible() const {
    return strength >= kLeastStrength && evenness >= kLeastEvenness && compactness >= kLeastCompactness;
}

std::optional<GrainModel> measureGrain(const ImageBuffer& photo, const ImageBuffer& mask, int x, int y,
                                       int width, int height) {
    assert(x >= 0 && y >= 0 && x + width <= photo.width() && y + height <= photo.height());
    const NoisePatches patches(photo, kPatch, mask, {x, y, width, height});
    if (patches.size() < kLeastPatches) return std::nullopt;
    const std::vector<std::size_t> sorted = sortedPatches(patches);
    const std::vector<std::size_t> flat = flattest(patches, sorted);

    GrainModel grain;
    grain.strength = std::sqrt(meanVariance(patches, flat));
    grain.evenness =
        patches.variance(sorted[sorted.size() / 20]) / patches.variance(sorted[sorted.size() / 4]);
    grain.side = kPatch - 1;
    grain.kernel = kernelOf(patches, flat, grain.side);
    for (int v = -kFine; v <= kFine; ++v)
        for (int u = -kFine; u <= kFine; ++u) {
            const int middle = grain.side / 2;
            const float value =
                grain.kernel[static_cast<std::size_t>((middle + v) * grain.side + middle + u)];
            grain.compactness += value * value;
        }
    grain.mixing = mixingOf(patches, flat);
    for (int bin = 0; bin < GrainModel::kBins; ++bin) {
        std::vector<std::size_t> here;
        for (const std::size_t i : sorted)
            if (static_cast<int>(patches.brightness(i) * GrainModel::kBins / 256) == bin) here.push_back(i);
        grain.deviation[static_cast<std::size_t>(bin)] =
            here.size() < kLeastPatches ? grain.strength
                                        : std::sqrt(meanVariance(patches, flattest(patches, here)));
    }
    return grain;
}

}  // namespace lacuna
