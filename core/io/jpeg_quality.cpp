// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/jpeg_quality.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

namespace lacuna::io {
namespace {

// ITU-T T.81, table K.1.
constexpr std::array<int, 64> kLuma = {
    16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,  //
    14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,  //
    18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,  //
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
};

}  // namespace

int jpegQuality(std::span<const std::uint16_t, 64> table) {
    int best = 95;
    long bestDistance = std::numeric_limits<long>::max();
    for (int quality = 1; quality <= 100; ++quality) {
        // The scaling of libjpeg's jpeg_quality_scaling, with the baseline limit of 255.
        const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        long distance = 0;
        for (std::size_t i = 0; i < 64; ++i) {
            distance += std::abs(std::clamp((kLuma[i] * scale + 50) / 100, 1, 255) - int{table[i]});
        }
        if (distance < bestDistance) {
            bestDistance = distance;
            best = quality;
        }
    }
    return best;
}

}  // namespace lacuna::io
