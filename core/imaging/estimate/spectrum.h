// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace lacuna::blind {

// Pictures are CV_32F, their discrete Fourier transforms CV_32FC2 of the same size.

cv::Mat spectrumOf(const cv::Mat& picture);
cv::Mat pictureOf(const cv::Mat& spectrum);
/// The transfer function of a small kernel whose middle stands for no shift.
cv::Mat transferFunction(const cv::Mat& kernel, cv::Size size);
/// The square of the given odd side around the origin of a periodic picture, with the origin in its middle.
cv::Mat aroundOrigin(const cv::Mat& periodic, int side);
/// |a|², CV_32F.
cv::Mat power(const cv::Mat& spectrum);
/// conj(a) · b.
cv::Mat conjugateProduct(const cv::Mat& a, const cv::Mat& b);

/// Differences to the right and to the lower neighbour, periodic.
cv::Mat differenceAcross(const cv::Mat& picture);
cv::Mat differenceDown(const cv::Mat& picture);
/// The sum of the two adjoints: −divergence.
cv::Mat adjointDifferences(const cv::Mat& across, const cv::Mat& down);

/// Extends a picture by at least `margin` pixels to the right and below, to a size that transforms quickly,
/// so that it is smooth where it wraps around.
cv::Mat madePeriodic(const cv::Mat& picture, int margin);

}  // namespace lacuna::blind
