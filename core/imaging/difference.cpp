// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/difference.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cassert>

namespace lacuna {
namespace {

cv::Mat view(const ImageBuffer& picture) {
    const int depth = picture.depth() == Depth::UInt8 ? CV_8U : CV_16U;
    return {picture.height(), picture.width(), CV_MAKETYPE(depth, picture.channels()),
            const_cast<std::byte*>(picture.data())};  // only read
}

}  // namespace

ImageBuffer differencePicture(const ImageBuffer& before, const ImageBuffer& after, double gain) {
    assert(before.channels() == after.channels() && before.depth() == after.depth() && gain > 0);
    const cv::Mat second = view(after);
    cv::Mat first = view(before);
    if (first.size() != second.size()) {
        cv::Mat scaled;
        cv::resize(first, scaled, second.size(), 0, 0, cv::INTER_LINEAR);
        first = scaled;
    }
    cv::Mat difference;
    cv::absdiff(first, second, difference);
    ImageBuffer out(after.width(), after.height(), after.channels(), Depth::UInt8);
    cv::Mat target(out.height(), out.width(), CV_MAKETYPE(CV_8U, out.channels()), out.data());
    difference.convertTo(target, CV_8U, gain * 255 / after.maxValue());
    return out;
}

}  // namespace lacuna
