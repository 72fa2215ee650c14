// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

namespace lacuna {

/// What this program has had put on the disk since the last call, by the names of that moment. (A program
/// that links it calls this fsync() in place of the C library's.)
std::vector<std::filesystem::path> takeSynchronised();

}  // namespace lacuna
