// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/estimate/spectrum.h"

namespace lacuna::blind {
namespace {

/// Moves everything by (x, y), wrapping around the edges.
cv::Mat rolled(const cv::Mat& picture, int x, int y) {
    const int right = (x % picture.cols + picture.cols) % picture.cols;
    const int down = (y % picture.rows + picture.rows) % picture.rows;
    cv::Mat twice;
    cv::repeat(picture, 2, 2, twice);
    return twice(cv::Rect(picture.cols - right, picture.rows - down, picture.cols, picture.rows)).clone();
}

/// Adds columns that lead smoothly from the last one back to the first.
cv::Mat continuedAcross(const cv::Mat& picture, int margin) {
    const int width = cv::getOptimalDFTSize(picture.cols + margin);
    const int added = width - picture.cols;
    cv::Mat out(picture.rows, width, CV_32F);
    picture.copyTo(out.colRange(0, picture.cols));
    for (int i = 0; i < added; ++i) {
        const double share = (i + 1.0) / (added + 1.0);
        const cv::Mat fromLast = picture.col(std::max(0, picture.cols - 1 - i));
        const cv::Mat fromFirst = picture.col(std::min(picture.cols - 1, added - 1 - i));
        out.col(picture.cols + i) = (1 - share) * fromLast + share * fromFirst;
    }
    return out;
}

}  // namespace

cv::Mat spectrumOf(const cv::Mat& picture) {
    cv::Mat spectrum;
    cv::dft(picture, spectrum, cv::DFT_COMPLEX_OUTPUT);
    return spectrum;
}

cv::Mat pictureOf(const cv::Mat& spectrum) {
    cv::Mat picture;
    cv::idft(spectrum, picture, cv::DFT_REAL_OUTPUT | cv::DFT_SCALE);
    return picture;
}

cv::Mat transferFunction(const cv::Mat& kernel, cv::Size size) {
    cv::Mat padded = cv::Mat::zeros(size, CV_32F);
    kernel.copyTo(padded(cv::Rect({0, 0}, kernel.size())));
    return spectrumOf(rolled(padded, -(kernel.cols / 2), -(kernel.rows / 2)));
}

cv::Mat aroundOrigin(const cv::Mat& periodic, int side) {
    return rolled(periodic, side / 2, side / 2)(cv::Rect(0, 0, side, side)).clone();
}

cv::Mat power(const cv::Mat& spectrum) {
    cv::Mat parts[2];
    cv::split(spectrum, parts);
    return parts[0].mul(parts[0]) + parts[1].mul(parts[1]);
}

cv::Mat conjugateProduct(const cv::Mat& a, const cv::Mat& b) {
    cv::Mat product;
    cv::mulSpectrums(b, a, product, 0, true);
    return product;
}

cv::Mat differenceAcross(const cv::Mat& picture) {
    cv::Mat out(picture.size(), CV_32F);
    const int last = picture.cols - 1;
    out.colRange(0, last) = picture.colRange(1, last + 1) - picture.colRange(0, last);
    out.col(last) = picture.col(0) - picture.col(last);
    return out;
}

cv::Mat differenceDown(const cv::Mat& picture) {
    cv::Mat out(picture.size(), CV_32F);
    const int last = picture.rows - 1;
    out.rowRange(0, last) = picture.rowRange(1, last + 1) - picture.rowRange(0, last);
    out.row(last) = picture.row(0) - picture.row(last);
    return out;
}

cv::Mat adjointDifferences(const cv::Mat& across, const cv::Mat& down) {
    cv::Mat out = -(across + down);
    const int right = across.cols - 1;
    const int bottom = down.rows - 1;
    out.colRange(1, right + 1) += across.colRange(0, right);
    out.col(0) += across.col(right);
    out.rowRange(1, bottom + 1) += down.rowRange(0, bottom);
    out.row(0) += down.row(bottom);
    return out;
}

cv::Mat madePeriodic(const cv::Mat& picture, int margin) {
    return continuedAcross(continuedAcross(picture, margin).t(), margin).t();
}

}  // namespace lacuna::blind
