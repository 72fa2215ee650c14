// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace lacuna {

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
    [[noreturn]] void fail(int error) const;

    std::filesystem::path mPath;
    std::filesystem::path mTemporary;
    int mFile = -1;
};

}  // namespace lacuna
