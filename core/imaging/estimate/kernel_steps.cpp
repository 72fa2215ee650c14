// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/kernel_steps.h"

#include "core/base/run_control.h"
#include "core/imaging/estimate/spectrum.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

namespace lacuna::blind {
namespace {

constexpr double kLargestSplitting = 1e5;
constexpr double kKernelWeight = 2;
constexpr int kKernelIterations = 25;
constexpr double kLeastShare = 0.05;
constexpr double kLeastComponent = 0.1;

/// Sets both differences to 0 at pixels where their squares sum to less than `limit`.
void keepAbove(cv::Mat& across, cv::Mat& down, double limit) {
    const cv::Mat weak = across.mul(across) + down.mul(down) < limit;
    across.setTo(0, weak);
    down.setTo(0, weak);
}

/// A · k of the normal equations: `correlation` is the edges' autocorrelation, of side 2 · side − 1.
cv::Mat normalProduct(const cv::Mat& correlation, const cv::Mat& kernel) {
    cv::Mat out;
    cv::filter2D(kernel, out, CV_32F, correlation, cv::Point(-1, -1), 0, cv::BORDER_CONSTANT);
    return out + kKernelWeight * kernel;
}

cv::Mat solveByConjugateGradients(const cv::Mat& correlation, const cv::Mat& right) {
    cv::Mat x = cv::Mat::zeros(right.size(), CV_32F);
    cv::Mat residual = right.clone();
    cv::Mat direction = residual.clone();
    double square = residual.dot(residual);
    const double enough = 1e-10 * square;
    for (int i = 0; i < kKernelIterations && square > enough; ++i) {
        const cv::Mat product = normalProduct(correlation, direction);
        const double step = square / direction.dot(product);
        x += step * direction;
        residual -= step * product;
        const double next = residual.dot(residual);
        direction = residual + (next / square) * direction;
        square = next;
    }
    return x;
}

/// Removes connected parts that hold less than a tenth of the whole.
cv::Mat withoutIslands(const cv::Mat& kernel) {
    cv::Mat labels;
    const int count = cv::connectedComponents(kernel > 0, labels, 8, CV_32S);
    cv::Mat out = kernel.clone();
    const double whole = cv::sum(kernel)[0];
    for (int label = 1; label < count; ++label) {
        const cv::Mat island = labels == label;
        cv::Mat part = cv::Mat::zeros(kernel.size(), CV_32F);
        kernel.copyTo(part, island);
        if (cv::sum(part)[0] < kLeastComponent * whole) out.setTo(0, island);
    }
    return out;
}

cv::Mat normalised(const cv::Mat& kernel) {
    const double sum = cv::sum(kernel)[0];
    if (sum > 0) return kernel / sum;
    cv::Mat point = cv::Mat::zeros(kernel.size(), CV_32F);
    point.at<float>(kernel.rows / 2, kernel.cols / 2) = 1;
    return point;
}

/// Pads with zeros to the right and below, so that nothing wraps around.
cv::Mat padded(const cv::Mat& picture, int margin) {
    cv::Mat out;
    cv::copyMakeBorder(picture, out, 0, cv::getOptimalDFTSize(picture.rows + margin) - picture.rows, 0,
                       cv::getOptimalDFTSize(picture.cols + margin) - picture.cols, cv::BORDER_CONSTANT, 0);
    return out;
}

/// Differences inside a border, none of which depends on pixels beyond the picture.
cv::Mat inner(cv::Mat difference, int border) {
    cv::Mat out = cv::Mat::zeros(difference.size(), CV_32F);
    const cv::Rect kept(border, border, difference.cols - 2 * border, difference.rows - 2 * border);
    difference(kept).copyTo(out(kept));
    return out;
}

}  // namespace

cv::Mat sharpened(const cv::Mat& blurred, const cv::Mat& kernel, double lambda, RunControl& control) {
    const cv::Mat transfer = transferFunction(kernel, blurred.size());
    const cv::Mat explained = conjugateProduct(transfer, spectrumOf(blurred));
    const cv::Mat transferPower = power(transfer);
    cv::Mat impulse = cv::Mat::zeros(blurred.size(), CV_32F);
    impulse.at<float>(0, 0) = 1;
    const cv::Mat differencePower =
        power(spectrumOf(differenceAcross(impulse))) + power(spectrumOf(differenceDown(impulse)));
    cv::Mat picture = blurred.clone();
    for (double splitting = 2 * lambda; splitting < kLargestSplitting; splitting *= 2) {
        if (!control.proceed()) break;
        cv::Mat across = differenceAcross(picture);
        cv::Mat down = differenceDown(picture);
        keepAbove(across, down, lambda / splitting);
        const cv::Mat wanted = explained + splitting * spectrumOf(adjointDifferences(across, down));
        cv::Mat parts[2];
        cv::split(wanted, parts);
        const cv::Mat denominator = transferPower + splitting * differencePower;
        for (cv::Mat& part : parts)
            part /= denominator;
        cv::Mat spectrum;
        cv::merge(parts, 2, spectrum);
        picture = pictureOf(spectrum);
    }
    return picture;
}

double edgeThreshold(const cv::Mat& picture, int side) {
    const cv::Mat across = differenceAcross(picture);
    const cv::Mat down = differenceDown(picture);
    std::array<std::vector<float>, 4> squares;  // by the edge's direction
    for (int y = 0; y + 1 < picture.rows; ++y) {
        for (int x = 0; x + 1 < picture.cols; ++x) {
            const float a = across.at<float>(y, x);
            const float d = down.at<float>(y, x);
            const std::size_t direction = (a * d < 0 ? 2U : 0U) + (std::abs(d) > std::abs(a) ? 1U : 0U);
            squares[direction].push_back(a * a + d * d);
        }
    }
    double threshold = INFINITY;
    for (auto& values : squares) {
        const auto wanted = std::min(values.size(), static_cast<std::size_t>(20 * side));
        if (wanted == 0) return 0;
        std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(wanted - 1),
                         values.end(), std::greater<>());
        threshold = std::min(threshold, static_cast<double>(values[wanted - 1]));
    }
    return threshold;
}

