// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace lacuna {

/// The little-endian number at `offset`, which lies inside (asserted).
template <typename T>
T littleEndian(std::span<const std::byte> bytes, std::size_t offset) {
    static_assert(std::is_unsigned_v<T>);
    assert(offset <= bytes.size() && sizeof(T) <= bytes.size() - offset);
    T value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;)
        value = static_cast<T>(value << 8 * (sizeof(T) > 1) | std::to_integer<T>(bytes[offset + i]));
    return value;
}

/// The bytes as text, without any check.
inline std::string_view asText(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace lacuna
