// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/codec.h"

#include <climits>

#include <cstring>

namespace lacuna::io {
namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 31;

template <typename T>
void split(const std::byte* interleaved, int samples, int y, ImageBuffer& pixels, ImageBuffer& alpha) {
    const int channels = pixels.channels();
    const int width = pixels.width();
    if (samples == channels) {
        std::memcpy(pixels.row<T>(y), interleaved, pixels.bytesPerRow());
        return;
    }
    const auto* from = reinterpret_cast<const T*>(interleaved);
    T* to = pixels.row<T>(y);
    T* toAlpha = alpha.row<T>(y);
    for (int x = 0; x < width; ++x) {
        for (int c = 0; c < channels; ++c)
            *to++ = *from++;
        *toAlpha++ = *from++;
    }
}

template <typename T>
void join(const Photograph& photo, int y, std::byte* interleaved) {
    const int channels = photo.pixels.channels();
    const T* from = photo.pixels.row<T>(y);
    const T* fromAlpha = photo.alpha.row<T>(y);
    auto* to = reinterpret_cast<T*>(interleaved);
    for (int x = 0; x < photo.pixels.width(); ++x) {
        for (int c = 0; c < channels; ++c)
            *to++ = *from++;
        *to++ = *fromAlpha++;
    }
}

}  // namespace

void checkSize(std::uint64_t width, std::uint64_t height, int samples, int bytesPerSample) {
    std::vector<std::string> sides{std::to_string(width), std::to_string(height)};
    if (width == 0 || height == 0)
        throw Fault({LACUNA_CAUSE("Causes", "it claims a size of %1 × %2 pixels"), std::move(sides)});
    const auto perPixel = static_cast<std::uint64_t>(samples) * static_cast<std::uint64_t>(bytesPerSample);
    if (width > INT_MAX || height > INT_MAX || width * perPixel > kMaxBytes ||
        height > kMaxBytes / (width * perPixel)) {
        throw Fault(
            {LACUNA_CAUSE("Causes",
                          "it claims a size of %1 × %2 pixels, more than the 2 GiB that a picture may take"),
             std::move(sides)});
    }
}

void checkRatio(std::uint64_t decoded, std::uint64_t stored, std::uint64_t bestRatio, bool partial) {
    constexpr std::uint64_t kLeastShare = 20;
    if (decoded / bestRatio / (partial ? kLeastShare : 1) > stored)
        throw Fault(LACUNA_CAUSE("Causes", "it is cut off: its size needs more data than the file holds"));
}

void splitRow(const std::byte* interleaved, int samples, int y, ImageBuffer& pixels, ImageBuffer& alpha) {
    if (pixels.depth() == Depth::UInt8) {
        split<std::uint8_t>(interleaved, samples, y, pixels, alpha);
    } else {
        split<std::uint16_t>(interleaved, samples, y, pixels, alpha);
    }
}

void joinRow(const Photograph& photo, int y, std::byte* interleaved) {
    if (photo.alpha.isEmpty()) {
        std::memcpy(interleaved,
                    photo.pixels.data() + photo.pixels.bytesPerRow() * static_cast<std::size_t>(y),
                    photo.pixels.bytesPerRow());
    } else if (photo.pixels.depth() == Depth::UInt8) {
        join<std::uint8_t>(photo, y, interleaved);
    } else {
        join<std::uint16_t>(photo, y, interleaved);
    }
}

void markMissing(Photograph& photo, int y, int rows) {
    if (rows <= 0) return;
    if (photo.missing.isEmpty())
        photo.missing = ImageBuffer(photo.pixels.width(), photo.pixels.height(), 1, Depth::UInt8);
    const std::size_t width = photo.missing.bytesPerRow();
    std::memset(photo.missing.data() + width * static_cast<std::size_t>(y), 0xff,
                width * static_cast<std::size_t>(rows));
}

int samplesOf(const Photograph& photo) {
    return photo.pixels.channels() + (photo.alpha.isEmpty() ? 0 : 1);
}

}  // namespace lacuna::io
