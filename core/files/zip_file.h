// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lacuna {

/// Writes a zip archive, which appears under its name like an AtomicFile.
class ZipWriter {
  public:
    enum class Compression { None, Deflate };

    /// Throws Error OutputFile, DiskFull.
    explicit ZipWriter(std::filesystem::path path);
    /// Without commit() nothing remains.
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    /// Adds an entry; commit() writes it. Names are UTF-8, with "/" for folders. Throws Error OutputFile,
    /// OutOfMemory.
    void add(const std::string& name, std::vector<std::uint8_t> bytes, Compression compression);
    /// The same with bytes that `owner` keeps where they are, until this object goes.
    void add(const std::string& name, std::span<const std::uint8_t> bytes, std::shared_ptr<const void> owner,
             Compression compression);
    /// Throws Error OutputFile, DiskFull.
    void commit();

  private:
    struct Archive;
    std::filesystem::path mPath;
    std::unique_ptr<Archive> mArchive;
};

/// Reads a zip archive on the disk.
class ZipReader {
  public:
    /// Throws Error InputFile if it is missing or no zip archive.
    explicit ZipReader(std::filesystem::path path);
    ~ZipReader();
    ZipReader(const ZipReader&) = delete;
    ZipReader& operator=(const ZipReader&) = delete;

    bool has(const std::string& name) const;
    /// Of all entries, in the order of the archive.
    std::vector<std::string> names() const;
    /// Reads a whole entry and checks its checksum. Throws Error: InputFile if it is missing, damaged or
    /// larger than `most` bytes; OutOfMemory.
    std::vector<std::uint8_t> read(const std::string& name, std::uint64_t most) const;

  private:
    struct Archive;
    std::filesystem::path mPath;
    std::unique_ptr<Archive> mArchive;
};

}  // namespace lacuna
