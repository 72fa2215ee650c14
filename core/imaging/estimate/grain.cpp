// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/grain.h"

#include "core/base/image_buffer.h"
#include "core/base/mask.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr int kPatch = 16;
constexpr int kPixels = kPatch * kPatch;
constexpr int kStep = 8;
constexpr int kTrends = 6;  ///< 1, x, y, x², xy, y²
constexpr std::size_t kLeastPatches = 12;
/// A patch is flat if its variance is at most this many times that of the flattest tenth.
constexpr double kFlat = 2;
/// Grain is visible from this deviation, in 8-bit levels; below these, it is the subject's texture.
constexpr double kLeastStrength = 1.2;
constexpr double kLeastEvenness = 0.5;
constexpr double kLeastCompactness = 0.8;
/// Grain is fine: most of its filter lies within this many pixels.
constexpr int kFine = 2;

struct Patch {
    cv::Matx<double, 3, kPixels> rest;  ///< less its trend, 8-bit levels
    double brightness = 0;              ///< 0 … 255
    double variance = 0;                ///< mean of the channels'
};

/// An orthonormal basis of the quadratic trends of a patch.
cv::Matx<double, kTrends, kPixels> trendBasis() {
    cv::Matx<double, kTrends, kPixels> basis;
    for (int i = 0; i < kPixels; ++i) {
        const double x = (i % kPatch - (kPatch - 1) / 2.0) / kPatch,
                     y = (i / kPatch - (kPatch - 1) / 2.0) / kPatch;
        const double values[kTrends] = {1, x, y, x * x, x * y, y * y};
        for (int k = 0; k < kTrends; ++k)
            basis(k, i) = values[k];
    }
    for (int k = 0; k < kTrends; ++k) {
        for (int j = 0; j < k; ++j) {
            const double along = basis.row(k).dot(basis.row(j));
            for (int i = 0; i < kPixels; ++i)
                basis(k, i) -= along * basis(j, i);
        }
        const double norm = std::sqrt(basis.row(k).dot(basis.row(k)));
        for (int i = 0; i < kPixels; ++i)
            basis(k, i) /= norm;
    }
    return basis;
}

/// Nothing if the patch has a marked pixel, or one at black or white.
std::optional<Patch> patchAt(const ImageBuffer& photo, const ImageBuffer& mask, int x, int y,
                             const cv::Matx<double, kTrends, kPixels>& basis) {
    const double scale = 255.0 / photo.maxValue();
    Patch patch;
    for (int i = 0; i < kPixels; ++i) {
        const int u = x + i % kPatch, v = y + i / kPatch;
        if (!mask.isEmpty() && isMarked(mask.row<std::uint8_t>(v)[u])) return std::nullopt;
        for (int c = 0; c < 3; ++c) {
            const double value = photo.sample(u, v, photo.channels() == 3 ? c : 0) * scale;
            if (value < 1 || value > 254) return std::nullopt;
            patch.rest(c, i) = value;
            patch.brightness += value / (3 * kPixels);
        }
    }
    for (int c = 0; c < 3; ++c)
        for (int k = 0; k < kTrends; ++k) {
            const double along = patch.rest.row(c).dot(basis.row(k));
            for (int i = 0; i < kPixels; ++i)
                patch.rest(c, i) -= along * basis(k, i);
        }
    for (int c = 0; c < 3; ++c)
        patch.variance += patch.rest.row(c).dot(patch.rest.row(c)) / (3.0 * (kPixels - kTrends));
    return patch;
}

/// The flat ones among patches, which are sorted by variance.
std::vector<const Patch*> flattest(const std::vector<const Patch*>& sorted) {
    const double limit = kFlat * sorted[sorted.size() / 10]->variance;
    std::vector<const Patch*> flat;
    for (const Patch* patch : sorted) {
        if (patch->variance <= limit) flat.push_back(patch);
    }
    return flat;
}

double meanVariance(const std::vector<const Patch*>& patches) {
    double sum = 0;
    for (const Patch* patch : patches)
        sum += patch->variance;
    return sum / static_cast<double>(patches.size());
}

