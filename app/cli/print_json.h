// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdio>

namespace lacuna::cli {

/// Prints to standard output. Infinite numbers become null; bytes of file names that aren't UTF-8 become
/// U+FFFD.
inline void printJson(const nlohmann::ordered_json& json) {
    std::printf("%s\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

}  // namespace lacuna::cli
