// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/kernel_evidence.h"

#include "core/imaging/estimate/spectrum.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lacuna::blind {
namespace {

/// Neighbouring frequencies, so many along each axis, are averaged: one alone is up to chance.
constexpr int kAveraged = 7;
// In cycles per pixel: where the picture's strength is read off, and where it is compared.
constexpr double kLowest = 0.02;
constexpr double kLow = 0.08;
constexpr double kFirst = 0.04;
constexpr double kLast = 0.45;
constexpr double kLeastPower = 1e-12;

/// The squared sizes of a picture's Fourier coefficients, averaged over neighbours, lowest frequency first.
cv::Mat powerOf(const cv::Mat& picture) {
    const cv::Mat single = power(spectrumOf(picture));
    // The spectrum is periodic.
    cv::Mat wide, averaged;
    constexpr int kReach = kAveraged / 2;
    cv::copyMakeBorder(single, wide, kReach, kReach, kReach, kReach, cv::BORDER_WRAP);
    cv::blur(wide, averaged, {kAveraged, kAveraged});
    return averaged(cv::Rect(kReach, kReach, single.cols, single.rows)).clone();
}

double median(std::vector<double>& values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double cyclesAt(int index, int size) {
    return static_cast<double>(index <= size / 2 ? index : index - size) / size;
}

}  // namespace

double unexplainedDetail(const cv::Mat& picture, const cv::Mat& kernel, double noise) {
    cv::Mat window, response = cv::Mat::zeros(picture.size(), CV_32F);
    cv::createHanningWindow(window, picture.size(), CV_32F);
    const cv::Mat seen = powerOf((picture - cv::mean(picture)[0]).mul(window));
    kernel.copyTo(response(cv::Rect(0, 0, kernel.cols, kernel.rows)));
    const cv::Mat kept = powerOf(response);
    const double noisePower = noise * noise * cv::sum(window.mul(window))[0];

    std::vector<double> strengths, responses;
    const auto each = [&](double from, double to, const auto& use) {
        for (int y = 0; y < picture.rows; ++y) {
            for (int x = 0; x < picture.cols; ++x) {
                const double cycles = std::hypot(cyclesAt(x, picture.cols), cyclesAt(y, picture.rows));
                if (cycles > from && cycles < to)
                    use(static_cast<double>(seen.at<float>(y, x)), static_cast<double>(kept.at<float>(y, x)),
                        cycles * cycles);
            }
        }
    };
    each(kLowest, kLow, [&](double power, double weight, double square) {
        strengths.push_back(power * square);
        responses.push_back(weight);
    });
    const double strength = median(strengths) / std::max(median(responses), 1e-6);
    double sum = 0;
    int count = 0;
    each(kFirst, kLast, [&](double power, double weight, double square) {
        const double expected = strength * weight / square + noisePower;
        sum += std::log(std::max(power, kLeastPower) / std::max(expected, kLeastPower));
        ++count;
    });
    return count > 0 ? sum / count : 0;
}

}  // namespace lacuna::blind
