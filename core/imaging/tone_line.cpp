// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/tone_line.h"

#include "core/base/mask.h"

#include <opencv2/core.hpp>

#include <cmath>

namespace lacuna {
namespace {

constexpr double kLevel = 2.0 / 255;
/// Below this spread, a photograph has a single colour and no axis.
constexpr double kLeastContrast = kLevel;

/// Calls visit(colour on [−1, 1]) for every unmarked pixel, until it returns false. Returns whether it never
/// returned false.
template <typename Sample, typename Visit>
bool forEachColourOf(const ImageBuffer& photo, const ImageBuffer& mask, double white, Visit visit) {
    for (int y = 0; y < photo.height(); ++y) {
        const Sample* pixel = photo.row<Sample>(y);
        const std::uint8_t* marked = mask.isEmpty() ? nullptr : mask.row<std::uint8_t>(y);
        for (int x = 0; x < photo.width(); ++x, pixel += 3) {
            if (marked && isMarked(marked[x])) continue;
            if (!visit(cv::Vec3d(pixel[0], pixel[1], pixel[2]) * (2 / white) - cv::Vec3d::all(1)))
                return false;
        }
    }
    return true;
}

template <typename Visit>
bool forEachColour(const ImageBuffer& photo, const ImageBuffer& mask, Visit visit) {
    return photo.depth() == Depth::UInt8 ? forEachColourOf<std::uint8_t>(photo, mask, 255, visit)
                                         : forEachColourOf<std::uint16_t>(photo, mask, 65535, visit);
}

bool isGreyEverywhere(const ImageBuffer& photo, const ImageBuffer& mask) {
    return forEachColour(photo, mask, [](const cv::Vec3d& c) { return c[0] == c[1] && c[1] == c[2]; });
}

/// The line through the colours' mean along which they vary most.
std::optional<ToneLine> mainAxis(const ImageBuffer& photo, const ImageBuffer& mask) {
    double count = 0;
    cv::Vec3d sum(0, 0, 0);
    cv::Matx33d squares = cv::Matx33d::zeros();
    forEachColour(photo, mask, [&](const cv::Vec3d& c) {
        count += 1;
        sum += c;
        squares += c * c.t();
        return true;
    });
    if (count < 2) return std::nullopt;
    const cv::Vec3d mean = sum * (1 / count);
    cv::Mat values, vectors;
    cv::eigen(cv::Mat(squares * (1 / count) - mean * mean.t()), values, vectors);  // in falling order
    if (values.at<double>(0) < kLeastContrast * kLeastContrast) return std::nullopt;
    ToneLine line;
    const double sign =
        vectors.at<double>(0, 0) + vectors.at<double>(0, 1) + vectors.at<double>(0, 2) < 0 ? -1 : 1;
    for (int c = 0; c < 3; ++c) {
        line.origin[c] = mean[c];
        line.direction[c] = sign * std::sqrt(3) * vectors.at<double>(0, c);
    }
    return line;
}

}  // namespace

std::optional<ToneLine> findToneLine(const ImageBuffer& photo, const ImageBuffer& mask) {
    if (photo.channels() == 1 || isGreyEverywhere(photo, mask)) return ToneLine();
    const std::optional<ToneLine> line = mainAxis(photo, mask);
    if (!line) return std::nullopt;
    const cv::Vec3d origin(line->origin.data()), direction(line->direction.data());
    double squares = 0, count = 0;
    const bool isNear = forEachColour(photo, mask, [&](const cv::Vec3d& c) {
        const cv::Vec3d offset = c - origin;
        const double t = offset.dot(direction) / 3;
        const double distance = cv::norm(offset - t * direction, cv::NORM_L2SQR);
        squares += distance;
        count += 1;
        return distance <= kToneReach * kToneReach * kLevel * kLevel;
    });
    return isNear && squares <= count * kToneSpread * kToneSpread * kLevel * kLevel ? line : std::nullopt;
}

}  // namespace lacuna
