// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lacuna {

/// A row in the table of an enumeration's names. Files, options and reports share the table: constexpr auto
/// kColours = std::to_array<Named<Colour>>({{Colour::Red, "red"}, …});
template <typename Value>
struct Named {
    Value value;
    const char* name;
};

/// The value must be in the table (asserted).
template <typename Value, std::size_t Count>
constexpr const char* nameOf(Value value, const std::array<Named<Value>, Count>& table) {
    for (const Named<Value>& row : table) {
        if (row.value == value) return row.name;
    }
    assert(false);
    return "";
}

/// Nothing if no value has that name.
template <typename Value, std::size_t Count>
constexpr std::optional<Value> fromName(std::string_view name, const std::array<Named<Value>, Count>& table) {
    for (const Named<Value>& row : table) {
        if (name == row.name) return row.value;
    }
    return std::nullopt;
}

/// All names, for a message: "red", "green", "blue".
template <typename Value, std::size_t Count>
std::string namesIn(const std::array<Named<Value>, Count>& table) {
    std::string names;
    for (const Named<Value>& row : table)
        names += (names.empty() ? "\"" : ", \"") + std::string(row.name) + '"';
    return names;
}

}  // namespace lacuna
