// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/noise_patches.h"

#include "core/base/image_buffer.h"
#include "core/base/parallel_rows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace lacuna {
namespace {

constexpr int kTrends = 6;  ///< 1, x, y, x², xy, y²
constexpr double kMostPatches = 4000;
/// Rounding to 8 bits alone leaves 1/12.
constexpr double kLeastVariance = 0.15;
/// The share of its power that a frequency must have left when the trend is gone.
constexpr double kLeastSeen = 0.35;
/// The median of Gaussian noise's power, and a low quantile, relative to its mean, at frequencies that occur
/// 1, 2 and 4 times: of chi-square distributions with 1, 2 and 4 degrees of freedom.
constexpr double kMedian[] = {0, 0.455, 0.693, 0, 0.839};
constexpr double kLowShare = 0.15;
constexpr double kLow[] = {0, 0.0358, 0.1625, 0, 0.3416};
constexpr double kLeastOfMean = 0.5;

cv::Mat1d windowOf(int side) {
    cv::Mat1d window(side, side);
    const auto hann = [side](int i) { return std::pow(std::sin(std::numbers::pi * (i + 0.5) / side), 2); };
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            window(y, x) = hann(y) * hann(x);
    return window;
}

/// Orthonormal trends, one per row.
cv::Mat1f trendsOf(int side) {
    cv::Mat1d trends(kTrends, side * side);
    for (int i = 0; i < side * side; ++i) {
        const double x = (i % side - (side - 1) / 2.0) / side, y = (i / side - (side - 1) / 2.0) / side;
        const double values[kTrends] = {1, x, y, x * x, x * y, y * y};
        for (int k = 0; k < kTrends; ++k)
            trends(k, i) = values[k];
    }
    for (int k = 0; k < kTrends; ++k) {
        for (int j = 0; j < k; ++j)
            trends.row(k) -= trends.row(k).dot(trends.row(j)) * trends.row(j);
        trends.row(k) /= cv::norm(trends.row(k));
    }
    return cv::Mat1f(trends);
}

/// |F x|² for a real side × side picture.
cv::Mat1d powerOf(const cv::Mat1d& picture) {
    cv::Mat2d spectrum;
    cv::dft(picture, spectrum, cv::DFT_COMPLEX_OUTPUT);
    cv::Mat1d power(picture.size());
    std::transform(spectrum.begin(), spectrum.end(), power.begin(),
                   [](const cv::Vec2d& value) { return value.dot(value); });
    return power;
}

}  // namespace

NoisePatches::NoisePatches(const ImageBuffer& pixels, int side)
    : mSide(side), mChannels(pixels.channels()), mWindow(windowOf(side)) {
    const cv::Mat1f trends = trendsOf(side);
    mResponse = cv::Mat1d(side, side, cv::sum(mWindow.mul(mWindow))[0]);
    const double whole = mResponse(0, 0);
    for (int k = 0; k < kTrends; ++k)
        mResponse -= powerOf(mWindow.mul(cv::Mat1d(trends.row(k).reshape(1, side))));
    mSeen = cv::Mat1b(frequencies(), frequencies());
    for (int v = 0; v < frequencies(); ++v)
        for (int u = 0; u < frequencies(); ++u)
            mSeen(v, u) = mResponse(v, u) > kLeastSeen * whole ? 1 : 0;

    int step = side / 4;
    while (std::ceil(pixels.width() / double(step)) * std::ceil(pixels.height() / double(step)) >
           kMostPatches)
        step += side / 4;
    const double scale = 255.0 / pixels.maxValue();
    for (int top = 0; top + side <= pixels.height(); top += step)
        for (int left = 0; left + side <= pixels.width(); left += step) {
            cv::Mat1f patch(mChannels, side * side);
            bool clipped = false;
            for (int i = 0; i < side * side && !clipped; ++i)
                for (int c = 0; c < mChannels; ++c) {
                    const double value = pixels.sample(left + i % side, top + i / side, c) * scale;
                    clipped = clipped || value < 1 || value > 254;
                    patch(c, i) = static_cast<float>(value);
                }
            if (clipped) continue;
            const double brightness = cv::mean(patch)[0];
            patch -= (patch * trends.t()) * trends;
            const double variance = patch.dot(patch) / (mChannels * double(side * side - kTrends));
            if (variance < kLeastVariance) continue;
            mRest.push_back(patch);
            mBrightness.push_back(brightness);
            mVariance.push_back(variance);
        }
}

