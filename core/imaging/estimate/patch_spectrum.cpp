// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/patch_spectrum.h"

#include "core/base/image_buffer.h"
#include "core/imaging/estimate/noise_patches.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lacuna {
namespace {

/// The strongest frequencies, which hold so much of the power, tell by their scatter whether it is noise. The
/// others are what a JPEG has coarsened.
constexpr double kStrongShare = 0.6;

/// Calls visit(channel, v, u, power) for every entry of the channels that have any.
template <typename Visit>
void forEachPower(const NoiseModel& model, Visit visit) {
    constexpr int kSide = NoiseModel::kSide;
    for (int c = 0; c < 3; ++c) {
        if (meanPower(model, c) <= 0) continue;
        for (int v = 0; v < kSide; ++v)
            for (int u = 0; u < kSide; ++u)
                visit(c, v, u, model.spectrum[static_cast<std::size_t>((c * kSide + v) * kSide + u)]);
    }
}

}  // namespace

std::size_t binOf(double brightness) {
    return std::min(static_cast<std::size_t>(brightness * NoiseModel::kBins / 256),
                    std::size_t{NoiseModel::kBins - 1});
}

NoiseModel modelOf(const NoisePatches& patches, const cv::Mat1d& basis, const std::vector<double>& spectrum) {
    constexpr int kSide = NoiseModel::kSide;
    NoiseModel out;
    const int channels = patches.channels();
    if (channels == 1) {
        // The same noise in all three: along the grey diagonal.
        const auto a = static_cast<float>(1 / std::sqrt(3.0)), b = static_cast<float>(1 / std::sqrt(2.0)),
                   c = static_cast<float>(1 / std::sqrt(6.0));
        out.basis = {a, a, a, b, 0, -b, c, -2 * c, c};
    } else {
        for (const double value : basis)
            out.basis.push_back(static_cast<float>(value));
    }
    // From the patches' frequencies to the model's.
    const int n = patches.frequencies();
    const double ratio = static_cast<double>(n - 1) / (kSide - 1);
    const auto powerAt = [&](int channel, int v, int u) {
        return spectrum[static_cast<std::size_t>((channel * n + v) * n + u)];
    };
    for (int c = 0; c < 3; ++c)
        for (int v = 0; v < kSide; ++v)
            for (int u = 0; u < kSide; ++u) {
                if (c >= channels) {
                    out.spectrum.push_back(0);
                    continue;
                }
                const double y = v * ratio, x = u * ratio;
                const int top = std::min(static_cast<int>(y), n - 2);
                const int left = std::min(static_cast<int>(x), n - 2);
                const double down = y - top, across = x - left;
                const double upper =
                    (1 - across) * powerAt(c, top, left) + across * powerAt(c, top, left + 1);
                const double lower =
                    (1 - across) * powerAt(c, top + 1, left) + across * powerAt(c, top + 1, left + 1);
                out.spectrum.push_back(static_cast<float>((1 - down) * upper + down * lower));
            }
    return out;
}

double levelOf(const NoiseModel& model, int channels) {
    double power = 0;
    for (int c = 0; c < channels; ++c)
        power += meanPower(model, c) / channels;
    return std::sqrt(power);
}

double flatnessOf(const NoiseModel& model) {
    double logs = 0, count = 0;
    forEachPower(model, [&](int c, int v, int u, double power) {
        const double times = multiplicity(v) * multiplicity(u);
        logs += times * std::log(power / std::max(1e-12, meanPower(model, c)));
        count += times;
    });
    return std::exp(logs / count);
}

double coarseShare(const NoiseModel& model) {
    double low = 0, all = 0;
    forEachPower(model, [&](int, int v, int u, double power) {
        const double times = multiplicity(v) * multiplicity(u);
        all += times * power;
        if (u * u + v * v < 4) low += times * power;
    });
    return low / all;
}

double scatterOf(const NoisePatches& patches, const std::vector<std::vector<float>>& periodograms,
                 const std::vector<std::size_t>& which, const std::vector<double>& spectrum) {
    const int n = patches.frequencies();
    struct Entry {
        double power;
        std::size_t at;
        int times;
    };
    std::vector<Entry> entries;
    double all = 0;
    for (int c = 0; c < patches.channels(); ++c)
        for (int v = 0; v < n; ++v)
            for (int u = 0; u < n; ++u) {
                if (!patches.isSeen(v, u)) continue;
                const auto at = static_cast<std::size_t>((c * n + v) * n + u);
                entries.push_back({spectrum[at], at, patches.multiplicity(v, u)});
                all += entries.back().times * spectrum[at];
            }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.power > b.power; });
    double taken = 0, sum = 0, count = 0;
    for (const Entry& entry : entries) {
        if (taken > kStrongShare * all) break;
        taken += entry.times * entry.power;
        double mean = 0, squares = 0;
        for (const std::size_t i : which) {
            const double value = periodograms[i][entry.at];
            mean += value / static_cast<double>(which.size());
            squares += value * value / static_cast<double>(which.size());
        }
        if (mean <= 0) continue;
        // The mean of 1, 2 or 4 powers, of which those at opposite frequencies are equal.
        const double expected = entry.times == 4 ? 0.5 : entry.times == 2 ? 1 : 2;
        sum += entry.times * (squares / (mean * mean) - 1) / expected;
        count += entry.times;
    }
    return count > 0 ? sum / count : 0;
}

Strengths completed(const Strengths& found) {
    Strengths out = found;
    const int bins = static_cast<int>(found.size());
    const auto at = [&found](int bin) { return found[static_cast<std::size_t>(bin)]; };
    for (int bin = 0; bin < bins; ++bin) {
        if (at(bin) > 0) continue;
        int below = bin, above = bin;
        while (below >= 0 && at(below) == 0)
            --below;
        while (above < bins && at(above) == 0)
            ++above;
        double& value = out[static_cast<std::size_t>(bin)];
        if (below < 0 && above >= bins) {
            value = 0;
        } else if (below < 0) {
            value = at(above);
        } else if (above >= bins) {
            value = at(below);
        } else {
            const double share = static_cast<double>(bin - below) / (above - below);
            value = (1 - share) * at(below) + share * at(above);
        }
    }
    return out;
}

std::vector<double> brightnessShares(const ImageBuffer& pixels) {
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

}  // namespace lacuna
