// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace lacuna {

/// How often a photograph is drawn, relative to others of its size, by its path in the folder (separated by
/// "/"). 0 means never; photographs that aren't listed have 1.
using PhotoList = std::map<std::string, double>;

/// Reads UTF-8 lines of PATH, a tab and WEIGHT (0, or 0.001 to 1000). Empty lines are skipped, and those that
/// begin with "#". Throws Error InputFile, with the number of the line, for anything else and for a path that
/// comes twice.
PhotoList readPhotoList(const std::filesystem::path& path);

}  // namespace lacuna
