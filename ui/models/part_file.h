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

/// A file that arrives from its beginning on, with the hash of what is there. What arrived stays when this
/// goes. Everything that writes throws Error OutputFile, or DiskFull.
class PartFile {
  public:
    /// Opens what is there, or creates it; what is there is in the hash after hashNext(). Throws Error
    /// OutputFile where another process has it open.
    explicit PartFile(std::filesystem::path path);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    qint64 size() const { return mSize; }
    /// Brings one more piece of what was there into the hash; false once all of it is. Throws Error
    /// ModelFile.
    bool hashNext();
    /// Empties it.
    void restart();
    /// All of what was there must be in the hash.
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
