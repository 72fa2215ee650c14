// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <vector>

namespace lacuna::cli {

/// The values' names, as lacuna::toString() gives them: for an option that takes one of them.
template <typename Value, std::size_t Count>
std::vector<std::string> namesOf(const std::array<Value, Count>& values) {
    std::vector<std::string> names;
    for (const Value value : values)
        names.emplace_back(toString(value));
    return names;
}

/// "a|b|c" of {"a", "b", "c"} and "|".
inline std::string joined(const std::vector<std::string>& names, const char* between) {
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : between) + name;
    return all;
}

/// The value of that name, which must be one of namesOf() (asserted).
template <typename Value, std::size_t Count>
Value fromName(const std::string& name, const std::array<Value, Count>& values) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](Value value) { return name == toString(value); });
    assert(found != values.end());
    return *found;
}

}  // namespace lacuna::cli
