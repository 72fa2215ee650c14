// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/spread.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace lacuna {
namespace {

constexpr double kPercentile = 0.995;
constexpr double kLeastWhite = 1;
constexpr int kBinsPerLevel = 32;

/// Adds the variances of a row over the pictures, in squared samples, channel by channel.
template <typename Sample>
void addVariances(const std::vector<const ImageBuffer*>& pictures, int y, std::vector<double>& variances) {
    const auto count = static_cast<double>(pictures.size());
    const int channels = pictures[0]->channels();
    std::vector<const Sample*> rows;
    for (const ImageBuffer* picture : pictures)
        rows.push_back(picture->row<Sample>(y));
    for (std::size_t i = 0; i < variances.size() * static_cast<std::size_t>(channels); ++i) {
        double sum = 0, squares = 0;
        for (const Sample* row : rows) {
            const double value = row[i];
            sum += value;
            squares += value * value;
        }
        const double mean = sum / count;
        variances[i / static_cast<std::size_t>(channels)] += squares / count - mean * mean;
    }
}

}  // namespace

Spread spreadOf(const std::vector<const ImageBuffer*>& pictures) {
    assert(pictures.size() >= 2);
    const ImageBuffer& first = *pictures[0];
    const double perLevel = first.maxValue() / 255.0;
    const auto width = static_cast<std::size_t>(first.width());
    std::vector<float> deviations(width * static_cast<std::size_t>(first.height()));
    std::vector<std::size_t> histogram(128 * kBinsPerLevel + 1);
    double sum = 0;
    for (int y = 0; y < first.height(); ++y) {
        std::vector<double> variances(width);
        if (first.depth() == Depth::UInt8)
            addVariances<std::uint8_t>(pictures, y, variances);
        else
            addVariances<std::uint16_t>(pictures, y, variances);
        for (std::size_t x = 0; x < width; ++x) {
            const double deviation = std::sqrt(std::max(variances[x], 0.0) / first.channels()) / perLevel;
            deviations[static_cast<std::size_t>(y) * width + x] = static_cast<float>(deviation);
            sum += deviation;
            ++histogram[std::min(static_cast<std::size_t>(deviation * kBinsPerLevel), histogram.size() - 1)];
        }
    }
    Spread spread;
    const auto pixels = static_cast<double>(deviations.size());
    spread.mean = sum / pixels;
    double below = 0;
    std::size_t bin = 0;
    while (bin < histogram.size() && below + static_cast<double>(histogram[bin]) < kPercentile * pixels)
        below += static_cast<double>(histogram[bin++]);
    spread.white = std::max(kLeastWhite, static_cast<double>(bin + 1) / kBinsPerLevel);
    spread.picture = ImageBuffer(first.width(), first.height(), 1, Depth::UInt8);
    auto deviation = deviations.begin();
    for (int y = 0; y < first.height(); ++y) {
        auto* row = spread.picture.row<std::uint8_t>(y);
        for (std::size_t x = 0; x < width; ++x)
            row[x] =
                static_cast<std::uint8_t>(std::lround(std::min(255.0, *deviation++ / spread.white * 255)));
    }
    return spread;
}

}  // namespace lacuna
