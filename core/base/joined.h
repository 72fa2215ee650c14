// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace lacuna {

/// Joins what `text`, a function or a member, returns for each element: "a, b, c" if `between` is ", ".
template <typename Range, typename Text = std::identity>
std::string joined(const Range& range, std::string_view between, Text text = {}) {
    std::string all;
    for (const auto& each : range) {
        if (!all.empty()) all += between;
        all += std::invoke(text, each);
    }
    return all;
}

}  // namespace lacuna
