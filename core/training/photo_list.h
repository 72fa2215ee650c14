// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace lacuna {

/// How often photographs are drawn beside others of their size, by their path in the folder, with "/" between
/// its parts: 0 is never, and what isn't listed has 1.
using PhotoList = std::map<std::string, double>;

/// Reads UTF-8 lines of PATH, a tab and WEIGHT (0, or 0.001 to 1000). Empty lines are skipped, and those that
/// begin with "#". Throws Error InputFile, with the number of the line, for anything else and for a path that
/// comes twice.
PhotoList readPhotoList(const std::filesystem::path& path);

}  // namespace lacuna
