// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/drawn_masks.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

namespace lacuna {
namespace {

constexpr std::uint8_t kMissing = 255;
/// Of the area, before strokes cross each other or leave it.
constexpr double kStrokeShare = 0.15;

/// Numbers from 0 to 1. The distributions of the standard library differ between implementations.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : mEngine(seed) {}
    double next() { return static_cast<double>(mEngine() >> 11) * 0x1p-53; }
    double between(double low, double high) { return low + (high - low) * next(); }

  private:
    std::mt19937_64 mEngine;
};

template <typename IsMissing>
ImageBuffer maskOf(int width, int height, IsMissing isMissing) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    for (int y = 0; y < height; ++y) {
        auto* row = mask.row<std::uint8_t>(y);
        for (int x = 0; x < width; ++x)
            row[x] = isMissing(x, y) ? kMissing : 0;
    }
    return mask;
}

cv::Mat matOf(ImageBuffer& mask) {
    return {mask.height(), mask.width(), CV_8U, mask.data()};
}

/// A line that bends at random, as points.
std::vector<cv::Point> curve(Chance& chance, double x, double y, double angle, double length, double bend) {
    constexpr double kStep = 4;
    std::vector<cv::Point> points;
    double turn = 0;
    for (double done = 0; done <= length; done += kStep) {
        points.emplace_back(static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y)));
        turn = 0.8 * turn + chance.between(-bend, bend);
        angle += turn;
        x += kStep * std::cos(angle);
        y += kStep * std::sin(angle);
    }
    return points;
}

void draw(ImageBuffer& mask, const std::vector<cv::Point>& points, int thickness) {
    cv::Mat target = matOf(mask);
    cv::polylines(target, points, false, cv::Scalar(kMissing), thickness);
}

}  // namespace

ImageBuffer droppedPixels(int width, int height, double share, std::uint64_t seed) {
    Chance chance(seed);
    return maskOf(width, height, [&](int, int) { return chance.next() < share; });
}

ImageBuffer alternateLines(int width, int height) {
    return maskOf(width, height, [](int, int y) { return y % 2 == 1; });
}

ImageBuffer sparseGrid(int width, int height, int step) {
    return maskOf(width, height, [step](int x, int y) { return x % step != 0 || y % step != 0; });
}

ImageBuffer middleBox(int width, int height, double share, bool outside) {
    const double side = std::sqrt(share);
    const int w = static_cast<int>(std::lround(width * side));
    const int h = static_cast<int>(std::lround(height * side));
    const int left = (width - w) / 2, top = (height - h) / 2;
    return maskOf(width, height, [=](int x, int y) {
        const bool inside = x >= left && x < left + w && y >= top && y < top + h;
        return inside != outside;
    });
}

ImageBuffer rightHalf(int width, int height) {
    return maskOf(width, height, [width](int x, int) { return x >= width / 2; });
}

ImageBuffer brushStrokes(int width, int height, int thickness, std::uint64_t seed) {
    Chance chance(seed);
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    const double area = static_cast<double>(width) * height;
    const double length = 0.4 * std::min(width, height);
    const int count = std::max(1, static_cast<int>(std::lround(kStrokeShare * area / (length * thickness))));
    for (int i = 0; i < count; ++i) {
        const double x = chance.between(0, width), y = chance.between(0, height);
        const double angle = chance.between(0, 2 * std::numbers::pi);
        draw(mask, curve(chance, x, y, angle, length, 0.15), thickness);
    }
    return mask;
}

ImageBuffer scratches(int width, int height, std::uint64_t seed) {
    Chance chance(seed);
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    const int count = std::max(2, (width + height) / 40);
    for (int i = 0; i < count; ++i) {
        const double x = chance.between(0, width), y = chance.between(-0.2 * height, 0.6 * height);
        const double angle = std::numbers::pi / 2 + chance.between(-0.4, 0.4);
        const double length = chance.between(0.3, 1.0) * height;
        const int thickness = 1 + static_cast<int>(3 * chance.next());
        draw(mask, curve(chance, x, y, angle, length, 0.03), thickness);
    }
    return mask;
}

ImageBuffer writing(int width, int height) {
    ImageBuffer mask(width, height, 1, Depth::UInt8);
    cv::Mat target = matOf(mask);
    const std::string text = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod ";
    std::string line;
    while (line.size() < static_cast<std::size_t>(width))
        line += text;
    constexpr int kLineHeight = 24;
    for (int y = 18, i = 0; y - 18 < height; y += kLineHeight, ++i)
        cv::putText(target, line.substr(static_cast<std::size_t>(i) * 13 % text.size()), cv::Point(2, y),
                    cv::FONT_HERSHEY_SIMPLEX, 0.5, cv::Scalar(kMissing), 2);
    return mask;
}

}  // namespace lacuna
