// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/noise_estimate.h"

#include "core/base/error.h"
#include "core/base/image_buffer.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace lacuna {
namespace {

constexpr int kSide = 7;
constexpr int kArea = kSide * kSide;
constexpr int kPatchesPerChannel = 40000;
constexpr std::size_t kEnough = 1000;
constexpr int kRounds = 10;
/// A patch counts as weakly textured if its gradients' energy is below this many noise variances: the
/// quantile 1 − 10⁻⁶ of the gamma distribution with shape 45/2 and scale 2·35/45 (rank and trace of the
/// gradients' matrix).
constexpr double kTextureLimit = 81.82;
/// Patches whose mean is closer than this many deviations to black or white are left out if enough others
/// remain.
constexpr std::array kMargins = {1.0, 0.75, 0.5, 0.25, 0.0};

/// Samples of one channel, row by row, in 8-bit levels.
struct Plane {
    int width = 0;
    int height = 0;
    std::vector<float> values;

    const float* at(int x, int y) const { return values.data() + static_cast<std::size_t>(y) * width + x; }
};

struct Patch {
    const float* corner;
    int stride;
    double texture;  ///< sum of the squared central differences inside it
    double mean;
};

template <typename Sample>
Plane planeOf(const ImageBuffer& pixels, int channel) {
    Plane plane{pixels.width(), pixels.height(), {}};
    plane.values.reserve(static_cast<std::size_t>(plane.width) * plane.height);
    const float scale = 255.0F / static_cast<float>(pixels.maxValue());
    for (int y = 0; y < plane.height; ++y) {
        const auto* row = pixels.row<Sample>(y);
        for (int x = 0; x < plane.width; ++x) {
            plane.values.push_back(scale * static_cast<float>(row[x * pixels.channels() + channel]));
        }
    }
    return plane;
}

Patch describe(const Plane& plane, int x, int y) {
    Patch patch{plane.at(x, y), plane.width, 0, 0};
    for (int row = 0; row < kSide; ++row) {
        const float* p = plane.at(x, y + row);
        for (int column = 0; column < kSide; ++column) {
            patch.mean += p[column];
            if (column > 0 && column + 1 < kSide) {
                patch.texture += std::pow(0.5 * (p[column + 1] - p[column - 1]), 2);
            }
            if (row > 0 && row + 1 < kSide) {
                patch.texture += std::pow(0.5 * (p[column + plane.width] - p[column - plane.width]), 2);
            }
        }
    }
    patch.mean /= kArea;
    return patch;
}

std::vector<Patch> patchesOf(const std::vector<Plane>& planes) {
    const int across = planes.front().width - kSide + 1;
    const int down = planes.front().height - kSide + 1;
    const double ratio = static_cast<double>(across) * down / kPatchesPerChannel;
    const int step = std::max(1, static_cast<int>(std::ceil(std::sqrt(ratio))));
    std::vector<Patch> patches;
    for (const Plane& plane : planes) {
        for (int y = 0; y < down; y += step) {
            for (int x = 0; x < across; x += step)
                patches.push_back(describe(plane, x, y));
        }
    }
    return patches;
}

/// The smallest eigenvalue of the covariance matrix of the patches, taken as vectors.
double smallestEigenvalue(const std::vector<Patch>& patches) {
    std::array<double, kArea> sum{};
    cv::Mat covariance = cv::Mat::zeros(kArea, kArea, CV_64F);
    std::array<double, kArea> value{};
    for (const Patch& patch : patches) {
        for (int i = 0; i < kArea; ++i) {
            // Relative to mid-grey, which only reduces rounding.
            value[i] = patch.corner[(i / kSide) * patch.stride + i % kSide] - 127.5;
            sum[i] += value[i];
        }
        for (int i = 0; i < kArea; ++i) {
            auto* row = covariance.ptr<double>(i);
            for (int j = 0; j <= i; ++j)
                row[j] += value[i] * value[j];
        }
    }
    const auto count = static_cast<double>(patches.size());
    for (int i = 0; i < kArea; ++i) {
        for (int j = 0; j <= i; ++j) {
            const double entry = covariance.at<double>(i, j) / count - sum[i] * sum[j] / (count * count);
            covariance.at<double>(i, j) = covariance.at<double>(j, i) = entry;
        }
    }
    cv::Mat eigenvalues;
    cv::eigen(covariance, eigenvalues);
    return std::max(0.0, eigenvalues.at<double>(kArea - 1));
}

std::vector<Patch> weaklyTextured(const std::vector<Patch>& all, double variance, double margin) {
    const double guard = std::max(0.5, margin * std::sqrt(variance));
    std::vector<Patch> chosen;
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [&](const Patch& patch) {
        return patch.texture < kTextureLimit * variance && patch.mean > guard && patch.mean < 255 - guard;
    });
    return chosen;
}

double density(double z) {
    return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
}
double below(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

/// Variance of a standard normal value clipped to [a, b].
double clippedVariance(double a, double b) {
    const double mean = a * below(a) + density(a) - density(b) + b * below(-b);
    const double square =
        a * a * below(a) + below(b) - below(a) + a * density(a) - b * density(b) + b * b * below(-b);
    return square - mean * mean;
}

/// The part of the variance that is left after clipping to [0, 255], averaged over the patches.
double keptVariance(const std::vector<Patch>& patches, double deviation) {
    double sum = 0;
    for (const Patch& patch : patches) {
        sum += clippedVariance(-patch.mean / deviation, (255 - patch.mean) / deviation);
    }
    // Below this, the patches' means, which are clipped themselves, are no reliable guide.
    return std::max(0.6, sum / static_cast<double>(patches.size()));
}

}  // namespace

double estimateNoise(const ImageBuffer& pixels) {
    if (std::min(pixels.width(), pixels.height()) < 16) {
        throw Error(ErrorCode::Usage, "noise",
                    "the photograph is too small to estimate it from; give a level");
    }
    std::vector<Plane> planes;
    for (int channel = 0; channel < pixels.channels(); ++channel) {
        planes.push_back(pixels.depth() == Depth::UInt8 ? planeOf<std::uint8_t>(pixels, channel)
                                                        : planeOf<std::uint16_t>(pixels, channel));
    }
    const std::vector<Patch> all = patchesOf(planes);
    double variance = smallestEigenvalue(all);
    for (int round = 0; round < kRounds && variance > 0; ++round) {
        std::vector<Patch> chosen;
        for (const double margin : kMargins) {
            chosen = weaklyTextured(all, variance, margin);
            if (chosen.size() >= kEnough) break;
        }
        if (chosen.size() < std::min(kEnough, all.size() / 4)) break;
        const double before = variance;
        variance = smallestEigenvalue(chosen) / keptVariance(chosen, std::sqrt(before));
        if (std::abs(variance - before) < 1e-3 * before) break;
    }
    const double quantisation = 255.0 / pixels.maxValue() / std::sqrt(12.0);
    return std::max(std::sqrt(variance), quantisation);
}

}  // namespace lacuna
