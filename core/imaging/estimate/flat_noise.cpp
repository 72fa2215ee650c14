// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/flat_noise.h"

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
#include <vector>

namespace lacuna {
namespace {

constexpr int kRounds = 10;
/// The basis of colours changes in these first rounds only.
constexpr int kBasisRounds = 3;
/// The share of the patches, by variance, that the iteration begins with.
constexpr int kFirstShare = 20;
constexpr std::size_t kLeastPatches = 24;
/// How far a patch's mean power scatters: the windows weigh 1 + kWindowWeight/side per axis, and correlation
/// widens it a little.
constexpr double kWindowWeight = 1.944;
constexpr double kWiden = 1.15;
/// Of a normal distribution: the share below its mean over the share below its mean less one deviation.
constexpr double kTail = 3.15;
/// Noise leaves next to no patch so many deviations below its peak, and texture many: at most this share of
/// those below the peak.
constexpr double kFar = 2.5;
constexpr double kMostFar = 0.08;

/// Grain is fine: more of its power than this below 1/16 cycle per pixel, and it is the subject.
constexpr double kMostCoarse = 0.4;
/// Noise with a spectrum as flat as this has enough power above 1/4 cycle per pixel, where texture has
/// little.
constexpr double kHasFine = 0.6;
/// If wide parts have so many times the noise of narrow ones, it is texture.
constexpr double kMoreInWide = 1.1;

/// The mean of the lowest peak among `values` that is as narrow as noise makes it; nothing if there is none.
std::optional<double> lowestPeak(std::vector<double> values, double deviation, std::size_t least) {
    std::sort(values.begin(), values.end());
    for (std::size_t i = least; i < values.size(); ++i) {
        const auto tail =
            std::lower_bound(values.begin(), values.end(), values[i] * (1 - deviation)) - values.begin();
        if (static_cast<double>(i + 1) <= kTail * static_cast<double>(tail)) return values[i];
    }
    return std::nullopt;
}

class FlatParts {
  public:
    FlatParts(const ImageBuffer& pixels, int side)
        : mPatches(pixels, side),
          mDeviation(kWiden * kWindowWeight / side * std::sqrt(2.0 / mPatches.channels())) {}

    /// Nothing if too few parts are flat.
    std::optional<FlatNoise> measure(const std::vector<double>& histogram);

  private:
    void takeBasis();
    void takeSpectrum();
    void refineSpectrum();
    /// Each patch's mean power relative to the spectrum, from that frequency on either axis on.
    std::vector<double> relativePowers(int from = 0) const;
    Strengths strengths(const std::vector<double>& powers) const;

