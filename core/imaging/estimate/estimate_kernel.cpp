// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/estimate_kernel.h"

#include "core/base/cause.h"
#include "core/base/grey.h"
#include "core/base/run_control.h"
#include "core/imaging/estimate/kernel_evidence.h"
#include "core/imaging/estimate/kernel_steps.h"
#include "core/imaging/estimate/noise_estimate.h"
#include "core/imaging/estimate/spectrum.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace lacuna {
namespace {

constexpr double kLevelScale = std::numbers::sqrt2;
constexpr int kCoarsestSide = 5;
constexpr int kRounds = 5;
constexpr double kFirstLambda = 4e-3;
constexpr double kLeastLambda = 1e-4;
constexpr double kSlowdown = 1.1;
constexpr double kFinalShare = 0.05;
constexpr int kLongestSide = 640;
/// How much unexplainedDetail() a picture may have without raising doubts, and how fast the confidence falls
/// beyond. Blurred photographs had at most 0.04, sharp ones at least 0.46 (tests/quality/kernels.md).
constexpr double kUsualDetail = 0.25;
constexpr double kDoubtPerDetail = 6;

int odd(double value) {
    const int side = static_cast<int>(std::ceil(value));
    return side + 1 - side % 2;
}

/// The kernel's side at every level, coarsest first.
std::vector<int> sidesOf(int side) {
    std::vector<int> sides;
    for (double wanted = side; sides.empty() || sides.back() > kCoarsestSide; wanted /= kLevelScale)
        sides.push_back(std::max(kCoarsestSide, odd(wanted)));
    std::reverse(sides.begin(), sides.end());
    return sides;
}

cv::Mat greyOf(const ImageBuffer& photo) {
    const ImageBuffer grey = toGrey(photo);
    const bool bytes = grey.depth() == Depth::UInt8;
    const cv::Mat view(grey.height(), grey.width(), bytes ? CV_8U : CV_16U,
                       const_cast<std::byte*>(grey.data()));  // read only
    cv::Mat out;
    view.convertTo(out, CV_32F, 1.0 / grey.maxValue());
    return out;
}

/// The standard deviation of the noise of a grey picture on [0, 1].
double noiseOf(const cv::Mat& picture) {
    constexpr double kMost = 65535;
    cv::Mat levels;
    picture.convertTo(levels, CV_16U, kMost);
    ImageBuffer grey(levels.cols, levels.rows, 1, Depth::UInt16);
    for (int y = 0; y < levels.rows; ++y)
        std::copy_n(levels.ptr<std::uint16_t>(y), levels.cols, grey.row<std::uint16_t>(y));
    return estimateNoise(grey) / 255;
}

/// The part with the most detail, at most kLongestSide pixels on each side.
cv::Mat mostDetailed(const cv::Mat& picture) {
    const cv::Size size(std::min(picture.cols, kLongestSide), std::min(picture.rows, kLongestSide));
    const cv::Mat detail =
        cv::min(cv::abs(blind::differenceAcross(picture)) + cv::abs(blind::differenceDown(picture)), 0.1);
    cv::Mat sums;
    cv::integral(detail, sums, CV_64F);
    const auto sumAt = [&](int x, int y) {
        return sums.at<double>(y + size.height, x + size.width) - sums.at<double>(y, x + size.width) -
               sums.at<double>(y + size.height, x) + sums.at<double>(y, x);
    };
    cv::Point best(0, 0);
    constexpr int kGrid = 16;
    for (int y = 0; y + size.height <= picture.rows; y += kGrid) {
        for (int x = 0; x + size.width <= picture.cols; x += kGrid)
            if (sumAt(x, y) > sumAt(best.x, best.y)) best = {x, y};
    }
    return picture(cv::Rect(best, size)).clone();
}

/// One estimate, coarse to fine; empty if it was stopped.
class Pyramid {
  public:
    Pyramid(const cv::Mat& picture, int side, const ShareListener& listener, RunControl& control)
        : mPicture(picture), mSides(sidesOf(side)), mListener(listener), mControl(control) {}

    cv::Mat estimate() {
        const int levels = static_cast<int>(mSides.size());
        mKernel = cv::Mat::zeros(mSides[0], mSides[0], CV_32F);
        mKernel.at<float>(mSides[0] / 2, mSides[0] / 2) = 0.5F;
        mKernel.at<float>(mSides[0] / 2, mSides[0] / 2 - 1) = 0.5F;
        for (int level = 0; level < levels; ++level) {
            const double scale = std::pow(kLevelScale, level + 1 - levels);
            if (level > 0) mKernel = blind::rescaled(mKernel, kLevelScale, side(level));
            cv::Mat picture = mPicture;
            if (level + 1 < levels) cv::resize(mPicture, picture, cv::Size(), scale, scale, cv::INTER_AREA);
            if (level == 0) mThreshold = blind::edgeThreshold(picture, side(level));
            if (!refine(picture, side(level), scale * scale)) return {};
            mKernel = blind::centred(mKernel);
        }
        return blind::trimmed(mKernel, kFinalShare);
    }

