// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace lacuna {
class RunControl;
}

namespace lacuna::blind {

// The two steps that a blind estimate alternates, after Pan, Hu, Su and Yang 2017. Pictures are CV_32F on
// [0, 1]; kernels are CV_32F, square with an odd side, not negative, and sum to 1.

/// The strong edges of a picture as its differences across and down, the rest 0.
struct Edges {
    cv::Mat across;
    cv::Mat down;
};

/// min ‖k ∗ x − y‖² + λ ‖∇x‖₀ by half-quadratic splitting: the picture with few edges that explains
/// `blurred`, which must be periodic. Ends early where `control` says stop.
cv::Mat sharpened(const cv::Mat& blurred, const cv::Mat& kernel, double lambda, RunControl& control);

/// The square of the least difference that keeps 20 · `side` pixels in each of the four directions an edge
/// can have.
double edgeThreshold(const cv::Mat& picture, int side);
/// The edges whose squared difference reaches the threshold, which falls until there are some.
Edges strongEdges(const cv::Mat& picture, double& threshold);

/// min Σ ‖k ∗ edge − ∂ blurred‖² + weight · ‖k‖², then without what is weak or isolated.
cv::Mat fittedKernel(const cv::Mat& blurred, const Edges& edges, int side);

/// Moved by whole pixels so that its centroid lies in the middle.
cv::Mat centred(const cv::Mat& kernel);
/// At `scale` times the size, on a square of that side.
cv::Mat rescaled(const cv::Mat& kernel, double scale, int side);
/// Without what is below `share` of its largest weight; sums to 1.
cv::Mat trimmed(const cv::Mat& kernel, double share);

}  // namespace lacuna::blind
