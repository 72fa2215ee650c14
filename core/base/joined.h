// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace lacuna {

/// "a, b, c" of what `text` makes of each element (a function or a member), with ", " as `between`.
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
