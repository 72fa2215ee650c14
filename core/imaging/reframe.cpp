// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/reframe.h"

#include "core/base/parallel_rows.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace lacuna {
namespace {

constexpr std::int64_t kLeastRows = 8;
constexpr int kLobes = 3;
constexpr int kTaps = 2 * kLobes;
constexpr int kPhases = 1024;
/// Of the largest alpha: with less, a colour can't be told from its transparency.
constexpr float kLeastAlpha = 1e-3F;

double lanczos(double x) {
    if (x == 0) return 1;
    if (std::abs(x) >= kLobes) return 0;
    const double at = std::numbers::pi * x;
    return kLobes * std::sin(at) * std::sin(at / kLobes) / (at * at);
}

using Weights = std::array<float, kTaps>;

/// By the position between two samples, in 1/kPhases. The weights are those of the samples −2 … 3 and sum to
/// 1.
const std::array<Weights, kPhases + 1>& weightTable() {
    static const auto table = [] {
        std::array<Weights, kPhases + 1> all;
        for (int phase = 0; phase <= kPhases; ++phase) {
            std::array<double, kTaps> exact{};
            double sum = 0;
            for (int k = 0; k < kTaps; ++k)
                sum += exact[std::size_t(k)] = lanczos(double(phase) / kPhases - (k - kLobes + 1));
            for (int k = 0; k < kTaps; ++k)
                all[std::size_t(phase)][std::size_t(k)] = static_cast<float>(exact[std::size_t(k)] / sum);
        }
        return all;
    }();
    return table;
}

/// Where the pixels of the new frame lie in the picture: (x, y) at index (a·x + b·y + c, d·x + e·y + f).
struct Place {
    double a = 1, b = 0, c = 0;
    double d = 0, e = 1, f = 0;
    int width = 0;  ///< of the new frame
    int height = 0;

    double x(int column, int row) const { return a * column + b * row + c; }
    double y(int column, int row) const { return d * column + e * row + f; }
};

/// Follows the framing back, from the last change to the first. Without straightening, all are whole numbers.
Place placeOf(const Framing& framing, int width, int height) {
    const bool swapped = framing.quarterTurns % 2 == 1;
    const int turnedWidth = swapped ? height : width;
    const int turnedHeight = swapped ? width : height;
    Place place;
    place.width = framing.isCropped() ? framing.width : turnedWidth;
    place.height = framing.isCropped() ? framing.height : turnedHeight;
    place.c = framing.x;
    place.f = framing.y;
    if (framing.degrees != 0) {
        const double angle = framing.degrees * std::numbers::pi / 180;
        const double cosine = std::cos(angle);
        const double sine = std::sin(angle);
        const double middleX = (turnedWidth - 1) / 2.0;
        const double middleY = (turnedHeight - 1) / 2.0;
        const double x = place.c - middleX;
        const double y = place.f - middleY;
        place = {cosine,      sine,        middleX + cosine * x + sine * y,
                 -sine,       cosine,      middleY - sine * x + cosine * y,
                 place.width, place.height};
    }
    for (int turn = 0; turn < framing.quarterTurns; ++turn) {
        // One turn back: (x, y) was at (y, height − 1 − x) of what was turned.
        const int before = (framing.quarterTurns - turn) % 2 == 1 ? height : width;
        place = {place.d,     place.e,     place.f, -place.a, -place.b, before - 1 - place.c,
                 place.width, place.height};
    }
    if (framing.mirrored) {
        place.a = -place.a;
        place.b = -place.b;
        place.c = width - 1 - place.c;
    }
    return place;
}

template <typename Row>
void forRows(const Place& place, const Row& row) {
    parallelRows(place.height, kLeastRows, [&](std::int64_t begin, std::int64_t end) {
        for (int y = static_cast<int>(begin); y < end; ++y)
            row(y);
    });
}

template <typename T>
void copy(const ImageBuffer& from, ImageBuffer& to, const Place& place) {
    const int channels = from.channels();
    forRows(place, [&](int y) {
        T* out = to.row<T>(y);
        for (int x = 0; x < place.width; ++x, out += channels) {
            const auto column = static_cast<std::ptrdiff_t>(place.x(x, y));
            std::copy_n(from.row<T>(static_cast<int>(place.y(x, y))) + column * channels, channels, out);
        }
    });
}

/// The samples around a place, and what each of them counts.
struct Neighbourhood {
    std::array<int, kTaps> columns;
    std::array<int, kTaps> rows;
    const Weights* across;
    const Weights* down;

    Neighbourhood(double x, double y, int width, int height)
        : across(&along(x, width, columns)), down(&along(y, height, rows)) {}