  private:
    int side(int level) const { return mSides[static_cast<std::size_t>(level)]; }

    bool refine(const cv::Mat& picture, int side, double cost) {
        const cv::Mat periodic = blind::madePeriodic(picture, side);
        for (int round = 0; round < kRounds; ++round) {
            const cv::Mat sharp =
                blind::sharpened(periodic, mKernel, mLambda, mControl)(cv::Rect({0, 0}, picture.size()));
            if (mControl.stopRequested()) return false;
            const blind::Edges edges = blind::strongEdges(sharp, mThreshold);
            mKernel = blind::fittedKernel(picture, edges, side);
            mLambda = std::max(mLambda / kSlowdown, kLeastLambda);
            mThreshold /= kSlowdown;
            mDone += cost / kRounds;
            mListener(std::min(1.0, mDone / 2));  // the costs of all levels sum to nearly 2
        }
        return true;
    }

    cv::Mat mPicture;
    std::vector<int> mSides;
    const ShareListener& mListener;
    RunControl& mControl;
    cv::Mat mKernel;
    double mLambda = kFirstLambda;
    double mThreshold = 0;
    double mDone = 0;
};

/// The largest normalised cross-correlation over all shifts.
double agreement(const cv::Mat& a, const cv::Mat& b) {
    const int margin = a.cols / 2;
    cv::Mat wide, products;
    cv::copyMakeBorder(a, wide, margin, margin, margin, margin, cv::BORDER_CONSTANT, 0);
    cv::filter2D(wide, products, CV_32F, b, cv::Point(-1, -1), 0, cv::BORDER_CONSTANT);
    double largest = 0;
    cv::minMaxLoc(products, nullptr, &largest);
    return std::clamp(largest / std::max(1e-12, cv::norm(a) * cv::norm(b)), 0.0, 1.0);
}

KernelSpec specOf(const cv::Mat& kernel) {
    KernelSpec spec;
    spec.kind = KernelSpec::kWeights;
    spec.width = kernel.cols;
    spec.height = kernel.rows;
    spec.weights.assign(kernel.begin<float>(), kernel.end<float>());
    return spec;
}

}  // namespace

KernelTrust trustIn(double confidence) {
    if (confidence >= 0.75) return KernelTrust::Good;
    return confidence >= 0.6 ? KernelTrust::Fair : KernelTrust::Poor;
}

std::optional<KernelEstimate> estimateKernel(const ImageBuffer& photo, int side,
                                             const ShareListener& listener, RunControl& control) {
    assert(side % 2 == 1 && side >= kLeastKernelEstimate && side <= kMostKernelEstimate);
    if (std::min(photo.width(), photo.height()) < 4 * side) {
        throw CausedError(
            ErrorCode::Usage, "kernel",
            {LACUNA_CAUSE("Causes",
                          "the photograph is too small: to look for a blur of %1 pixels, it must be at "
                          "least %2 pixels wide and high"),
             {std::to_string(side), std::to_string(4 * side)}});
    }
    const cv::Mat picture = mostDetailed(greyOf(photo));
    // The whole, then each half: twice the work of the whole.
    double before = 0;
    const auto estimate = [&](const cv::Mat& part, double share) {
        const ShareListener within = [&](double done) { listener(before + share * done); };
        const cv::Mat kernel = Pyramid(part, side, within, control).estimate();
        before += share;
        return kernel;
    };
    const cv::Mat whole = estimate(picture, 0.5);
    if (whole.empty()) return std::nullopt;
    const bool wide = picture.cols >= picture.rows;
    const int half = (wide ? picture.cols : picture.rows) / 2;
    const cv::Mat first = estimate(wide ? picture.colRange(0, half) : picture.rowRange(0, half), 0.25);
    if (first.empty()) return std::nullopt;
    const cv::Mat second =
        estimate(wide ? picture.colRange(half, picture.cols) : picture.rowRange(half, picture.rows), 0.25);
    if (second.empty()) return std::nullopt;
    const double alike = (agreement(whole, first) + agreement(whole, second)) / 2;
    const double noise = noiseOf(picture);
    cv::Scalar mean, deviation;
    cv::meanStdDev(picture, mean, deviation);
    const double noiseShare = std::min(1.0, noise * noise / std::max(1e-12, deviation[0] * deviation[0]));
    const double unexplained = std::max(0.0, blind::unexplainedDetail(picture, whole, noise) - kUsualDetail);
    return KernelEstimate{specOf(whole), alike * (1 - noiseShare) * std::exp(-kDoubtPerDetail * unexplained)};
}

}  // namespace lacuna
