// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <sys/types.h>

namespace lacuna {

/// All of it, to an open file. Throws Error OutputFile or DiskFull that names `path`.
void writeAll(int file, std::span<const std::byte> bytes, const std::filesystem::path& path);

/// Gives something new its name, in the same file system, and puts that on the disk. Never replaces anything.
/// Throws Error OutputFile.
void moveIntoPlace(const std::filesystem::path& from, const std::filesystem::path& to);

/// A file that appears under its name only when it is whole: written beside it under another name, then
/// renamed. A symbolic link is followed, whether or not there is a file yet; a file that is replaced keeps
/// its permissions. Until commit() has returned, what was there is untouched; without it nothing new remains.
/// Everything throws Error OutputFile, or DiskFull.
class AtomicFile {
  public:
    /// Throws where `path` is a folder, not an ordinary file or may not be written to, or its folder is
    /// missing.
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    /// Where the next write() goes, counted from the beginning. It may be beyond the end.
    void seek(std::uint64_t offset);
    std::uint64_t position() const;
    std::uint64_t size() const;
    /// Where it gathers, for another program to write to; in that case nothing is written here.
    const std::filesystem::path& temporary() const { return mTemporary; }
    /// Puts it on the disk, gives it its name, and puts that on the disk, too. Nothing can follow.
    void commit();

  private:
    std::filesystem::path mPath;    ///< as it was given, for errors
    std::filesystem::path mTarget;  ///< where the links lead
    std::filesystem::path mTemporary;
    mode_t mMode = 0;  ///< of the file that is replaced; 0: none is
    Descriptor mFile;
};

}  // namespace lacuna
