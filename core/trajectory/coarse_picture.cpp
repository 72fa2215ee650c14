// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/coarse_picture.h"

#include "core/base/parallel_rows.h"
#include "core/trajectory/half.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <vector>

namespace lacuna {
namespace {

constexpr int kChannels = 3;
constexpr std::int64_t kLeastRows = 64;

/// Weight of a sample at that distance: cubic convolution with a = −3/4, as the solver enlarges its
/// estimates.
float cubicWeight(double distance) {
    constexpr double a = -0.75;
    const double d = std::abs(distance);
    if (d <= 1) return static_cast<float>(((a + 2) * d - (a + 3)) * d * d + 1);
    return d < 2 ? static_cast<float>(a * (((d - 5) * d + 8) * d - 4)) : 0;
}

/// The coarse pixels along one dimension that make a pixel of the result.
struct Taps {
    std::vector<int> places;
    std::vector<float> weights;
};

/// For `count` pixels of the result from `first` on. A pixel of it is `reduction` pixels of the region, one
/// of the coarse picture `factor`; the coarse picture begins at `offset` and has `size` pixels.
std::vector<Taps> tapsAlong(int first, int count, int reduction, int factor, int offset, int size) {
    std::vector<Taps> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        Taps& taps = all[static_cast<std::size_t>(i)];
        const auto add = [&](int place, float weight) {
            taps.places.push_back(std::clamp(place, 0, size - 1));
            taps.weights.push_back(weight);
        };
        const double from = static_cast<double>((first + i) * reduction - offset) / factor;
        const double width = static_cast<double>(reduction) / factor;
        if (width < 1) {
            const double middle = from + width / 2 - 0.5;
            const int before = static_cast<int>(std::floor(middle));
            for (int place = before - 1; place <= before + 2; ++place)
                add(place, cubicWeight(middle - place));
            continue;
        }
        for (int place = static_cast<int>(std::floor(from)); place < from + width; ++place) {
            const double covered = std::min(from + width, place + 1.0) - std::max(from, double(place));
            add(place, static_cast<float>(covered / width));
        }
    }
    return all;
}

/// All numbers in half precision.
const std::vector<float>& halfValues() {
    static const std::vector<float> values = [] {
        std::vector<float> made(65536);
        for (std::size_t bits = 0; bits < made.size(); ++bits)
            made[bits] = static_cast<float>(halfValue(static_cast<std::uint16_t>(bits)));
        return made;
    }();
    return values;
}

/// One row of the coarse picture, resampled.
void resampleRow(const std::byte* halves, const std::vector<Taps>& columns, float* out) {
    const std::vector<float>& values = halfValues();
    for (const Taps& taps : columns) {
        std::array<float, kChannels> sum{};
        for (std::size_t i = 0; i < taps.places.size(); ++i) {
            std::array<std::uint16_t, kChannels> pixel;
            std::memcpy(pixel.data(), halves + sizeof pixel * static_cast<std::size_t>(taps.places[i]),
                        sizeof pixel);
            for (std::size_t c = 0; c < kChannels; ++c)
                sum[c] += taps.weights[i] * values[pixel[c]];
        }
        out = std::copy(sum.begin(), sum.end(), out);
    }
}

std::uint8_t levelOf(float value, int rest) {
    const float level = std::isnan(value) ? 0 : 127.5F * (std::clamp(value, -1.0F, 1.0F) + 1);
    return static_cast<std::uint8_t>(std::lround(level * static_cast<float>(rest) / 255));
}

}  // namespace

