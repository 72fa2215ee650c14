// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/sha256.h"

#include <QByteArrayView>
#include <QtGlobal>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::ui {

/// A partly downloaded file, with the hash of its bytes so far. The file stays when this object is destroyed.
/// Everything that writes throws Error OutputFile or DiskFull.
class PartFile {
  public:
    /// Opens or creates the file. Existing bytes must be hashed with hashNext(). Throws Error OutputFile if
    /// another process has it open.
    explicit PartFile(std::filesystem::path path);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    qint64 size() const { return mSize; }
    /// Hashes one more piece of the existing bytes; false once everything is hashed. Throws Error ModelFile.
    bool hashNext();
    /// Empties it.
    void restart();
    /// All existing bytes must have been hashed.
    void write(QByteArrayView bytes);
    /// Flushes to the disk. Returns the SHA-256 in lower-case hexadecimal; nothing can follow.
    std::string finish();

  private:
    std::filesystem::path mPath;
    int mFile = -1;
    qint64 mSize = 0;
    qint64 mHashed = 0;
    std::vector<std::byte> mPiece;
    std::optional<Sha256> mHash;
};

}  // namespace lacuna::ui
