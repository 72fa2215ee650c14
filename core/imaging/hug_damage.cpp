// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hug_damage.h"

#include "core/base/mask.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lacuna {
namespace {

/// Width of the band beyond the rim that shows what the photograph looks like there, in pixels.
constexpr int kBeyond = 5;
/// Side of the squares in which a photograph is looked at, in pixels.
constexpr int kSquare = 512;
/// A rim pixel has gone at least this part of the way from what lies beyond to the damage …
constexpr double kLeastShare = 0.1;
/// … and differs from what lies beyond by this many of its deviations, and by this many 8-bit levels.
constexpr double kLeastDeviations = 2.5;
constexpr double kLeastLevels = 5;
/// The damage's colour is the mean over the marked pixels within this distance of the nearest one, in pixels.
constexpr int kDamageReach = 4;
/// A notch in the mask, such as the corner between two scratches of different colours, has so many of its
/// eight neighbours and itself marked, and differs from what lies beyond by so many times the above.
constexpr int kNotchNeighbours = 5;
constexpr double kNotchFactor = 2;

cv::Mat1b markedPixels(const ImageBuffer& mask) {
    cv::Mat1b marked(mask.height(), mask.width());
    for (int y = 0; y < mask.height(); ++y) {
        const auto* row = mask.row<std::uint8_t>(y);
        std::transform(row, row + mask.width(), marked[y],
                       [](std::uint8_t value) { return isMarked(value) ? 255 : 0; });
    }
    return marked;
}

/// A rectangle of the photograph, 8-bit levels.
cv::Mat3f levelsOf(const ImageBuffer& photo, const cv::Rect& box) {
    cv::Mat3f out(box.size());
    const float scale = 255.0F / static_cast<float>(photo.maxValue());
    for (int y = 0; y < box.height; ++y)
        for (int x = 0; x < box.width; ++x)
            for (int c = 0; c < 3; ++c)
                out(y, x)[c] =
                    static_cast<float>(photo.sample(box.x + x, box.y + y, photo.channels() == 3 ? c : 0)) *
                    scale;
    return out;
}

/// Means over the pixels of `where` within `radius`; `weight` is their number.
cv::Mat3f meanOver(const cv::Mat3f& picture, const cv::Mat1b& where, int radius, cv::Mat1f& weight) {
    cv::Mat1f counted;
    where.convertTo(counted, CV_32F, 1 / 255.0);
    cv::Mat3f counted3, sums;
    cv::merge(std::vector<cv::Mat>{counted, counted, counted}, counted3);
    const cv::Size size(2 * radius + 1, 2 * radius + 1);
    cv::boxFilter(picture.mul(counted3), sums, CV_32F, size, {-1, -1}, false, cv::BORDER_CONSTANT);
    cv::boxFilter(counted, weight, CV_32F, size, {-1, -1}, false, cv::BORDER_CONSTANT);
    cv::Mat3f means(picture.size(), cv::Vec3f(0, 0, 0));
    for (int y = 0; y < means.rows; ++y)
        for (int x = 0; x < means.cols; ++x)
            if (weight(y, x) > 0.5F) means(y, x) = sums(y, x) / weight(y, x);
    return means;
}

/// Where a mask may grow.
struct Rim {
    explicit Rim(cv::Size size) : like(cv::Mat1b::zeros(size)), other(cv::Mat1b::zeros(size)) {}

