// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/codec.h"

#include <memory>
#include <string>
#include <tiffio.h>

namespace lacuna::io {

/// A TIFF in memory, opened with libtiff. Its messages are kept here, not printed.
class TiffFile {
  public:
    /// For reading; `file` must outlive it. Throws Fault.
    explicit TiffFile(ByteView file);
    /// For writing. Throws Fault.
    TiffFile();
    ~TiffFile();
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;

    TIFF* handle() const { return mTiff; }
    /// Throws Fault with libtiff's last error, unless `ok`.
    void require(bool ok) const;
    /// A tag with one value; `fallback` where the file hasn't got it and libtiff knows no default.
    template <typename T>
    T tag(std::uint32_t name, T fallback) const {
        T value{};
        return TIFFGetFieldDefaulted(mTiff, name, &value) ? value : fallback;
    }
    /// Writes what is left to be written and hands over the file. Ends the use of handle(). Throws Fault.
    Bytes finish();

  private:
    struct Memory;
    void open(const char* mode);

    std::unique_ptr<Memory> mMemory;
    TIFF* mTiff = nullptr;
};

}  // namespace lacuna::io
