// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/photoshop_resources.h"

#include <algorithm>
#include <array>

namespace lacuna::io::photoshop {
namespace {

// Photoshop's resources that are made anew or would be wrong.
constexpr std::uint16_t kIptc = 0x0404;
constexpr std::array<std::uint16_t, 4> kStale = {kIptc, 0x0409, 0x040c,
                                                 0x0425};  // …, thumbnails, IPTC's digest

}  // namespace

Bytes keptResources(std::string_view all) {
    Bytes out;
    while (all.size() >= 12 &&
           (all.starts_with("8BIM") || all.starts_with("8B64") || all.starts_with("MeSa"))) {
        const auto byte = [&all](std::size_t at) { return static_cast<std::uint8_t>(all[at]); };
        const auto id = static_cast<std::uint16_t>(byte(4) << 8 | byte(5));
        const std::size_t name = (std::size_t{byte(6)} + 2) / 2 * 2;  // with its length
        if (all.size() < 6 + name + 4) break;
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i)
            length = length << 8 | byte(6 + name + i);
        if (length > all.size() - 6 - name - 4) break;
        const std::size_t whole = std::min(6 + name + 4 + (length + 1) / 2 * 2, all.size());
        if (std::find(kStale.begin(), kStale.end(), id) == kStale.end())
            out.insert(out.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(whole));
        all.remove_prefix(whole);
    }
    return out;
}

Bytes iptcResource(const Bytes& iptc) {
    if (iptc.empty()) return {};
    Bytes out = {'8', 'B', 'I', 'M', kIptc >> 8, kIptc & 0xff, 0, 0};
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(iptc.size() >> shift));
    out.insert(out.end(), iptc.begin(), iptc.end());
    if (iptc.size() % 2 != 0) out.push_back(0);
    return out;
}

}  // namespace lacuna::io::photoshop
