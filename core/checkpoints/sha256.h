// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace lacuna {

/// SHA-256 (FIPS 180-4) in lower-case hexadecimal.
std::string sha256(std::span<const std::byte> bytes);
/// Of a file's content. Throws Error ModelFile if it can't be read.
std::string sha256OfFile(const std::filesystem::path& path);

}  // namespace lacuna
