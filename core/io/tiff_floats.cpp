// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tiff_floats.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace lacuna::io::tiff {
namespace {

/// IEEE 754 binary16.
double fromHalf(std::uint16_t half) {
    const int exponent = half >> 10 & 31, fraction = half & 1023;
    const double size = exponent == 0    ? std::ldexp(fraction, -24)
                        : exponent == 31 ? (fraction == 0 ? INFINITY : NAN)
                                         : std::ldexp(1024 + fraction, exponent - 25);
    return (half & 0x8000) != 0 ? -size : size;
}

std::uint16_t sampleOf(double value, double white) {
    if (!(value > 0)) return 0;
    return static_cast<std::uint16_t>(std::lround(std::min(value / white, 1.0) * 65535));
}

}  // namespace

double floatAt(const std::byte* from, std::size_t size) {
    if (size == 8) {
        double value = 0;
        std::memcpy(&value, from, 8);
        return value;
    }
    if (size == 4) {
        float value = 0;
        std::memcpy(&value, from, 4);
        return value;
    }
    std::uint16_t half = 0;
    std::memcpy(&half, from, 2);
    return fromHalf(half);
}

std::uint16_t sampleOfFloat(double value) {
    return sampleOf(value, 1);
}

void convertFloats(RawPicture& raw, const Layout& layout, Photograph& photo) {
    const std::size_t size = layout.bytesPerSample();
    const auto samples = static_cast<std::size_t>(layout.samples);
    const auto colours = static_cast<std::size_t>(layout.colourSamples);
    // Colours that were multiplied by alpha are divided by it again.
    const auto colourAt = [&](const std::byte* pixel, std::size_t c) {
        const double value = floatAt(pixel + c * size, size);
        if (!layout.premultiplied) return value;
        const double alpha = floatAt(pixel + static_cast<std::size_t>(layout.alphaSample) * size, size);
        return alpha > 0 ? value / std::min(alpha, 1.0) : 0;
    };
    double white = 1;
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const std::byte* pixel = raw.row(y);
        for (std::uint32_t x = 0; x < layout.width; ++x, pixel += samples * size) {
            for (std::size_t c = 0; c < colours; ++c) {
                if (const double value = colourAt(pixel, c); std::isfinite(value))
                    white = std::max(white, value);
            }
        }
    }
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        const std::byte* pixel = raw.row(y);
        const int line = static_cast<int>(y);
        auto* to = photo.pixels.row<std::uint16_t>(line);
        for (std::uint32_t x = 0; x < layout.width; ++x, pixel += samples * size) {
            for (std::size_t c = 0; c < colours; ++c) {
                const std::uint16_t value = sampleOf(colourAt(pixel, c), white);
                *to++ = layout.whiteIsZero ? static_cast<std::uint16_t>(~value) : value;
            }
            std::size_t extra = 0;
            for (std::size_t s = colours; s < samples; ++s) {
                const bool isAlpha = static_cast<int>(s) == layout.alphaSample;
                ImageBuffer& plane = isAlpha ? photo.alpha : photo.extras[extra++];
                plane.row<std::uint16_t>(line)[x] = sampleOfFloat(floatAt(pixel + s * size, size));
            }
        }
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", white);
    photo.notes.push_back({.code = NoteCode::FloatSamples, .text = text});
}

}  // namespace lacuna::io::tiff
