// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/similar_colour.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace lacuna {
namespace {

template <typename Sample>
void markSimilar(const ImageBuffer& photo, int x, int y, int limit, ImageBuffer& mask) {
    const int channels = photo.channels();
    std::array<int, 3> wanted{};
    for (int c = 0; c < channels; ++c)
        wanted[static_cast<std::size_t>(c)] = photo.sample(x, y, c);
    for (int row = 0; row < photo.height(); ++row) {
        const auto* in = photo.row<Sample>(row);
        auto* out = mask.row<std::uint8_t>(row);
        for (int column = 0; column < photo.width(); ++column, in += channels) {
            bool similar = true;
            for (int c = 0; c < channels; ++c)
                similar &= std::abs(int(in[c]) - wanted[static_cast<std::size_t>(c)]) <= limit;
            out[column] = similar ? 255 : 0;
        }
    }
}

/// Keeps only the part of a mask that is connected to (x, y).
void keepConnected(ImageBuffer& mask, int x, int y) {
    constexpr std::uint8_t kReached = 1;
    cv::Mat matrix(mask.height(), mask.width(), CV_8UC1, mask.data());
    cv::floodFill(matrix, cv::Point(x, y), cv::Scalar(kReached), nullptr, cv::Scalar(), cv::Scalar(), 4);
    cv::compare(matrix, cv::Scalar(kReached), matrix, cv::CMP_EQ);
}

}  // namespace

ImageBuffer similarColour(const ImageBuffer& photo, int x, int y, double tolerance, bool connected) {
    assert(x >= 0 && y >= 0 && x < photo.width() && y < photo.height());
    ImageBuffer mask(photo.width(), photo.height(), 1, Depth::UInt8);
    const int limit = static_cast<int>(std::lround(tolerance * photo.maxValue() / 255));
    if (photo.depth() == Depth::UInt8) {
        markSimilar<std::uint8_t>(photo, x, y, limit, mask);
    } else {
        markSimilar<std::uint16_t>(photo, x, y, limit, mask);
    }
    if (connected) keepConnected(mask, x, y);
    return mask;
}

}  // namespace lacuna
