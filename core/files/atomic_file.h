// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace lacuna {

/// What a failed system call on a file that is being written means: throws Error DiskFull or OutputFile.
[[noreturn]] void throwWriteError(const std::filesystem::path& path, int error);
/// All of it, to an open file. Throws Error OutputFile, or DiskFull.
void writeAll(int file, std::span<const std::byte> bytes, const std::filesystem::path& path);

/// A file that appears under its name only when it is whole: written beside it under another name, then
/// renamed. Without commit() nothing remains.
class AtomicFile {
  public:
    /// Throws Error OutputFile, or DiskFull.
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Throws Error OutputFile, or DiskFull.
    void write(std::span<const std::byte> bytes);
    /// Flushes to the disk and renames. Throws Error OutputFile, or DiskFull.
    void commit();

  private:
    std::filesystem::path mPath;
    std::filesystem::path mTemporary;
    int mFile = -1;
};

}  // namespace lacuna
