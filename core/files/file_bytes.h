// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace lacuna {

/// The whole file. Throws Error InputFile with the reason where it is missing, a folder, not permitted or
/// empty.
std::vector<std::uint8_t> readFile(const std::filesystem::path& path);

/// Writes the file whole or not at all: to a temporary file in the same folder, which is synchronised and
/// renamed. Follows a symbolic link, and keeps the permissions of a file that it replaces. Throws Error
/// OutputFile or DiskFull; an existing file is then untouched and the temporary one gone.
void writeFile(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

namespace io {

/// Writes all bytes to a file descriptor. Returns 0, or errno.
int writeAll(int descriptor, std::span<const std::uint8_t> bytes);

}  // namespace io
}  // namespace lacuna
