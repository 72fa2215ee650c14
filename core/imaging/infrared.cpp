// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/infrared.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace lacuna {
namespace {

constexpr int kMostShift = 8;
/// Of the peak of the correlation, below which there is nothing to go by.
constexpr double kLeastResponse = 0.03;
/// Dust is smaller than this, in pixels, or as a share of the longer side.
constexpr int kDustSide = 41;
constexpr double kDustShare = 0.02;
/// In standard deviations of the noise, and as a share of the light, at the usual sensitivity.
constexpr double kNoises = 5;
constexpr double kLeastLoss = 0.05;
constexpr double kRim = 2;

/// The logarithm of a channel, so that what absorbs light subtracts. `channel` 0 of grey, red of colours.
cv::Mat logarithm(const ImageBuffer& image) {
    cv::Mat out(image.height(), image.width(), CV_32F);
    const int channels = image.channels();
    const auto read = [&](auto sample, float most) {
        using T = decltype(sample);
        for (int y = 0; y < image.height(); ++y) {
            const T* in = image.row<T>(y);
            auto* to = out.ptr<float>(y);
            for (int x = 0; x < image.width(); ++x, in += channels)
                to[x] = std::log((static_cast<float>(in[0]) + 0.004F * most) / most);
        }
    };
    if (image.depth() == Depth::UInt16) {
        read(std::uint16_t{}, 65535.0F);
    } else {
        read(std::uint8_t{}, 255.0F);
    }
    return out;
}

/// What is finer than `side`, for the correlation: the strength of its edges, whatever their sign.
cv::Mat edges(const cv::Mat& values) {
    cv::Mat smooth, out;
    cv::GaussianBlur(values, smooth, {}, 1);
    cv::Laplacian(smooth, out, CV_32F, 3);
    out = cv::abs(out);
    cv::Mat strongest;
    cv::GaussianBlur(out, strongest, {}, 20);
    cv::min(out, strongest * 6, out);  // a few specks mustn't outweigh everything else
    return out;
}

/// By how much the infrared picture is to be moved.
cv::Point shiftOf(const cv::Mat& photo, const cv::Mat& infrared) {
    if (std::min(photo.cols, photo.rows) < 4 * kMostShift) return {};
    cv::Mat window;
    cv::createHanningWindow(window, photo.size(), CV_32F);
    double response = 0;
    const cv::Point2d shift = cv::phaseCorrelate(edges(infrared), edges(photo), window, &response);
    const cv::Point whole(static_cast<int>(std::lround(shift.x)), static_cast<int>(std::lround(shift.y)));
    if (response < kLeastResponse || std::abs(whole.x) > kMostShift || std::abs(whole.y) > kMostShift)
        return {};
    return whole;
}

cv::Mat moved(const cv::Mat& values, cv::Point by) {
    if (by == cv::Point()) return values;
    const cv::Mat matrix = (cv::Mat_<double>(2, 3) << 1, 0, by.x, 0, 1, by.y);
    cv::Mat out;
    cv::warpAffine(values, out, matrix, values.size(), cv::INTER_NEAREST, cv::BORDER_REPLICATE);
    return out;
}

/// The values without what is dark and smaller than dust can be, smoothed.
cv::Mat background(const cv::Mat& values) {
    const int share = static_cast<int>(kDustShare * std::max(values.cols, values.rows));
    const int side = std::max(kDustSide, share) | 1;
    cv::Mat out;
    // Of a smaller picture, since dust is wide there, too.
    const double shrink = std::min(1.0, static_cast<double>(kDustSide) / side);
    cv::resize(values, out, {}, shrink, shrink, cv::INTER_AREA);
    cv::GaussianBlur(out, out, {}, 1);
    cv::morphologyEx(out, out, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {kDustSide, kDustSide}));
    cv::GaussianBlur(out, out, {}, kDustSide / 4.0);
    cv::resize(out, out, values.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

float medianOf(std::vector<float> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Robust mean and standard deviation, of a sample of the pixels.
struct Spread {
    float middle = 0, deviation = 0;
};

Spread spreadOf(const cv::Mat& values) {
    std::vector<float> sample;
    const int step = std::max(1, static_cast<int>(std::sqrt(static_cast<double>(values.total()) / 250'000)));
    for (int y = 0; y < values.rows; y += step)
        for (int x = 0; x < values.cols; x += step)
            sample.push_back(values.at<float>(y, x));
    Spread out;
    out.middle = medianOf(sample);
    for (float& value : sample)
        value = std::abs(value - out.middle);
    out.deviation = 1.4826F * medianOf(std::move(sample));
    return out;
}

/// How much of the photograph's own detail shines through: the slope of the infrared's against it, where no
/// dust is.
float shiningThrough(const cv::Mat& infrared, const cv::Mat& photo) {
    const Spread usual = spreadOf(infrared);
    const float far = 3 * std::max(1e-4F, usual.deviation);
    double both = 0, own = 0;
    for (int y = 0; y < infrared.rows; ++y) {
        const auto *a = infrared.ptr<float>(y), *b = photo.ptr<float>(y);
        for (int x = 0; x < infrared.cols; ++x) {
            if (std::abs(a[x] - usual.middle) > far) continue;
            both += double{a[x] - usual.middle} * b[x];
            own += double{b[x]} * b[x];
        }
    }
    return static_cast<float>(std::clamp(own > 0 ? both / own : 0.0, 0.0, 1.0));
}

/// Without what is smooth.
cv::Mat detail(const cv::Mat& values) {
    cv::Mat smooth;
    cv::GaussianBlur(values, smooth, {}, kDustSide / 4.0);
    return values - smooth;
}

}  // namespace

InfraredDust infraredDust(const ImageBuffer& photo, const ImageBuffer& infrared, double sensitivity) {
    assert(infrared.channels() == 1);
    assert(infrared.width() == photo.width() && infrared.height() == photo.height());
    assert(sensitivity >= 0 && sensitivity <= 1);
    const cv::Mat picture = logarithm(photo);
    cv::Mat seen = logarithm(infrared);
    InfraredDust out;
    const cv::Point shift = shiftOf(picture, seen);
    out.right = shift.x;
    out.down = shift.y;
    seen = moved(seen, shift);

    cv::Mat loss = seen - background(seen);  // negative in dust
    const cv::Mat own = detail(picture);
    loss -= shiningThrough(loss, own) * own;
    cv::GaussianBlur(loss, loss, {}, 0.7);
    const Spread usual = spreadOf(loss);
    // From four times as much to a quarter.
    const double strictness = std::exp2(4 * (0.5 - sensitivity));
    const double least = strictness * std::max(kNoises * double{usual.deviation}, -std::log(1 - kLeastLoss));
    cv::Mat dust = loss < usual.middle - least;
    const int rim = 2 * static_cast<int>(kRim) + 1;
    cv::dilate(dust, dust, cv::getStructuringElement(cv::MORPH_ELLIPSE, {rim, rim}));

    out.mask = ImageBuffer(photo.width(), photo.height(), 1, Depth::UInt8);
    std::int64_t marked = 0;
    for (int y = 0; y < dust.rows; ++y) {
        const auto* in = dust.ptr<std::uint8_t>(y);
        std::copy(in, in + dust.cols, out.mask.row<std::uint8_t>(y));
        marked += std::count(in, in + dust.cols, std::uint8_t{255});
    }
    out.share = static_cast<double>(marked) / static_cast<double>(dust.total());
    return out;
}

}  // namespace lacuna
