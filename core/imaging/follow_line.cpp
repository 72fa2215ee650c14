// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/follow_line.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <queue>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

namespace lacuna {
namespace {

/// How far a path may lead around the straight line: this share of its length, and at least so many pixels.
constexpr double kDetour = 0.25;
constexpr int kLeastDetour = 32;
/// Larger areas are made smaller first.
constexpr double kMostPixels = 600'000;
/// Standard deviations of the ridges, in pixels. A line of width w answers most strongly at w / √12.
constexpr std::array kScales = {0.7, 1.0, 1.5, 2.2, 3.2, 4.6};
/// What a pixel costs on the strongest ridges, in units of one without any.
constexpr double kLeastCost = 0.04;
/// How far the click may be off the line, in pixels of the picture that is searched.
constexpr int kSnap = 3;

/// The luma of a part of the photograph, from 0 to 1.
cv::Mat lumaOf(const ImageBuffer& photo, const cv::Rect& area) {
    cv::Mat out(area.height, area.width, CV_32F);
    const int channels = photo.channels();
    const auto read = [&](auto sample, float scale) {
        using T = decltype(sample);
        for (int y = 0; y < area.height; ++y) {
            const T* in = photo.row<T>(area.y + y) + static_cast<std::ptrdiff_t>(area.x) * channels;
            auto* to = out.ptr<float>(y);
            for (int x = 0; x < area.width; ++x, in += channels) {
                const float value = channels == 1 ? static_cast<float>(in[0])
                                                  : 0.299F * static_cast<float>(in[0]) +
                                                        0.587F * static_cast<float>(in[1]) +
                                                        0.114F * static_cast<float>(in[2]);
                to[x] = scale * value;
            }
        }
    };
    if (photo.depth() == Depth::UInt16) {
        read(std::uint16_t{}, 1.0F / 65535);
    } else {
        read(std::uint8_t{}, 1.0F / 255);
    }
    return out;
}

/// How strongly each pixel belongs to a line, dark ones positive and bright ones negative, and at which
/// scale.
struct Ridges {
    cv::Mat dark, bright;            ///< ≥ 0
    cv::Mat darkScale, brightScale;  ///< index of kScales
};

Ridges ridgesOf(const cv::Mat& luma) {
    Ridges out;
    for (cv::Mat* each : {&out.dark, &out.bright})
        *each = cv::Mat::zeros(luma.size(), CV_32F);
    for (cv::Mat* each : {&out.darkScale, &out.brightScale})
        *each = cv::Mat::zeros(luma.size(), CV_8U);
    for (std::size_t scale = 0; scale < kScales.size(); ++scale) {
        const double sigma = kScales[scale];
        cv::Mat smooth, xx, yy, xy;
        cv::GaussianBlur(luma, smooth, {}, sigma, sigma, cv::BORDER_REFLECT_101);
        cv::Sobel(smooth, xx, CV_32F, 2, 0, 3, 0.25, 0, cv::BORDER_REFLECT_101);
        cv::Sobel(smooth, yy, CV_32F, 0, 2, 3, 0.25, 0, cv::BORDER_REFLECT_101);
        cv::Sobel(smooth, xy, CV_32F, 1, 1, 3, 0.25, 0, cv::BORDER_REFLECT_101);
        // With this exponent a line answers most strongly at its own scale (Lindeberg: γ = 3/4).
        const auto norm = static_cast<float>(std::pow(sigma, 1.5));
        for (int y = 0; y < luma.rows; ++y) {
            const float *a = xx.ptr<float>(y), *b = xy.ptr<float>(y), *c = yy.ptr<float>(y);
            auto *dark = out.dark.ptr<float>(y), *bright = out.bright.ptr<float>(y);
            auto *darkScale = out.darkScale.ptr<std::uint8_t>(y),
                 *brightScale = out.brightScale.ptr<std::uint8_t>(y);
            for (int x = 0; x < luma.cols; ++x) {
                const float mean = (a[x] + c[x]) / 2;
                const float spread = std::hypot((a[x] - c[x]) / 2, b[x]);
                // Across a line the picture bends, along it hardly.
                const float up = norm * (mean + spread - std::abs(mean - spread));
                const float down = norm * (spread - mean - std::abs(mean + spread));
                if (up > dark[x]) {
                    dark[x] = up;
                    darkScale[x] = static_cast<std::uint8_t>(scale);
                }
                if (down > bright[x]) {
                    bright[x] = down;
                    brightScale[x] = static_cast<std::uint8_t>(scale);
                }
            }
        }
    }
    return out;
}

/// The value that a share of the pixels lies below.
float quantile(const cv::Mat& values, double share) {
    std::vector<float> all(values.begin<float>(), values.end<float>());
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
    std::nth_element(all.begin(), at, all.end());
    return *at;
}

cv::Mat costOf(const cv::Mat& ridge) {
    const float strong = std::max(1e-6F, quantile(ridge, 0.985));
    cv::Mat cost(ridge.size(), CV_32F);
    for (int y = 0; y < ridge.rows; ++y) {
        const auto* in = ridge.ptr<float>(y);
        auto* out = cost.ptr<float>(y);
        for (int x = 0; x < ridge.cols; ++x) {
            const float away = 1 - std::min(1.0F, in[x] / strong);
            out[x] = static_cast<float>(kLeastCost) + static_cast<float>(1 - kLeastCost) * away * away;
        }
    }
    return cost;
}

struct Path {
    std::vector<cv::Point> pixels;  ///< from the first to the last
    double cost = 0;                ///< per pixel of the straight line
};

/// E. W. Dijkstra's shortest path over the eight neighbours.
Path cheapest(const cv::Mat& cost, cv::Point from, cv::Point to) {
    constexpr std::array<std::pair<int, int>, 8> kSteps = {
        {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}}};
    cv::Mat total(cost.size(), CV_32F, cv::Scalar(std::numeric_limits<float>::max()));
    cv::Mat back(cost.size(), CV_8U, cv::Scalar(255));
    using Entry = std::tuple<float, int, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    total.at<float>(from) = 0;
    open.emplace(0.0F, from.y, from.x);
    while (!open.empty()) {
        const auto [sum, y, x] = open.top();
        open.pop();
        if (sum > total.at<float>(y, x)) continue;
        if (cv::Point(x, y) == to) break;
        for (std::size_t i = 0; i < kSteps.size(); ++i) {
            const int u = x + kSteps[i].first, v = y + kSteps[i].second;
            if (u < 0 || v < 0 || u >= cost.cols || v >= cost.rows) continue;
            const float length = i < 4 ? 1.0F : 1.41421356F;
            const float next = sum + length * (cost.at<float>(y, x) + cost.at<float>(v, u)) / 2;
            if (next >= total.at<float>(v, u)) continue;
            total.at<float>(v, u) = next;
            back.at<std::uint8_t>(v, u) = static_cast<std::uint8_t>(i);
            open.emplace(next, v, u);
        }
    }
    Path path;
    path.cost = total.at<float>(to);
    for (cv::Point at = to;;) {
        path.pixels.push_back(at);
        const std::uint8_t step = back.at<std::uint8_t>(at);
        if (at == from || step == 255) break;
        at -= cv::Point(kSteps[step].first, kSteps[step].second);
    }
    std::reverse(path.pixels.begin(), path.pixels.end());
    return path;
}

/// The cheapest pixel near a click.
cv::Point snapped(const cv::Mat& cost, cv::Point click) {
    cv::Point best = click;
    for (int y = std::max(0, click.y - kSnap); y <= std::min(cost.rows - 1, click.y + kSnap); ++y)
        for (int x = std::max(0, click.x - kSnap); x <= std::min(cost.cols - 1, click.x + kSnap); ++x)
            if (cost.at<float>(y, x) < cost.at<float>(best)) best = {x, y};
    return best;
}

double widthAlong(const std::vector<cv::Point>& pixels, const cv::Mat& scales) {
    std::vector<double> widths;
    widths.reserve(pixels.size());
    for (const cv::Point& pixel : pixels)
        widths.push_back(std::sqrt(12) * kScales[scales.at<std::uint8_t>(pixel)]);
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle;
}

LinePoint inside(const ImageBuffer& photo, LinePoint point) {
    return {std::clamp(point.x, 0.5, photo.width() - 0.5), std::clamp(point.y, 0.5, photo.height() - 0.5)};
}

}  // namespace

