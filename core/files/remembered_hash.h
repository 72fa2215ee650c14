// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace lacuna {

/// hashOfFile(), which is remembered in lacuna/hashes.json of the user's cache folder ($XDG_CACHE_HOME, by
/// default ~/.cache) as long as the file's inode, size and times of change stay; the last of these no program
/// can set. Files below 4 MiB, and those changed within the last second, are always read. A cache that can't
/// be read or written costs the time and nothing else. Throws Error ModelFile if the file can't be read.
std::string rememberedSha256(const std::filesystem::path& path,
                             const std::function<void(double)>& progress = {});

}  // namespace lacuna