    NoisePatches mPatches;
    double mDeviation;
    std::vector<std::size_t> mChosen;
    cv::Mat1d mBasis;
    std::vector<std::vector<float>> mPeriodograms;
    std::vector<double> mSpectrum;
};

void FlatParts::takeBasis() {
    cv::Mat1d values, vectors;
    cv::eigen(mPatches.covariance(mChosen), values, vectors);
    mBasis = vectors;
    mPeriodograms = mPatches.periodograms(mBasis);
}

void FlatParts::takeSpectrum() {
    mSpectrum = mPatches.spectrumOf(mPeriodograms, mChosen);
    for (double& power : mSpectrum)
        power = std::max(power, kLeastPower);
}

/// What is left to do once the patches are chosen. Before, it would make single patches stand out where a
/// JPEG has left few of them any power.
void FlatParts::refineSpectrum() {
    mSpectrum = mPatches.quantileSpectrumOf(mPeriodograms, mChosen, NoisePatches::Quantile::Low);
    for (double& power : mSpectrum)
        power = std::max(power, kLeastPower);
    mSpectrum = smoothSpectrum(mSpectrum, mPatches.frequencies());
}

std::vector<double> FlatParts::relativePowers(int from) const {
    const int n = mPatches.frequencies();
    std::vector<double> weights;
    double sum = 0;
    for (int c = 0; c < mPatches.channels(); ++c)
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u) {
                const bool counts = mPatches.isSeen(v, u) && std::max(v, u) >= from;
                const double weight = counts ? mPatches.multiplicity(v, u) : 0;
                sum += weight;
                weights.push_back(weight / mSpectrum[weights.size()]);
            }
    std::vector<double> powers;
    for (const std::vector<float>& periodogram : mPeriodograms)
        powers.push_back(std::inner_product(periodogram.begin(), periodogram.end(), weights.begin(), 0.0) /
                         sum);
    return powers;
}

/// Deviations by brightness, relative to the spectrum; 0 where too few patches are flat.
Strengths FlatParts::strengths(const std::vector<double>& powers) const {
    Strengths found{};
    for (std::size_t bin = 0; bin < found.size(); ++bin) {
        std::vector<double> here;
        for (std::size_t i = 0; i < powers.size(); ++i) {
            if (binOf(mPatches.brightness(i)) == bin) here.push_back(powers[i]);
        }
        if (here.size() < kLeastOfBin) continue;
        if (const auto peak = lowestPeak(here, mDeviation, kLeastOfBin / 4)) found[bin] = std::sqrt(*peak);
    }
    return found;
}

std::optional<FlatNoise> FlatParts::measure(const std::vector<double>& histogram) {
    if (mPatches.size() < kLeastPatches) return std::nullopt;
    std::vector<std::size_t> order(mPatches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return mPatches.variance(a) < mPatches.variance(b);
    });
    mChosen.assign(order.begin(),
                   order.begin() + std::max<std::ptrdiff_t>(kLeastPatches / 2,
                                                            std::ptrdiff_t(order.size()) / kFirstShare));
    std::vector<double> powers;
    double peak = 1;
    for (int round = 0; round < kRounds; ++round) {
        if (round < kBasisRounds) takeBasis();
        takeSpectrum();
        powers = relativePowers();
        const auto found = lowestPeak(powers, mDeviation, kLeastPatches / 2);
        if (!found) return std::nullopt;
        peak = *found;
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < powers.size(); ++i) {
            if (powers[i] <= peak) chosen.push_back(i);
        }
        if (chosen.size() < kLeastPatches / 2) return std::nullopt;
        if (chosen == mChosen) break;
        mChosen = std::move(chosen);
    }
    const auto far = std::count_if(powers.begin(), powers.end(),
                                   [&](double power) { return power < peak * (1 - kFar * mDeviation); });
    if (static_cast<double>(far) > 1 + kMostFar * static_cast<double>(mChosen.size())) return std::nullopt;
    refineSpectrum();
    // The lower half of a peak has less power than the whole: `peak` says how much.
    FlatNoise out;
    out.model = modelOf(mPatches, mBasis, mSpectrum);
    const double power = std::pow(levelOf(out.model, mPatches.channels()), 2);
    out.level = std::sqrt(power * peak);
    out.coarse = coarseShare(out.model);
    out.flatness = flatnessOf(out.model);
    out.scatter = scatterOf(mPatches, mPeriodograms, mChosen, mSpectrum);
    normalise(out.model);

    const Strengths found = strengths(powers);
    const auto known = std::count_if(found.begin(), found.end(), [](double value) { return value > 0; });
    const bool hasFine = out.flatness >= kHasFine;
    const Strengths alone = hasFine ? strengths(relativePowers(mPatches.frequencies() / 2)) : found;
    std::transform(alone.begin(), alone.end(), out.byBrightness.begin(),
                   [power](double value) { return value * std::sqrt(power); });
    if (known >= 2) {
        const Strengths table = completed(found);
        double square = 0;
        for (std::size_t bin = 0; bin < table.size(); ++bin)
            square += histogram[bin] * table[bin] * table[bin];
        out.level *= std::sqrt(square / peak);
        for (const double value : table)
            out.model.strength.push_back(static_cast<float>(value / std::sqrt(square)));
    }
    return out;
}

}  // namespace

std::optional<FlatNoise> flatNoise(const ImageBuffer& pixels) {
    const std::vector<double> histogram = brightnessShares(pixels);
    std::optional<FlatNoise> wide = FlatParts(pixels, 32).measure(histogram);
    if (wide && wide->coarse > kMostCoarse) return std::nullopt;
    std::optional<FlatNoise> narrow = FlatParts(pixels, 16).measure(histogram);
    // Wide parts tell frequencies apart better, but narrow ones find more places without texture.
    const bool isTextured = wide && narrow && wide->level > kMoreInWide * narrow->level;
    const std::optional<FlatNoise>& found = wide && !isTextured ? wide : narrow;
    if (!found || found->coarse > kMostCoarse) return std::nullopt;
    return found;
}

}  // namespace lacuna
