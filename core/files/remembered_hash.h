// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace lacuna {

/// hashOfFile(), cached in lacuna/hashes.json in the user's cache folder ($XDG_CACHE_HOME, by default
/// ~/.cache) while the file's inode, size, modification time and change time stay the same; no program can
/// set the change time. Files below 4 MiB, and files changed within the last second, are always read. If the
/// cache can't be read or written, hashing only takes longer. Throws Error ModelFile if the file can't be
/// read.
std::string rememberedSha256(const std::filesystem::path& path,
                             const std::function<void(double)>& progress = {});

}  // namespace lacuna
