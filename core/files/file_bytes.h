// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

/// Reads the whole file. Throws Error InputFile with the reason if it is missing, a folder, not readable or
/// empty.
std::vector<std::uint8_t> readFile(const std::filesystem::path& path);
std::string readText(const std::filesystem::path& path);

/// Writes the file completely or not at all, through AtomicFile, and throws what that throws.
void writeFile(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void writeText(const std::filesystem::path& path, std::string_view text);

}  // namespace lacuna
