// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/in_quotes.h"

#include <algorithm>

namespace lacuna {

std::string inQuotes(std::string_view text) {
    constexpr std::size_t kMost = 100;
    std::string shown(text.substr(0, kMost));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return '"' + shown + (text.size() > kMost ? "…\"" : "\"");
}

std::string printable(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    };
    std::string shown;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool isWide = byte(at) == 0xc2 && byte(at + 1) >= 0x80 && byte(at + 1) < 0xa0;
        if (text[at] == '\n' || text[at] == '\t')
            shown += ' ';
        else
            shown += isWide || byte(at) < ' ' || byte(at) == 0x7f ? '?' : text[at];
        if (isWide) ++at;
    }
    return shown;
}

}  // namespace lacuna
