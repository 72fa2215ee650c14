// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace lacuna::blind {

/// How much detail a picture has that a blur by `kernel` would have taken from it: the mean over all but the
/// lowest frequencies of log(power / power that is to be expected), where a sharp picture's falls with the
/// square of the frequency, the kernel weakens it, and white noise of standard deviation `noise` is added.
/// Near or below 0 if the picture was blurred like that. `picture` is CV_32F on [0, 1], at least 64 pixels
/// wide and high.
double unexplainedDetail(const cv::Mat& picture, const cv::Mat& kernel, double noise);

}  // namespace lacuna::blind
