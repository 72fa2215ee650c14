// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/in_quotes.h"

#include <algorithm>

namespace lacuna {

std::string inQuotes(std::string_view text) {
    constexpr std::size_t kMost = 100;
    std::string shown(text.substr(0, kMost));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return '"' + shown + (text.size() > kMost ? "…\"" : "\"");
}

}  // namespace lacuna
