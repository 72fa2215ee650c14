// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace lacuna {
class RunControl;
}

namespace lacuna::blind {

// The two steps that a blind estimate alternates, after Pan, Hu, Su and Yang 2017. Pictures are CV_32F on
// [0, 1]; kernels are CV_32F, square with an odd side, not negative, and sum to 1.

/// The strong edges of a picture: its horizontal and vertical differences, 0 elsewhere.
struct Edges {
    cv::Mat across;
    cv::Mat down;
};

/// min ‖k ∗ x − y‖² + λ ‖∇x‖₀ by half-quadratic splitting: the picture with few edges that explains
/// `blurred`, which must be periodic. Ends early if `control` asks for a stop.
cv::Mat sharpened(const cv::Mat& blurred, const cv::Mat& kernel, double lambda, RunControl& control);

/// The greatest threshold, as a squared difference, that keeps 20 · `side` pixels in each of the four
/// directions of edges.
double edgeThreshold(const cv::Mat& picture, int side);
/// The edges whose squared difference reaches `threshold`, which is lowered until there are some.
Edges strongEdges(const cv::Mat& picture, double& threshold);

/// min Σ ‖k ∗ edge − ∂ blurred‖² + weight · ‖k‖², then without weak or isolated weights.
cv::Mat fittedKernel(const cv::Mat& blurred, const Edges& edges, int side);

/// Moves a kernel by whole pixels so that its centroid lies in the middle.
cv::Mat centred(const cv::Mat& kernel);
/// Scales a kernel by `scale`, on a square of the given side.
cv::Mat rescaled(const cv::Mat& kernel, double scale, int side);
/// Drops weights below `share` of the largest; the rest sums to 1.
cv::Mat trimmed(const cv::Mat& kernel, double share);

}  // namespace lacuna::blind
