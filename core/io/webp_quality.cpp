// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/webp_quality.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

namespace lacuna::io {
namespace {

constexpr int kUnknown = 90;

/// RFC 6386, section 7: the boolean decoder, here with probability one half only, which is all the header
/// uses.
class BoolDecoder {
  public:
    explicit BoolDecoder(ByteView data) : mData(data) { mValue = (next() << 8) | next(); }

    bool bit() {
        const std::uint32_t split = 1 + (((mRange - 1) * 128) >> 8);
        const std::uint32_t bigSplit = split << 8;
        const bool set = mValue >= bigSplit;
        if (set) {
            mRange -= split;
            mValue -= bigSplit;
        } else {
            mRange = split;
        }
        while (mRange < 128) {
            mValue <<= 1;
            mRange <<= 1;
            if (++mShifted == 8) {
                mShifted = 0;
                mValue |= next();
            }
        }
        return set;
    }
    int literal(int bits) {
        int value = 0;
        for (int i = 0; i < bits; ++i)
            value = value << 1 | (bit() ? 1 : 0);
        return value;
    }
    int signedLiteral(int bits) {
        const int value = literal(bits);
        return bit() ? -value : value;
    }
    bool isExhausted() const { return mPosition > mData.size() + 2; }

  private:
    std::uint32_t next() { return mPosition < mData.size() ? mData[mPosition++] : (++mPosition, 0U); }

    ByteView mData;
    std::size_t mPosition = 0;
    std::uint32_t mValue = 0;
    std::uint32_t mRange = 255;
    int mShifted = 0;
};

/// The mean quantiser index (0–127) over the frame's segments.
std::optional<double> quantiser(ByteView frame) {
    // Frame tag, start code, dimensions: 10 bytes of a key frame.
    if (frame.size() < 12 || (frame[0] & 1) != 0 || frame[3] != 0x9d || frame[4] != 0x01 ||
        frame[5] != 0x2a) {
        return std::nullopt;
    }
    BoolDecoder header(frame.subspan(10));
    header.literal(2);  // colour space, clamping
    double segments[4] = {};
    bool segmented = header.bit(), absolute = false;
    if (segmented) {
        const bool updatesMap = header.bit();
        const bool updatesData = header.bit();
        if (updatesData) {
            absolute = header.bit();
            for (double& value : segments)
                value = header.bit() ? header.signedLiteral(7) : 0;
            for (int i = 0; i < 4; ++i) {
                if (header.bit()) header.signedLiteral(6);  // loop filter
            }
        }
        for (int i = 0; updatesMap && i < 3; ++i) {
            if (header.bit()) header.literal(8);
        }
        segmented = updatesData;
    }
    header.literal(1 + 6 + 3);  // filter type, level, sharpness
    if (header.bit() && header.bit()) {
        for (int i = 0; i < 8; ++i) {
            if (header.bit()) header.signedLiteral(6);
        }
    }
    header.literal(2);  // partitions
    const double base = header.literal(7);
    if (header.isExhausted()) return std::nullopt;
    if (!segmented) return base;
    double sum = 0;
    for (const double value : segments)
        sum += std::clamp(absolute ? value : base + value, 0.0, 127.0);
    return sum / 4;
}

}  // namespace

int webpQuality(ByteView file) {
    std::size_t at = 12;
    while (at + 8 <= file.size()) {
        const std::uint32_t size = file[at + 4] | std::uint32_t{file[at + 5]} << 8 |
                                   std::uint32_t{file[at + 6]} << 16 | std::uint32_t{file[at + 7]} << 24;
        if (std::memcmp(file.data() + at, "VP8L", 4) == 0) return 100;
        if (std::memcmp(file.data() + at, "VP8 ", 4) == 0) {
            const auto index =
                quantiser(file.subspan(at + 8, std::min<std::size_t>(size, file.size() - at - 8)));
            if (!index) return kUnknown;
            // libwebp: index = 127 (1 − ∛c), with c = q/150 below quality 75 and q/50 − 1 above.
            const double c = std::pow(1 - *index / 127, 3);
            const double quality = c < 0.5 ? c * 150 : (c + 1) * 50;
            return std::clamp(static_cast<int>(std::lround(quality)), 1, 99);
        }
        at += 8 + std::size_t{size} + size % 2;
    }
    return kUnknown;
}

}  // namespace lacuna::io
