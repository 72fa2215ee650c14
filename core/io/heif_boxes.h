// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/format_rows.h"

#include <algorithm>
#include <array>
#include <string_view>

// What the boxes of a HEIF file say without libheif.
namespace lacuna::io {

/// Whether there is a film beside the pictures, as in an animation.
bool hasFilm(ByteView file);

/// Whether the file's main brand, or the first of its compatible ones, is among these.
template <std::size_t Count>
bool hasBrand(ByteView file, const std::array<std::string_view, Count>& brands) {
    if (!hasMagic(file, "ftyp", 4)) return false;
    return std::any_of(brands.begin(), brands.end(), [file](std::string_view brand) {
        constexpr std::size_t kMain = 8, kCompatible = 16;
        return hasMagic(file, brand, kMain) ||
               (hasMagic(file, "mif1", kMain) && hasMagic(file, brand, kCompatible)) ||
               (hasMagic(file, "mif1", kMain) && hasMagic(file, brand, kCompatible + 4));
    });
}

}  // namespace lacuna::io
