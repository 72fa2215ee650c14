// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"
#include "core/io/formats.h"

#include <algorithm>
#include <string_view>

// The rows of formats.cpp, each defined beside its decoder.
namespace lacuna::io {

FormatRow pngFormat();
FormatRow jpegFormat();
FormatRow tiffFormat();
FormatRow webpFormat();
FormatRow bmpFormat();
FormatRow gifFormat();
FormatRow pnmFormat();
FormatRow jxlFormat();
FormatRow heicFormat();
FormatRow avifFormat();
FormatRow rawFormat();

/// Whether the file has these bytes at `offset`.
inline bool hasMagic(ByteView file, std::string_view magic, std::size_t offset = 0) {
    return file.size() >= offset + magic.size() &&
           std::equal(magic.begin(), magic.end(), file.begin() + static_cast<std::ptrdiff_t>(offset),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

}  // namespace lacuna::io