cv::Mat1d NoisePatches::covariance(const std::vector<std::size_t>& which) const {
    cv::Mat1d sum = cv::Mat1d::zeros(mChannels, mChannels);
    for (const std::size_t i : which)
        sum += cv::Mat1d(cv::Mat1f(mRest[i] * mRest[i].t()));
    return sum / (static_cast<double>(which.size()) * (mSide * mSide - kTrends));
}

int NoisePatches::multiplicity(int v, int u) const {
    return (v % (mSide / 2) == 0 ? 1 : 2) * (u % (mSide / 2) == 0 ? 1 : 2);
}

std::vector<double> NoisePatches::spectrumOf(const std::vector<std::vector<float>>& periodograms,
                                             const std::vector<std::size_t>& which) const {
    assert(!which.empty());
    const int n = frequencies();
    std::vector<double> spectrum;
    const auto count = static_cast<std::size_t>(mChannels) * static_cast<std::size_t>(n * n);
    spectrum.resize(count);
    for (const std::size_t i : which)
        for (std::size_t at = 0; at < count; ++at)
            spectrum[at] += periodograms[i][at] / static_cast<double>(which.size());
    fillHidden(spectrum);
    return spectrum;
}

std::vector<double> NoisePatches::quantileSpectrumOf(const std::vector<std::vector<float>>& periodograms,
                                                     const std::vector<std::size_t>& which,
                                                     Quantile quantile) const {
    const bool isLow = quantile == Quantile::Low;
    const double* const expected = isLow ? kLow : kMedian;
    const double share = isLow ? kLowShare : 0.5;
    std::vector<double> spectrum = spectrumOf(periodograms, which);
    const int n = frequencies();
    std::vector<float> values(which.size());
    for (int c = 0; c < mChannels; ++c)
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u) {
                if (!isSeen(v, u)) continue;
                const auto at = static_cast<std::size_t>((c * n + v) * n + u);
                std::transform(which.begin(), which.end(), values.begin(),
                               [&](std::size_t i) { return periodograms[i][at]; });
                const auto here =
                    values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
                std::nth_element(values.begin(), here, values.end());
                spectrum[at] = std::clamp(*here / expected[multiplicity(v, u)], kLeastOfMean * spectrum[at],
                                          spectrum[at]);
            }
    fillHidden(spectrum);
    return spectrum;
}

void NoisePatches::fillHidden(std::vector<double>& spectrum) const {
    const int n = frequencies();
    for (int c = 0; c < mChannels; ++c)
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u)
                if (!isSeen(v, u))
                    spectrum[static_cast<std::size_t>((c * n + v) * n + u)] = hiddenPower(spectrum, c, v, u);
}

double NoisePatches::hiddenPower(const std::vector<double>& spectrum, int channel, int v, int u) const {
    constexpr int kAround = 2;
    double sum = 0;
    int count = 0;
    for (int row = 0; row <= v + kAround; ++row)
        for (int column = 0; column <= u + kAround; ++column)
            if (isSeen(row, column)) {
                sum += spectrum[static_cast<std::size_t>((channel * frequencies() + row) * frequencies() +
                                                         column)];
                ++count;
            }
    return sum / count;
}

std::vector<std::vector<float>> NoisePatches::periodograms(const cv::Mat1d& basis) const {
    const int n = frequencies();
    std::vector<std::vector<float>> out(size());
    constexpr int kLeastRows = 8;
    parallelRows(static_cast<std::int64_t>(size()), kLeastRows, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            const cv::Mat1d rotated = basis * cv::Mat1d(mRest[i]);
            std::vector<float>& powers = out[i];
            for (int c = 0; c < mChannels; ++c) {
                const cv::Mat1d power = powerOf(mWindow.mul(rotated.row(c).reshape(1, mSide)));
                for (int v = 0; v < n; ++v)
                    for (int u = 0; u < n; ++u) {
                        const int otherV = (mSide - v) % mSide, otherU = (mSide - u) % mSide;
                        const double mean =
                            (power(v, u) + power(otherV, u) + power(v, otherU) + power(otherV, otherU)) / 4;
                        powers.push_back(isSeen(v, u) ? static_cast<float>(mean / mResponse(v, u)) : 0);
                    }
            }
        }
    });
    return out;
}

}  // namespace lacuna
