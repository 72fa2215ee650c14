// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/xdg_folder.h"

#include <cstdlib>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

fs::path absoluteFrom(const char* variable) {
    const char* value = std::getenv(variable);
    const fs::path path = value ? value : "";
    return path.is_absolute() ? path : fs::path();
}

}  // namespace

fs::path xdgFolder(const char* variable, const char* belowHome) {
    if (fs::path folder = absoluteFrom(variable); !folder.empty()) return folder;
    const fs::path home = absoluteFrom("HOME");
    return home.empty() ? home : home / belowHome;
}

}  // namespace lacuna