Edges strongEdges(const cv::Mat& picture, double& threshold) {
    const cv::Mat across = differenceAcross(picture);
    const cv::Mat down = differenceDown(picture);
    const cv::Mat squares = across.mul(across) + down.mul(down);
    double strongest = 0;
    cv::minMaxLoc(squares, nullptr, &strongest);
    while (threshold > strongest && strongest > 0)
        threshold *= 0.81;
    Edges edges{across, down};
    keepAbove(edges.across, edges.down, threshold);
    return edges;
}

cv::Mat fittedKernel(const cv::Mat& blurred, const Edges& edges, int side) {
    cv::Mat right, correlation;
    const auto add = [&](const cv::Mat& edge, const cv::Mat& difference) {
        const cv::Mat edgeSpectrum = spectrumOf(padded(inner(edge, side / 2), side));
        const cv::Mat cross = aroundOrigin(
            pictureOf(conjugateProduct(edgeSpectrum, spectrumOf(padded(inner(difference, 1), side)))), side);
        const cv::Mat own =
            aroundOrigin(pictureOf(conjugateProduct(edgeSpectrum, edgeSpectrum)), 2 * side - 1);
        right = right.empty() ? cross : cv::Mat(right + cross);
        correlation = correlation.empty() ? own : cv::Mat(correlation + own);
    };
    add(edges.across, differenceAcross(blurred));
    add(edges.down, differenceDown(blurred));
    return trimmed(withoutIslands(trimmed(solveByConjugateGradients(correlation, right), kLeastShare)), 0);
}

cv::Mat trimmed(const cv::Mat& kernel, double share) {
    double largest = 0;
    cv::minMaxLoc(kernel, nullptr, &largest);
    cv::Mat out = kernel.clone();
    out.setTo(0, kernel < std::max(0.0, share * largest));
    return normalised(out);
}

cv::Mat centred(const cv::Mat& kernel) {
    const cv::Moments moments = cv::moments(kernel);
    if (moments.m00 <= 0) return normalised(kernel);
    const double x = std::round(kernel.cols / 2 - moments.m10 / moments.m00);
    const double y = std::round(kernel.rows / 2 - moments.m01 / moments.m00);
    cv::Mat out;
    cv::warpAffine(kernel, out, cv::Matx23d(1, 0, x, 0, 1, y), kernel.size(), cv::INTER_NEAREST);
    return normalised(out);
}

cv::Mat rescaled(const cv::Mat& kernel, double scale, int side) {
    const double from = kernel.cols / 2;
    const double to = side / 2;
    cv::Mat out;
    cv::warpAffine(kernel, out, cv::Matx23d(1 / scale, 0, from - to / scale, 0, 1 / scale, from - to / scale),
                   cv::Size(side, side), cv::INTER_CUBIC | cv::WARP_INVERSE_MAP);
    return trimmed(out, 0);
}

}  // namespace lacuna::blind
