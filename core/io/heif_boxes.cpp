// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/heif_boxes.h"

namespace lacuna::io {

bool hasFilm(ByteView file) {
    constexpr std::size_t kHeader = 8, kLongHeader = 16;
    for (std::size_t at = 0; at + kHeader <= file.size();) {
        const auto number = [&](std::size_t from, std::size_t bytes) {
            std::uint64_t value = 0;
            for (std::size_t i = 0; i < bytes; ++i)
                value = value << 8 | file[from + i];
            return value;
        };
        if (hasMagic(file, "moov", at + 4)) return true;
        std::uint64_t size = number(at, 4);
        if (size == 1 && at + kLongHeader <= file.size()) size = number(at + kHeader, 8);
        if (size < kHeader || size > file.size() - at) return false;  // 0: to the end
        at += size;
    }
    return false;
}

}  // namespace lacuna::io
