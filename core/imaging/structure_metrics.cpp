// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/structure_metrics.h"

#include "core/base/error.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lacuna {
namespace {

constexpr int kWindow = 11;
constexpr double kWindowSigma = 1.5;
constexpr double kC1 = (0.01 * 255) * (0.01 * 255), kC2 = (0.03 * 255) * (0.03 * 255);
constexpr std::array kWeights = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
constexpr double kGmsdConstant = 170;

cv::Mat lumaOf(const ImageBuffer& image) {
    cv::Mat luma(image.height(), image.width(), CV_64F);
    const double scale = 255.0 / image.maxValue();
    for (int y = 0; y < image.height(); ++y) {
        auto* to = luma.ptr<double>(y);
        for (int x = 0; x < image.width(); ++x) {
            if (image.channels() == 1) {
                to[x] = image.sample(x, y, 0) * scale;
            } else {
                to[x] = (0.299 * image.sample(x, y, 0) + 0.587 * image.sample(x, y, 1) +
                         0.114 * image.sample(x, y, 2)) *
                        scale;
            }
        }
    }
    return luma;
}

void requireEqualSizes(const ImageBuffer& a, const ImageBuffer& b, int least) {
    if (a.width() != b.width() || a.height() != b.height())
        throw Error(ErrorCode::InputFile, "", "pictures of different sizes can't be compared");
    if (std::min(a.width(), a.height()) < least)
        throw Error(ErrorCode::Usage, "picture",
                    "its sides must be at least " + std::to_string(least) + " pixels");
}

/// The mean over all windows inside the picture.
cv::Mat windowed(const cv::Mat& values) {
    cv::Mat out;
    cv::GaussianBlur(values, out, cv::Size(kWindow, kWindow), kWindowSigma, kWindowSigma,
                     cv::BORDER_REFLECT_101);
    const int edge = kWindow / 2;
    return out(cv::Rect(edge, edge, values.cols - 2 * edge, values.rows - 2 * edge));
}

struct Similarity {
    double whole;      ///< luminance · contrast · structure
    double structure;  ///< contrast · structure
};

Similarity similarityOf(const cv::Mat& a, const cv::Mat& b) {
    const cv::Mat meanA = windowed(a), meanB = windowed(b);
    const cv::Mat product = meanA.mul(meanB), squareA = meanA.mul(meanA), squareB = meanB.mul(meanB);
    const cv::Mat covariance = windowed(a.mul(b)) - product;
    const cv::Mat variances = windowed(a.mul(a)) - squareA + windowed(b.mul(b)) - squareB;
    const cv::Mat numerator = 2 * covariance + kC2, denominator = variances + kC2;
    cv::Mat structure, luminance;
    cv::divide(numerator, denominator, structure);
    const cv::Mat lightTop = 2 * product + kC1, lightBottom = squareA + squareB + kC1;
    cv::divide(lightTop, lightBottom, luminance);
    return {cv::mean(luminance.mul(structure))[0], cv::mean(structure)[0]};
}

/// The mean of each 2 × 2 block; an odd last row or column is left out.
cv::Mat halved(const cv::Mat& values) {
    const cv::Mat even = values(cv::Rect(0, 0, values.cols / 2 * 2, values.rows / 2 * 2));
    cv::Mat out;
    cv::resize(even, out, cv::Size(even.cols / 2, even.rows / 2), 0, 0, cv::INTER_AREA);
    return out;
}

cv::Mat prewittMagnitude(const cv::Mat& values) {
    const cv::Mat across = (cv::Mat_<double>(3, 3) << 1, 0, -1, 1, 0, -1, 1, 0, -1) / 3;
    cv::Mat x, y, magnitude;
    cv::filter2D(values, x, CV_64F, across, cv::Point(-1, -1), 0, cv::BORDER_REPLICATE);
    cv::filter2D(values, y, CV_64F, across.t(), cv::Point(-1, -1), 0, cv::BORDER_REPLICATE);
    cv::magnitude(x, y, magnitude);
    return magnitude;
}

double energyOf(const cv::Mat& values) {
    double sum = 0;
    for (int y = 1; y + 1 < values.rows; ++y) {
        const auto *above = values.ptr<double>(y - 1), *row = values.ptr<double>(y),
                   *below = values.ptr<double>(y + 1);
        for (int x = 1; x + 1 < values.cols; ++x) {
            const double across = row[x + 1] - row[x - 1], down = below[x] - above[x];
            sum += across * across + down * down;
        }
    }
    return sum;
}

}  // namespace

double msSsim(const ImageBuffer& a, const ImageBuffer& reference) {
    requireEqualSizes(a, reference, kWindow);
    cv::Mat one = lumaOf(a), other = lumaOf(reference);
    std::size_t scales = 1;
    double weight = kWeights[0];
    for (int side = std::min(one.cols, one.rows) / 2; side >= kWindow && scales < kWeights.size(); side /= 2)
        weight += kWeights[scales++];
    if (scales == kWeights.size()) weight = 1;  // as published, they sum to 1.0001
    double product = 1;
    for (std::size_t i = 0; i < scales; ++i) {
        const Similarity similarity = similarityOf(one, other);
        const double value = i + 1 == scales ? similarity.whole : similarity.structure;
        product *= std::pow(std::max(0.0, value), kWeights[i] / weight);
        if (i + 1 == scales) break;
        one = halved(one);
        other = halved(other);
    }
    return product;
}

double gmsd(const ImageBuffer& a, const ImageBuffer& reference) {
    requireEqualSizes(a, reference, 6);
    const cv::Mat one = prewittMagnitude(halved(lumaOf(a)));
    const cv::Mat other = prewittMagnitude(halved(lumaOf(reference)));
    const cv::Mat top = 2 * one.mul(other) + kGmsdConstant;
    const cv::Mat bottom = one.mul(one) + other.mul(other) + kGmsdConstant;
    cv::Mat similarity;
    cv::divide(top, bottom, similarity);
    cv::Scalar mean, deviation;
    cv::meanStdDev(similarity, mean, deviation);
    return deviation[0];
}

double gradientEnergy(const ImageBuffer& a, const ImageBuffer& reference) {
    requireEqualSizes(a, reference, 1);
    const double own = energyOf(lumaOf(a)), its = energyOf(lumaOf(reference));
    if (its > 0) return own / its;
    return own > 0 ? std::numeric_limits<double>::infinity() : 1;
}

}  // namespace lacuna