/// The zero-phase filter whose response is the root of the mean periodogram.
std::vector<float> kernelOf(const std::vector<const Patch*>& patches, int side) {
    cv::Mat1d power = cv::Mat1d::zeros(kPatch, kPatch);
    for (const Patch* patch : patches)
        for (int c = 0; c < 3; ++c) {
            cv::Mat1d windowed(kPatch, kPatch);
            for (int i = 0; i < kPixels; ++i) {
                const auto hann = [](int at) {
                    return std::pow(std::sin(std::numbers::pi * (at + 0.5) / kPatch), 2);
                };
                windowed(i / kPatch, i % kPatch) = patch->rest(c, i) * hann(i / kPatch) * hann(i % kPatch);
            }
            cv::Mat2d spectrum;
            cv::dft(windowed, spectrum, cv::DFT_COMPLEX_OUTPUT);
            for (int i = 0; i < kPixels; ++i) {
                const cv::Vec2d& value = spectrum(i / kPatch, i % kPatch);
                power(i / kPatch, i % kPatch) += value.dot(value);
            }
        }
    cv::Mat1d root;
    cv::sqrt(power, root);
    // One channel alone would be taken for a packed spectrum.
    cv::Mat2d response;
    cv::merge(std::vector<cv::Mat>{root, cv::Mat1d::zeros(root.size())}, response);
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
std::array<double, 9> mixingOf(const std::vector<const Patch*>& patches) {
    cv::Mat1d covariance = cv::Mat1d::zeros(3, 3);
    for (const Patch* patch : patches)
        for (int a = 0; a < 3; ++a)
            for (int b = 0; b < 3; ++b)
                covariance(a, b) += patch->rest.row(a).dot(patch->rest.row(b));
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
    static const cv::Matx<double, kTrends, kPixels> basis = trendBasis();
    // A large region is sampled.
    int step = kStep;
    constexpr double kMostPatches = 4000;
    while (static_cast<double>(width / step) * (height / step) > kMostPatches)
        step += kStep;
    std::vector<Patch> patches;
    for (int v = y; v + kPatch <= y + height; v += step)
        for (int u = x; u + kPatch <= x + width; u += step) {
            if (const auto patch = patchAt(photo, mask, u, v, basis)) patches.push_back(*patch);
        }
    if (patches.size() < kLeastPatches) return std::nullopt;
    std::vector<const Patch*> sorted;
    for (const Patch& patch : patches)
        sorted.push_back(&patch);
    std::sort(sorted.begin(), sorted.end(),
              [](const Patch* a, const Patch* b) { return a->variance < b->variance; });
    const std::vector<const Patch*> flat = flattest(sorted);

    GrainModel grain;
    grain.strength = std::sqrt(meanVariance(flat));
    grain.evenness =
        sorted[sorted.size() / 20]->variance / std::max(sorted[sorted.size() / 4]->variance, 1e-12);
    if (grain.strength <= 0) return std::nullopt;
    grain.side = kPatch - 1;
    grain.kernel = kernelOf(flat, grain.side);
    for (int v = -kFine; v <= kFine; ++v)
        for (int u = -kFine; u <= kFine; ++u) {
            const int middle = grain.side / 2;
            const float value =
                grain.kernel[static_cast<std::size_t>((middle + v) * grain.side + middle + u)];
            grain.compactness += value * value;
        }
    grain.mixing = mixingOf(flat);
    for (int bin = 0; bin < GrainModel::kBins; ++bin) {
        std::vector<const Patch*> here;
        for (const Patch* patch : sorted) {
            if (static_cast<int>(patch->brightness * GrainModel::kBins / 256) == bin) here.push_back(patch);
        }
        grain.deviation[static_cast<std::size_t>(bin)] =
            here.size() < kLeastPatches ? grain.strength : std::sqrt(meanVariance(flattest(here)));
    }
    return grain;
}

}  // namespace lacuna
