// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/flat_noise.h"

#include "core/base/image_buffer.h"
#include "core/imaging/estimate/noise_patches.h"

#include <opencv2/core.hpp>

#include <algorithm>
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
/// Patches of one brightness, at least, for a strength of its own.
constexpr std::size_t kLeastOfBin = 40;
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
/// Power below this, in squared levels, is hardly more than rounding.
constexpr double kLeastPower = 0.02;

/// Grain is fine: more of its power than this below 1/16 cycle per pixel, and it is the subject.
constexpr double kMostCoarse = 0.4;
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
    /// Each patch's mean power relative to the spectrum.
    std::vector<double> relativePowers() const;
    NoiseModel model() const;
    double powerAt(int channel, int v, int u) const;
    std::vector<double> strengths(const std::vector<double>& powers) const;

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

std::vector<double> FlatParts::relativePowers() const {
    const int n = mPatches.frequencies();
    std::vector<double> weights;
    double sum = 0;
    for (int c = 0; c < mPatches.channels(); ++c)
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u) {
                const double weight = mPatches.isSeen(v, u) ? mPatches.multiplicity(v, u) : 0;
                sum += weight;
                weights.push_back(weight / mSpectrum[weights.size()]);
            }
    std::vector<double> powers;
    for (const std::vector<float>& periodogram : mPeriodograms)
        powers.push_back(std::inner_product(periodogram.begin(), periodogram.end(), weights.begin(), 0.0) /
                         sum);
    return powers;
}

double FlatParts::powerAt(int channel, int v, int u) const {
    const int n = mPatches.frequencies();
    return mSpectrum[static_cast<std::size_t>((channel * n + v) * n + u)];
}

NoiseModel FlatParts::model() const {
    constexpr int kSide = NoiseModel::kSide;
    NoiseModel out;
    const int channels = mPatches.channels();
    if (channels == 1) {
        // The same noise in all three: along the grey diagonal.
        const auto a = static_cast<float>(1 / std::sqrt(3.0)), b = static_cast<float>(1 / std::sqrt(2.0)),
                   c = static_cast<float>(1 / std::sqrt(6.0));
        out.basis = {a, a, a, b, 0, -b, c, -2 * c, c};
    } else {
        for (const double value : mBasis)
            out.basis.push_back(static_cast<float>(value));
    }
    // From the patches' frequencies to the model's.
    const double ratio = static_cast<double>(mPatches.frequencies() - 1) / (kSide - 1);
    for (int c = 0; c < 3; ++c)
        for (int v = 0; v < kSide; ++v)
            for (int u = 0; u < kSide; ++u) {
                if (c >= channels) {
                    out.spectrum.push_back(0);
                    continue;
                }
                const double y = v * ratio, x = u * ratio;
                const int top = std::min(static_cast<int>(y), mPatches.frequencies() - 2);
                const int left = std::min(static_cast<int>(x), mPatches.frequencies() - 2);
                const double down = y - top, across = x - left;
                const double upper =
                    (1 - across) * powerAt(c, top, left) + across * powerAt(c, top, left + 1);
                const double lower =
                    (1 - across) * powerAt(c, top + 1, left) + across * powerAt(c, top + 1, left + 1);
                out.spectrum.push_back(static_cast<float>((1 - down) * upper + down * lower));
            }
    return out;
}

/// Deviations by brightness, relative to the spectrum; empty if fewer than two brightnesses have enough flat
/// patches.
std::vector<double> FlatParts::strengths(const std::vector<double>& powers) const {
    constexpr int kBins = NoiseModel::kBins;
    std::vector<double> found(kBins, 0);
    int known = 0;
    for (int bin = 0; bin < kBins; ++bin) {
        std::vector<double> here;
        for (std::size_t i = 0; i < powers.size(); ++i) {
            if (static_cast<int>(mPatches.brightness(i) * kBins / 256) == bin) here.push_back(powers[i]);
        }
        if (here.size() < kLeastOfBin) continue;
        const auto peak = lowestPeak(here, mDeviation, kLeastOfBin / 4);
        if (!peak) continue;
        found[static_cast<std::size_t>(bin)] = std::sqrt(*peak);
        ++known;
    }
    if (known < 2) return {};
    // Other brightnesses: as the nearest ones on either side, or on one.
    std::vector<double> out = found;
    for (int bin = 0; bin < kBins; ++bin) {
        if (found[static_cast<std::size_t>(bin)] > 0) continue;
        int below = bin, above = bin;
        while (below >= 0 && found[static_cast<std::size_t>(below)] == 0)
            --below;
        while (above < kBins && found[static_cast<std::size_t>(above)] == 0)
            ++above;
        double& value = out[static_cast<std::size_t>(bin)];
        if (below < 0) {
            value = found[static_cast<std::size_t>(above)];
        } else if (above >= kBins) {
            value = found[static_cast<std::size_t>(below)];
        } else {
            const double share = static_cast<double>(bin - below) / (above - below);
            value = (1 - share) * found[static_cast<std::size_t>(below)] +
                    share * found[static_cast<std::size_t>(above)];
        }
    }
    return out;
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
    // The lower half of a peak has less power than the whole: `peak` says how much.
    FlatNoise out;
    out.model = model();
    double power = 0;
    for (int c = 0; c < 3; ++c)
        power += meanPower(out.model, c) / 3;
    if (mPatches.channels() == 1) power *= 3;
    out.level = std::sqrt(power * peak);
    double low = 0, all = 0, logs = 0, count = 0;
    for (int c = 0; c < mPatches.channels(); ++c)
        for (int v = 0; v < NoiseModel::kSide; ++v)
            for (int u = 0; u < NoiseModel::kSide; ++u) {
                const double value = out.model.spectrum[static_cast<std::size_t>(
                    (c * NoiseModel::kSide + v) * NoiseModel::kSide + u)];
                const double times = multiplicity(v) * multiplicity(u);
                all += times * value;
                if (u * u + v * v < 4) low += times * value;
                logs += times * std::log(value / std::max(1e-12, meanPower(out.model, c)));
                count += times;
            }
    out.coarse = low / all;
    out.flatness = std::exp(logs / count);
    normalise(out.model);

    std::vector<double> table = strengths(powers);
    if (!table.empty()) {
        double square = 0;
        for (std::size_t bin = 0; bin < table.size(); ++bin)
            square += histogram[bin] * table[bin] * table[bin];
        out.level *= std::sqrt(square / peak);
        for (const double value : table)
            out.model.strength.push_back(static_cast<float>(value / std::sqrt(square)));
    }
    return out;
}

/// The share of the pixels in each of the model's brightnesses.
std::vector<double> histogramOf(const ImageBuffer& pixels) {
    std::vector<double> shares(NoiseModel::kBins, 0);
    for (int y = 0; y < pixels.height(); ++y)
        for (int x = 0; x < pixels.width(); ++x) {
            double sum = 0;
            for (int c = 0; c < pixels.channels(); ++c)
                sum += pixels.sample(x, y, c);
            const double share = sum / pixels.channels() / (pixels.maxValue() + 1.0);
            shares[static_cast<std::size_t>(share * NoiseModel::kBins)] += 1;
        }
    for (double& share : shares)
        share /= static_cast<double>(pixels.width()) * pixels.height();
    return shares;
}

}  // namespace

std::optional<FlatNoise> flatNoise(const ImageBuffer& pixels) {
    const std::vector<double> histogram = histogramOf(pixels);
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
