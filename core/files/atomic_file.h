// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <sys/types.h>

namespace lacuna {

/// Writes all bytes to an open file. Throws Error OutputFile or DiskFull, naming `path`.
void writeAll(int file, std::span<const std::byte> bytes, const std::filesystem::path& path);

/// Renames a new file or folder within the same file system and flushes the change to the disk. Never
/// replaces anything. Throws Error OutputFile.
void moveIntoPlace(const std::filesystem::path& from, const std::filesystem::path& to);
/// The same for a file, but replaces one that is there; its permissions are kept.
void moveOver(const std::filesystem::path& from, const std::filesystem::path& to);

/// A file that appears under its name only when it is complete: it is written under another name in the same
/// folder and then renamed. A symbolic link is followed, even if its target doesn't exist yet; a file that is
/// replaced keeps its permissions. Until commit() has returned, an existing file is untouched; without
/// commit() nothing new remains. All functions throw Error OutputFile or DiskFull.
class AtomicFile {
  public:
    /// Throws if `path` is a folder, not an ordinary file or not writable, or if its folder is missing.
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    /// Sets the position of the next write(), from the beginning. It may be beyond the end.
    void seek(std::uint64_t offset);
    std::uint64_t position() const;
    std::uint64_t size() const;
    /// The temporary file, for another program to write to; don't call write() then.
    const std::filesystem::path& temporary() const { return mTemporary; }
    /// Flushes the file to the disk, renames it, and flushes the rename. Nothing may be written afterwards.
    void commit();

  private:
    std::filesystem::path mPath;    ///< as given, for errors
    std::filesystem::path mTarget;  ///< with symbolic links resolved
    std::filesystem::path mTemporary;
    mode_t mMode = 0;  ///< of the file to replace; 0: there is none
    Descriptor mFile;
};

}  // namespace lacuna
