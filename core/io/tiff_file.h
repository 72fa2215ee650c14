// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

#include <memory>
#include <string>
#include <tiffio.h>

namespace lacuna::io {

/// A TIFF in memory, opened with libtiff. libtiff's messages are kept here, not printed.
class TiffFile {
  public:
    /// For reading; `file` must outlive this. Throws Fault.
    explicit TiffFile(ByteView file);
    /// For writing. Throws Fault.
    TiffFile();
    ~TiffFile();
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;

    TIFF* handle() const { return mTiff; }
    /// The file that is read.
    ByteView bytes() const;
    /// Throws Fault with libtiff's last error, unless `ok`.
    void require(bool ok) const;
    /// A tag with one value; `fallback` if the file lacks it and libtiff has no default.
    template <typename T>
    T tag(std::uint32_t name, T fallback) const {
        T value{};
        return TIFFGetFieldDefaulted(mTiff, name, &value) ? value : fallback;
    }
    /// Flushes and returns the file. handle() must not be used afterwards. Throws Fault.
    Bytes finish();

  private:
    struct Memory;
    void open(const char* mode);

    std::unique_ptr<Memory> mMemory;
    TIFF* mTiff = nullptr;
};

}  // namespace lacuna::io