Backdrop reducedBackdrop(const Backdrop& backdrop, int factor) {
    Backdrop out{(backdrop.width + factor - 1) / factor, (backdrop.height + factor - 1) / factor, {}};
    out.rgba.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 4);
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(out.width) * 4);
    std::byte* to = out.rgba.data();
    const std::byte* from = backdrop.rgba.data();
    for (int top = 0; top < backdrop.height; top += factor) {
        const int rows = std::min(factor, backdrop.height - top);
        std::fill(sums.begin(), sums.end(), 0);
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < backdrop.width; ++x, from += 4) {
                std::uint32_t* sum = sums.data() + static_cast<std::ptrdiff_t>(x / factor) * 4;
                for (int c = 0; c < 4; ++c)
                    sum[c] += std::to_integer<std::uint32_t>(from[c]);
            }
        }
        for (int x = 0; x < out.width; ++x) {
            const auto pixels =
                static_cast<std::uint32_t>(rows * std::min(factor, backdrop.width - x * factor));
            for (int c = 0; c < 4; ++c)
                *to++ =
                    static_cast<std::byte>((sums[static_cast<std::size_t>(4 * x + c)] + pixels / 2) / pixels);
        }
    }
    return out;
}

ImageBuffer coarsePicture(const Bytes& halves, const CoarsePlace& place, const Backdrop* backdrop,
                          const PhotoRegion& part, int reduction, double scale) {
    constexpr std::size_t kPixelBytes = kChannels * sizeof(std::uint16_t);
    assert(place.x <= 0 && place.y <= 0 && part.x >= 0 && part.y >= 0);
    assert(halves.size() ==
           kPixelBytes * static_cast<std::size_t>(place.width) * static_cast<std::size_t>(place.height));
    assert(!backdrop || (part.x + part.width <= backdrop->width && part.y + part.height <= backdrop->height));
    const std::vector<Taps> columns =
        tapsAlong(part.x, part.width, reduction, place.factor, place.x, place.width);
    const std::vector<Taps> rows =
        tapsAlong(part.y, part.height, reduction, place.factor, place.y, place.height);
    // The coarse rows that any of the part's rows needs, made as wide as the part.
    int top = place.height, bottom = 0;
    for (const Taps& taps : rows) {
        top = std::min(top, *std::min_element(taps.places.begin(), taps.places.end()));
        bottom = std::max(bottom, *std::max_element(taps.places.begin(), taps.places.end()) + 1);
    }
    const std::size_t samples = kChannels * static_cast<std::size_t>(part.width);
    std::vector<float> wide(samples * static_cast<std::size_t>(std::max(0, bottom - top)));
    const std::size_t rowBytes = kPixelBytes * static_cast<std::size_t>(place.width);
    for (int y = top; y < bottom; ++y)
        resampleRow(halves.data() + rowBytes * static_cast<std::size_t>(y), columns,
                    wide.data() + samples * static_cast<std::size_t>(y - top));

    ImageBuffer out(part.width, part.height, kChannels, Depth::UInt8);
    const auto factor = static_cast<float>(scale);
    parallelRows(part.height, kLeastRows, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> row(samples);
        for (auto y = static_cast<int>(begin); y < end; ++y) {
            std::fill(row.begin(), row.end(), 0);
            const Taps& taps = rows[static_cast<std::size_t>(y)];
            for (std::size_t i = 0; i < taps.places.size(); ++i) {
                const float* from = wide.data() + samples * static_cast<std::size_t>(taps.places[i] - top);
                const float weight = factor * taps.weights[i];
                for (std::size_t s = 0; s < samples; ++s)
                    row[s] += weight * from[s];
            }
            auto* to = out.row<std::uint8_t>(y);
            const std::byte* behind =
                backdrop ? backdrop->rgba.data() + 4 * (static_cast<std::size_t>(part.y + y) *
                                                            static_cast<std::size_t>(backdrop->width) +
                                                        static_cast<std::size_t>(part.x))
                         : nullptr;
            for (int x = 0; x < part.width; ++x, behind += behind ? 4 : 0) {
                const int rest = behind ? 255 - std::to_integer<int>(behind[3]) : 255;
                for (int c = 0; c < kChannels; ++c, ++to) {
                    const int kept = behind ? std::to_integer<int>(behind[c]) : 0;
                    const int level =
                        rest > 0 ? levelOf(row[static_cast<std::size_t>(kChannels * x + c)], rest) : 0;
                    *to = static_cast<std::uint8_t>(std::min(255, kept + level));
                }
            }
        }
    });
    return out;
}

}  // namespace lacuna