FollowedLine followLine(const ImageBuffer& photo, LinePoint from, LinePoint to) {
    from = inside(photo, from);
    to = inside(photo, to);
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const int detour = std::max(kLeastDetour, static_cast<int>(kDetour * length));
    const auto least = [detour](double a, double b) { return static_cast<int>(std::min(a, b)) - detour; };
    const auto most = [detour](double a, double b) { return static_cast<int>(std::max(a, b)) + detour + 1; };
    const cv::Rect area = cv::Rect(cv::Point(least(from.x, to.x), least(from.y, to.y)),
                                   cv::Point(most(from.x, to.x), most(from.y, to.y))) &
                          cv::Rect(0, 0, photo.width(), photo.height());
    cv::Mat luma = lumaOf(photo, area);
    const double shrink = std::min(1.0, std::sqrt(kMostPixels / static_cast<double>(area.area())));
    if (shrink < 1) cv::resize(luma, luma, {}, shrink, shrink, cv::INTER_AREA);
    const double across = static_cast<double>(luma.cols) / area.width;
    const double down = static_cast<double>(luma.rows) / area.height;
    const auto pixelOf = [&](LinePoint point) {
        return cv::Point(std::clamp(static_cast<int>((point.x - area.x) * across), 0, luma.cols - 1),
                         std::clamp(static_cast<int>((point.y - area.y) * down), 0, luma.rows - 1));
    };

    const Ridges ridges = ridgesOf(luma);
    const cv::Point first = pixelOf(from), last = pixelOf(to);
    Path best;
    FollowedLine line;
    for (const bool dark : {true, false}) {
        const cv::Mat cost = costOf(dark ? ridges.dark : ridges.bright);
        const Path path = cheapest(cost, snapped(cost, first), snapped(cost, last));
        if (!best.pixels.empty() && path.cost >= best.cost) continue;
        best = path;
        line.width = widthAlong(path.pixels, dark ? ridges.darkScale : ridges.brightScale) / across;
    }
    line.width = std::clamp(line.width, 1.0, 16.0);
    line.points.push_back(from);
    for (const cv::Point& pixel : best.pixels)
        line.points.push_back({area.x + (pixel.x + 0.5) / across, area.y + (pixel.y + 0.5) / down});
    line.points.push_back(to);
    return line;
}

}  // namespace lacuna
