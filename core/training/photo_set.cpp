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

}  // namespace

PhotoSet::PhotoSet(const std::filesystem::path& folder, int leastSide, int longestSide) {
    std::error_code fault;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, fault))
        if (entry.is_regular_file()) paths.push_back(entry.path());
    if (fault) throw Error(ErrorCode::InputFile, folder.string(), fault.message());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        try {
            ImageBuffer photo = rgb8(readPhotograph(path).pixels);
            const int longest = std::max(photo.width(), photo.height());
            if (longestSide > 0 && longest > longestSide) {
                const double factor = static_cast<double>(longestSide) / longest;
                photo =
                    shrunk(viewOf(photo), std::max(1, static_cast<int>(std::lround(photo.width() * factor))),
                           std::max(1, static_cast<int>(std::lround(photo.height() * factor))));
            }
            if (std::min(photo.width(), photo.height()) < leastSide) {
                log::warning(path.string() + ": left out, it is smaller than a crop");
                continue;
            }
            mPhotos.push_back(std::move(photo));
            mNames.push_back(path.filename().string());
        } catch (const Error& error) {
            log::warning(std::string(error.what()) + "; left out");
        }
    }
    if (mPhotos.empty())
        throw Error(ErrorCode::InputFile, folder.string(), "holds no photograph to learn from");
    indexAreas();
}

PhotoSet::PhotoSet(std::vector<ImageBuffer> photos) : mPhotos(std::move(photos)), mNames(mPhotos.size()) {
    assert(!mPhotos.empty());
    indexAreas();
}

void PhotoSet::indexAreas() {
    double sum = 0;
    for (const ImageBuffer& photo : mPhotos)
        mAreaBefore.push_back(sum += static_cast<double>(photo.width()) * photo.height());
}

ImageBuffer PhotoSet::crop(std::uint64_t seed, std::uint64_t step, std::uint64_t picture, int side,
                           double shrinkMax) const {
    RandomStream random(seed, step, picture);
    const double where = random.uniform() * mAreaBefore.back();
    const auto found = std::upper_bound(mAreaBefore.begin(), mAreaBefore.end(), where);
    const auto index = std::min<std::size_t>(found - mAreaBefore.begin(), mPhotos.size() - 1);
    const ImageBuffer& photo = mPhotos[index];

    const int shorter = std::min(photo.width(), photo.height());
    assert(shorter >= side);
    const double most = std::min(shrinkMax, static_cast<double>(shorter) / side);
    const int source =
        std::min(shorter, static_cast<int>(std::lround(side * std::pow(most, random.uniform()))));
    const int x = static_cast<int>(random.below(photo.width() - source + 1));
    const int y = static_cast<int>(random.below(photo.height() - source + 1));
    const auto turn = random.below(8);

    cv::Mat part = viewOf(photo)(cv::Rect(x, y, source, source));
    ImageBuffer out = shrunk(part, side, side);
    cv::Mat result = viewOf(out);
    if (turn & 1) cv::flip(result, result, 1);
    if (turn & 2) cv::flip(result, result, 0);
    if (turn & 4) cv::transpose(result.clone(), result);
    return out;
}

}  // namespace lacuna
