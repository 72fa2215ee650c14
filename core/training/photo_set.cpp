// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/photo_set.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/io/image_io.h"
#include "core/training/random_stream.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lacuna {
namespace {

ImageBuffer rgb8(const ImageBuffer& image) {
    const ImageBuffer eight = image.converted(Depth::UInt8);
    if (eight.channels() == 3) return eight;
    ImageBuffer out(eight.width(), eight.height(), 3, Depth::UInt8);
    for (int y = 0; y < out.height(); ++y) {
        const auto* from = eight.row<std::uint8_t>(y);
        auto* to = out.row<std::uint8_t>(y);
        for (int x = 0; x < out.width(); ++x)
            std::fill_n(to + 3 * x, 3, from[x]);
    }
    return out;
}

/// The picture as OpenCV sees it, without a copy. OpenCV has no read-only matrix.
cv::Mat viewOf(const ImageBuffer& image) {
    return {image.height(), image.width(), CV_8UC3, const_cast<std::byte*>(image.data()),
            image.bytesPerRow()};
}

ImageBuffer shrunk(const cv::Mat& source, int width, int height) {
    ImageBuffer out(width, height, 3, Depth::UInt8);
    cv::Mat target = viewOf(out);
    cv::resize(source, target, target.size(), 0, 0, cv::INTER_AREA);
    return out;
}

int shorterSide(const ImageBuffer& image) {
    return std::min(image.width(), image.height());
}

/// The sum of the differences between neighbours: what distinguishes structure and sharpness from sky.
double steepness(const ImageBuffer& square) {
    const cv::Mat image = viewOf(square);
    const int end = image.rows;
    return cv::norm(image.colRange(1, end), image.colRange(0, end - 1), cv::NORM_L1) +
           cv::norm(image.rowRange(1, end), image.rowRange(0, end - 1), cv::NORM_L1);
}

}  // namespace

PhotoSet::PhotoSet(const std::filesystem::path& folder, int leastSide, int longestSide,
                   const PhotoList& list) {
    std::error_code fault;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, fault))
        if (entry.is_regular_file()) paths.push_back(entry.path());
    if (fault) throw Error(ErrorCode::InputFile, folder.string(), fault.message());
    std::sort(paths.begin(), paths.end());
    std::vector<double> weights;
    PhotoList missing = list;
    for (const auto& path : paths) {
        const std::string name = path.lexically_relative(folder).generic_string();
        const auto listed = list.find(name);
        const double weight = listed == list.end() ? 1 : listed->second;
        missing.erase(name);
        if (weight == 0) continue;
        try {
            ImageBuffer photo = rgb8(readPhotograph(path).pixels);
            const int longest = std::max(photo.width(), photo.height());
            if (longestSide > 0 && longest > longestSide) {
                const double factor = static_cast<double>(longestSide) / longest;
                photo =
                    shrunk(viewOf(photo), std::max(1, static_cast<int>(std::lround(photo.width() * factor))),
                           std::max(1, static_cast<int>(std::lround(photo.height() * factor))));
            }
            if (shorterSide(photo) < leastSide) {
                log::warning(path.string() + ": left out, it is smaller than a crop");
                continue;
            }
            mPhotos.push_back(std::move(photo));
            mNames.push_back(path.filename().string());
            weights.push_back(weight);
        } catch (const Error& error) {
            log::warning(std::string(error.what()) + "; left out");
        }
    }
    for (const auto& [name, weight] : missing)
        log::warning(name + " is on the list of photographs, but not in " + folder.string());
    if (mPhotos.empty())
        throw Error(ErrorCode::InputFile, folder.string(), "holds no photograph to learn from");
    index(weights);
}

PhotoSet::PhotoSet(std::vector<ImageBuffer> photos) : mPhotos(std::move(photos)), mNames(mPhotos.size()) {
    assert(!mPhotos.empty());
    index(std::vector<double>(mPhotos.size(), 1));
}

void PhotoSet::index(const std::vector<double>& weights) {
    double sum = 0;
    for (std::size_t i = 0; i < mPhotos.size(); ++i)
        mShareBefore.push_back(sum += weights[i] * mPhotos[i].width() * mPhotos[i].height());
}

int PhotoSet::largestCrop() const {
    int largest = 0;
    for (const ImageBuffer& photo : mPhotos)
        largest = std::max(largest, shorterSide(photo));
    return largest;
}

const ImageBuffer& PhotoSet::draw(RandomStream& random, int leastSide) const {
    while (true) {
        const double where = random.uniform() * mShareBefore.back();
        const auto found = std::upper_bound(mShareBefore.begin(), mShareBefore.end(), where);
        const auto number = std::min<std::size_t>(found - mShareBefore.begin(), mPhotos.size() - 1);
        if (shorterSide(mPhotos[number]) >= leastSide) return mPhotos[number];
    }
}

ImageBuffer PhotoSet::candidate(RandomStream& random, const CropStyle& style) const {
    const ImageBuffer& photo = draw(random, style.side);
    const int shorter = shorterSide(photo);
    const double most = std::min(style.shrinkMax, static_cast<double>(shorter) / style.side);
    const int source =
        std::min(shorter, static_cast<int>(std::lround(style.side * std::pow(most, random.uniform()))));
    const int x = static_cast<int>(random.below(photo.width() - source + 1));
    const int y = static_cast<int>(random.below(photo.height() - source + 1));
    return shrunk(viewOf(photo)(cv::Rect(x, y, source, source)), style.side, style.side);
}

ImageBuffer PhotoSet::crop(std::uint64_t seed, std::uint64_t step, std::uint64_t picture,
                           const CropStyle& style) const {
    assert(style.side <= largestCrop());
    RandomStream random(seed, step, picture);
    ImageBuffer out = candidate(random, style);
    const auto turn = random.below(8);
    if (style.candidates > 1 && random.uniform() < style.gateShare) {
        double steepest = steepness(out);
        for (int i = 1; i < style.candidates; ++i) {
            ImageBuffer other = candidate(random, style);
            if (const double steep = steepness(other); steep > steepest) {
                steepest = steep;
                out = std::move(other);
            }
        }
    }
    cv::Mat result = viewOf(out);
    if (turn & 1) cv::flip(result, result, 1);
    if (turn & 2) cv::flip(result, result, 0);
    if (turn & 4) cv::transpose(result.clone(), result);
    return out;
}

}  // namespace lacuna
