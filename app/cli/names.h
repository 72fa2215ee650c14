// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/names.h"

#include <array>
#include <string>
#include <vector>

namespace lacuna::cli {

/// The names in a table (core/base/names.h), for an option that takes one of them.
template <typename Value, std::size_t Count>
std::vector<std::string> namesOf(const std::array<Named<Value>, Count>& table) {
    std::vector<std::string> names;
    for (const Named<Value>& row : table)
        names.emplace_back(row.name);
    return names;
}

/// "a|b|c" of {"a", "b", "c"} and "|".
inline std::string joined(const std::vector<std::string>& names, const char* between) {
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : between) + name;
    return all;
}

}  // namespace lacuna::cli
