// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lacuna {

/// The whole file. Throws Error InputFile with the reason where it is missing, a folder, not permitted or
/// empty.
std::vector<std::uint8_t> readFile(const std::filesystem::path& path);
std::string readText(const std::filesystem::path& path);

/// Writes the file whole or not at all, as AtomicFile does. Throws what that throws.
void writeFile(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void writeText(const std::filesystem::path& path, std::string_view text);

}  // namespace lacuna
