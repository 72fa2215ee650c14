// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

namespace lacuna::io {

/// Takes numbers and bytes from the front of a file. Throws Fault ("it is cut off") where there are too few.
class ByteReader {
  public:
    explicit ByteReader(ByteView file) : mFile(file) {}

    std::size_t position() const { return mPosition; }
    std::size_t left() const { return mFile.size() - mPosition; }
    void seek(std::size_t position) {
        if (position > mFile.size()) throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));
        mPosition = position;
    }
    void skip(std::size_t count) { take(count); }
    ByteView take(std::size_t count) {
        if (count > left()) throw Fault(LACUNA_CAUSE("Causes", "it is cut off"));
        const ByteView taken = mFile.subspan(mPosition, count);
        mPosition += count;
        return taken;
    }
    std::uint8_t byte() { return take(1)[0]; }
    std::uint16_t little16() {
        const ByteView two = take(2);
        return static_cast<std::uint16_t>(two[0] | two[1] << 8);
    }
    std::uint32_t little32() {
        const std::uint32_t low = little16();
        return low | static_cast<std::uint32_t>(little16()) << 16;
    }

  private:
    ByteView mFile;
    std::size_t mPosition = 0;
};

}  // namespace lacuna::io