    cv::Mat1b like;   ///< the pixel is like the damage next to it
    cv::Mat1b other;  ///< it is quite unlike what lies beyond, in whatever way
};

/// For every pixel, the mean over the marked pixels around the nearest one, so that where two scratches cross
/// each keeps its colour. `distance` becomes that of each pixel from the mask.
cv::Mat3f nearestDamage(const cv::Mat3f& picture, const cv::Mat1b& marked, cv::Mat1f& distance) {
    cv::Mat1i labels;
    cv::distanceTransform(marked == 0, distance, labels, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
    cv::Mat1f count;
    const cv::Mat3f means = meanOver(picture, marked, kDamageReach, count);
    std::vector<cv::Vec3f> byLabel(1);
    for (int y = 0; y < marked.rows; ++y)
        for (int x = 0; x < marked.cols; ++x) {
            if (!marked(y, x)) continue;
            const auto label = static_cast<std::size_t>(labels(y, x));
            if (byLabel.size() <= label) byLabel.resize(label + 1);
            byLabel[label] = means(y, x);
        }
    cv::Mat3f nearest(picture.size());
    std::transform(labels.begin(), labels.end(), nearest.begin(),
                   [&byLabel](int label) { return byLabel[static_cast<std::size_t>(label)]; });
    return nearest;
}

/// The rim in a part of the photograph, in which `marked` has a pixel.
Rim rimOf(const cv::Mat3f& picture, const cv::Mat1b& marked, int most) {
    const int radius = most + kBeyond;
    cv::Mat1f distance, beyondCount;
    const cv::Mat3f damage = nearestDamage(picture, marked, distance);
    const cv::Mat1b beyond = (distance > most + 0.5F) & (distance <= most + kBeyond + 0.5F);
    const cv::Mat3f outside = meanOver(picture, beyond, radius, beyondCount);
    const cv::Mat3f squares = meanOver(picture.mul(picture), beyond, radius, beyondCount);
    Rim rim(picture.size());
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x) {
            if (distance(y, x) < 0.5F || distance(y, x) > most + 0.5F) continue;
            if (beyondCount(y, x) < 3) continue;
            const cv::Vec3f towards = damage(y, x) - outside(y, x), moved = picture(y, x) - outside(y, x);
            double variance = 0;
            for (int c = 0; c < 3; ++c)
                variance += std::max(0.0F, squares(y, x)[c] - outside(y, x)[c] * outside(y, x)[c]) / 3;
            const double least = std::max(kLeastLevels, kLeastDeviations * std::sqrt(variance));
            if (cv::norm(moved) >= kNotchFactor * least) rim.other(y, x) = 255;
            const double length = cv::norm(towards);
            if (length < kLeastLevels) continue;
            if (moved.dot(towards) / length >= std::max(least, kLeastShare * length)) rim.like(y, x) = 255;
        }
    return rim;
}

/// The same for the whole photograph, in squares, so that it takes little memory.
Rim rimOf(const ImageBuffer& photo, const cv::Mat1b& marked, int most) {
    const int margin = 2 * (most + kBeyond);
    const cv::Rect all(0, 0, marked.cols, marked.rows);
    Rim rim(marked.size());
    for (int y = 0; y < all.height; y += kSquare)
        for (int x = 0; x < all.width; x += kSquare) {
            const cv::Rect square = cv::Rect(x, y, kSquare, kSquare) & all;
            const cv::Rect box =
                cv::Rect(x - margin, y - margin, kSquare + 2 * margin, kSquare + 2 * margin) & all;
            const cv::Mat1b here = marked(box).clone();
            if (cv::countNonZero(here) == 0 || cv::countNonZero(here == 0) == 0) continue;
            const Rim part = rimOf(levelsOf(photo, box), here, most);
            part.like(square - box.tl()).copyTo(rim.like(square));
            part.other(square - box.tl()).copyTo(rim.other(square));
        }
    return rim;
}

}  // namespace

ImageBuffer hugDamage(const ImageBuffer& photo, const ImageBuffer& mask, int most) {
    assert(most >= 0);
    ImageBuffer out = mask;
    if (mask.width() != photo.width() || mask.height() != photo.height() || mask.channels() != 1) return out;
    if (most == 0) return out;
    const cv::Mat1b marked = markedPixels(mask);
    const Rim rim = rimOf(photo, marked, most);

    // From the mask outwards: a pixel is reached over others of the rim.
    cv::Mat1b grown = marked.clone();
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
    for (int ring = 0; ring < most; ++ring) {
        cv::Mat1b next, neighbours;
        cv::dilate(grown, next, square);
        next = grown | (next & rim.like);
        cv::boxFilter(next / 255, neighbours, -1, {3, 3}, {-1, -1}, false, cv::BORDER_CONSTANT);
        next |= (neighbours >= kNotchNeighbours) & rim.other;
        if (cv::countNonZero(next != grown) == 0) break;
        grown = next;
    }
    for (int y = 0; y < grown.rows; ++y) {
        auto* row = out.row<std::uint8_t>(y);
        for (int x = 0; x < grown.cols; ++x)
            if (grown(y, x) && !marked(y, x)) row[x] = 255;
    }
    return out;
}

double visibleRim(const ImageBuffer& photo, const ImageBuffer& mask) {
    const ImageBuffer hugged = hugDamage(photo, mask);
    const cv::Mat1b before = markedPixels(mask), after = markedPixels(hugged);
    cv::Mat1b next;
    cv::dilate(before, next, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    next &= before == 0;
    const int rim = cv::countNonZero(next);
    return rim == 0 ? 0 : static_cast<double>(cv::countNonZero(next & after)) / rim;
}

}  // namespace lacuna
