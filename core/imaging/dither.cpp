// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dither.h"

#include <cassert>
#include <cstdint>

namespace lacuna {
namespace {

constexpr std::uint32_t kStep = 257;  // of 8 bits in 16

/// 0 … kStep − 1, all equally likely: a hash of the position (the finaliser of MurmurHash3, public domain).
std::uint32_t chanceAt(int x, int y) {
    std::uint32_t hash =
        static_cast<std::uint32_t>(x) * 0x9e3779b1U ^ static_cast<std::uint32_t>(y) * 0x85ebca77U;
    hash = (hash ^ hash >> 16) * 0x85ebca6bU;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35U;
    hash ^= hash >> 16;
    return static_cast<std::uint32_t>(std::uint64_t{hash} * kStep >> 32);
}

}  // namespace

ImageBuffer dithered(const ImageBuffer& image, int x, int y) {
    assert(image.depth() == Depth::UInt16);
    ImageBuffer out(image.width(), image.height(), image.channels(), Depth::UInt8);
    for (int row = 0; row < image.height(); ++row) {
        const auto* from = image.row<std::uint16_t>(row);
        auto* to = out.row<std::uint8_t>(row);
        for (int column = 0; column < image.width(); ++column) {
            const std::uint32_t chance = chanceAt(x + column, y + row);
            for (int c = 0; c < image.channels(); ++c)
                *to++ = static_cast<std::uint8_t>((*from++ + chance) / kStep);
        }
    }
    return out;
}

}  // namespace lacuna