  private:
    static const Weights& along(double at, int size, std::array<int, kTaps>& samples) {
        const double first = std::floor(at);
        for (int k = 0; k < kTaps; ++k)
            samples[std::size_t(k)] = std::clamp(static_cast<int>(first) + k - kLobes + 1, 0, size - 1);
        return weightTable()[static_cast<std::size_t>(std::lround((at - first) * kPhases))];
    }
};

template <typename T>
T rounded(float value, int most) {
    return static_cast<T>(std::lround(std::clamp(value, 0.0F, static_cast<float>(most))));
}

/// `alpha`, of the same size and depth, weighs the colours; null: all count the same.
template <typename T>
void resample(const ImageBuffer& from, const ImageBuffer* alpha, ImageBuffer& to, const Place& place) {
    const int channels = from.channels();
    const auto most = static_cast<float>(from.maxValue());
    forRows(place, [&](int y) {
        T* out = to.row<T>(y);
        for (int x = 0; x < place.width; ++x, out += channels) {
            const Neighbourhood near(place.x(x, y), place.y(x, y), from.width(), from.height());
            std::array<float, 3> sum{}, weighed{};
            float opacity = 0;
            for (std::size_t k = 0; k < kTaps; ++k) {
                const T* row = from.row<T>(near.rows[k]);
                const T* cover = alpha ? alpha->row<T>(near.rows[k]) : nullptr;
                for (std::size_t j = 0; j < kTaps; ++j) {
                    const int column = near.columns[j];
                    const float weight = (*near.down)[k] * (*near.across)[j];
                    const T* sample = row + static_cast<std::ptrdiff_t>(column) * channels;
                    const float covered = cover ? weight * static_cast<float>(cover[column]) / most : 0;
                    opacity += covered;
                    for (int c = 0; c < channels; ++c) {
                        const auto value = static_cast<float>(sample[c]);
                        sum[std::size_t(c)] += weight * value;
                        weighed[std::size_t(c)] += covered * value;
                    }
                }
            }
            for (int c = 0; c < channels; ++c) {
                const auto at = std::size_t(c);
                out[c] = rounded<T>(opacity > kLeastAlpha ? weighed[at] / opacity : sum[at], from.maxValue());
            }
        }
    });
}

ImageBuffer placed(const ImageBuffer& picture, const ImageBuffer* alpha, const Framing& framing) {
    if (picture.isEmpty()) return picture;
    assert(fits(framing, picture.width(), picture.height()));
    const Place place = placeOf(framing, picture.width(), picture.height());
    ImageBuffer out(place.width, place.height, picture.channels(), picture.depth());
    const bool deep = picture.depth() == Depth::UInt16;
    if (framing.degrees == 0) {
        deep ? copy<std::uint16_t>(picture, out, place) : copy<std::uint8_t>(picture, out, place);
    } else if (deep) {
        resample<std::uint16_t>(picture, alpha, out, place);
    } else {
        resample<std::uint8_t>(picture, alpha, out, place);
    }
    return out;
}

}  // namespace

ImageBuffer reframed(const ImageBuffer& picture, const Framing& framing) {
    return placed(picture, nullptr, framing);
}

ImageBuffer reframedMask(const ImageBuffer& mask, const Framing& framing) {
    if (mask.isEmpty() || framing.degrees == 0) return reframed(mask, framing);
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8);
    assert(fits(framing, mask.width(), mask.height()));
    const Place place = placeOf(framing, mask.width(), mask.height());
    ImageBuffer out(place.width, place.height, 1, Depth::UInt8);
    forRows(place, [&](int y) {
        auto* to = out.row<std::uint8_t>(y);
        for (int x = 0; x < place.width; ++x) {
            const auto left = static_cast<int>(std::floor(place.x(x, y)));
            const auto top = static_cast<int>(std::floor(place.y(x, y)));
            std::uint8_t most = 0;
            for (int row = top; row <= top + 1; ++row)
                for (int column = left; column <= left + 1; ++column)
                    most = std::max(most,
                                    mask.row<std::uint8_t>(std::clamp(
                                        row, 0, mask.height() - 1))[std::clamp(column, 0, mask.width() - 1)]);
            to[x] = most;
        }
    });
    return out;
}

Photograph reframed(const Photograph& photo, const Framing& framing) {
    Photograph out;
    out.associatedAlpha = photo.associatedAlpha;
    out.metadata = photo.metadata;
    out.format = photo.format;
    out.quality = photo.quality;
    out.pixelsPerInch = photo.pixelsPerInch;
    out.pixelSize = photo.pixelSize;
    out.page = photo.page;
    out.pages = photo.pages;
    out.notes = photo.notes;
    out.pixels = placed(photo.pixels, photo.alpha.isEmpty() ? nullptr : &photo.alpha, framing);
    out.alpha = reframed(photo.alpha, framing);
    for (const ImageBuffer& extra : photo.extras)
        out.extras.push_back(reframed(extra, framing));
    out.missing = reframedMask(photo.missing, framing);
    if (framing.quarterTurns % 2 == 0) return out;
    std::swap(out.pixelSize.ratioAcross, out.pixelSize.ratioDown);
    if (out.pixelSize.perInchDown > 0) std::swap(out.pixelsPerInch, out.pixelSize.perInchDown);
    return out;
}

}  // namespace lacuna
