// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/alpha.h"

#include <opencv2/imgproc.hpp>

namespace lacuna {

ImageBuffer resizedAlpha(const ImageBuffer& alpha, int width, int height) {
    if (alpha.isEmpty()) return {};
    const int type = alpha.depth() == Depth::UInt8 ? CV_8UC1 : CV_16UC1;
    ImageBuffer out(width, height, 1, alpha.depth());
    ImageBuffer from = alpha;  // OpenCV wants a mutable pointer
    const cv::Mat source(from.height(), from.width(), type, from.data());
    cv::Mat target(height, width, type, out.data());
    cv::resize(source, target, target.size(), 0, 0, width < alpha.width() ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

}  // namespace lacuna
