// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/film_grain.h"

#include "core/base/image_buffer.h"
#include "core/imaging/estimate/noise_patches.h"
#include "core/imaging/estimate/patch_spectrum.h"
#include "core/imaging/estimate/smooth_spectrum.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace lacuna {
namespace {

constexpr int kSide = 16;
constexpr std::size_t kLeastPatches = 100;
/// The share of the patches that sets the strength at their brightness, and the one that sets the spectrum.
constexpr double kQuietest = 0.1;
constexpr double kQuiet = 0.2;
/// Patches of up to so many times that strength are grain alone, and show how strong it is on average.
constexpr double kGrainAlone = 2;

constexpr double kMostColour = 1.8;
constexpr int kBlock = 4;   ///< pixels on a side: the average leaves out what a JPEG does to single ones
constexpr int kTones = 32;  ///< brightnesses with a colour each

/// The deviation of the quietest patches at each brightness, 8-bit levels; 0 where there are too few.
Strengths quietest(const NoisePatches& patches) {
    Strengths found{};
    for (std::size_t bin = 0; bin < found.size(); ++bin) {
        std::vector<double> here;
        for (std::size_t i = 0; i < patches.size(); ++i)
            if (binOf(patches.brightness(i)) == bin) here.push_back(patches.variance(i));
        if (here.size() < kLeastOfBin) continue;
        const auto at = here.begin() + static_cast<std::ptrdiff_t>(kQuietest * double(here.size()));
        std::nth_element(here.begin(), at, here.end());
        found[bin] = std::sqrt(*at);
    }
    return found;
}

/// A table's value at a brightness of 0 to 255, between the middles of its parts.
double valueAt(const Strengths& table, double brightness) {
    const double at = std::clamp(brightness * NoiseModel::kBins / 256 - 0.5, 0.0, NoiseModel::kBins - 1.0);
    const auto below = std::min(static_cast<std::size_t>(at), std::size_t{NoiseModel::kBins - 2});
    const double share = at - static_cast<double>(below);
    return (1 - share) * table[below] + share * table[below + 1];
}

/// The median of the table over the photograph.
double medianOf(const Strengths& table, const std::vector<double>& shares) {
    std::array<std::size_t, NoiseModel::kBins> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return table[a] < table[b]; });
    double sum = 0;
    for (const std::size_t bin : order) {
        sum += shares[bin];
        if (sum >= 0.5) return table[bin];
    }
    return table[order.back()];
}

}  // namespace

std::optional<FilmGrain> filmGrain(const ImageBuffer& pixels) {
    if (std::min(pixels.width(), pixels.height()) < kSide) return std::nullopt;
    const NoisePatches patches(pixels, kSide);
    if (patches.size() < kLeastPatches) return std::nullopt;
    Strengths table = quietest(patches);
    const auto known = std::count_if(table.begin(), table.end(), [](double value) { return value > 0; });
    if (known == 0) return std::nullopt;
    table = completed(table);

    std::vector<double> relative;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        const double expected = valueAt(table, patches.brightness(i));
        relative.push_back(patches.variance(i) / (expected * expected));
    }
    std::vector<double> sorted = relative;
    std::sort(sorted.begin(), sorted.end());
    const auto quantile = [&sorted](double share) {
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    std::vector<std::size_t> quiet;
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < relative.size(); ++i) {
        if (relative[i] <= quantile(kQuiet)) quiet.push_back(i);
        if (relative[i] > kGrainAlone * quantile(kQuietest)) continue;
        sum += relative[i];
        count += 1;
    }

    cv::Mat1d values, basis;
    cv::eigen(patches.covariance(quiet), values, basis);
    std::vector<std::vector<float>> periodograms = patches.periodograms(basis);
    for (std::size_t i = 0; i < periodograms.size(); ++i) {
        const double expected = valueAt(table, patches.brightness(i));
        for (float& power : periodograms[i])
            power /= static_cast<float>(expected * expected);
    }
    std::vector<double> spectrum =
        patches.quantileSpectrumOf(periodograms, quiet, NoisePatches::Quantile::Median);
    // Relative to the strengths, of which the smallest in squared levels is rounding.
    const double least = kLeastPower / std::pow(*std::max_element(table.begin(), table.end()), 2);
    for (double& power : spectrum)
        power = std::max(power, least);
    spectrum = smoothSpectrum(spectrum, patches.frequencies());

    FilmGrain out;
    out.model = modelOf(patches, basis, spectrum);
    out.flatness = flatnessOf(out.model);
    out.coarse = coarseShare(out.model);
    out.scatter = scatterOf(patches, periodograms, quiet, spectrum);
    normalise(out.model);
    const std::vector<double> shares = brightnessShares(pixels);
    const double unit = std::sqrt(sum / count);
    double square = 0;
    for (std::size_t bin = 0; bin < table.size(); ++bin)
        square += shares[bin] * table[bin] * table[bin];
    out.level = unit * std::sqrt(square);
    out.typical = unit * medianOf(table, shares);
    if (known >= 2)
        for (const double value : table)
            out.model.strength.push_back(static_cast<float>(value / std::sqrt(square)));
    return out;
}

bool hasOneTone(const ImageBuffer& pixels) {
    if (pixels.channels() == 1) return true;
    // Of each block, its brightness and how far red and blue are from it, in 8-bit levels.
    struct Colour {
        std::size_t tone;
        std::array<double, 3> off;
    };
    std::vector<Colour> colours;
    std::array<std::array<double, 3>, kTones> sums{};
    std::array<double, kTones> counts{};
    const double scale = 255.0 / pixels.maxValue() / (kBlock * kBlock);
    for (int top = 0; top + kBlock <= pixels.height(); top += kBlock)
        for (int left = 0; left + kBlock <= pixels.width(); left += kBlock) {
            std::array<double, 3> mean{};
            for (int y = top; y < top + kBlock; ++y)
                for (int x = left; x < left + kBlock; ++x)
                    for (int c = 0; c < 3; ++c)
                        mean[static_cast<std::size_t>(c)] += scale * pixels.sample(x, y, c);
            const double brightness = (mean[0] + mean[1] + mean[2]) / 3;
            Colour colour{static_cast<std::size_t>(brightness * kTones / 256), {}};
            counts[colour.tone] += 1;
            for (std::size_t c = 0; c < 3; ++c) {
                colour.off[c] = mean[c] - brightness;
                sums[colour.tone][c] += colour.off[c];
            }
            colours.push_back(colour);
        }
    double square = 0;
    for (const Colour& colour : colours)
        for (std::size_t c = 0; c < 3; ++c)
            square += std::pow(colour.off[c] - sums[colour.tone][c] / counts[colour.tone], 2) / 3;
    return square <= kMostColour * kMostColour * static_cast<double>(colours.size());
}

}  // namespace lacuna
