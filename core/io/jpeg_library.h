// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// clang-format off: jpeglib.h needs size_t and FILE declared before it.
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include "core/io/codec.h"

// libjpeg-turbo with destructors; its errors, and the warnings that matter, become Fault. For the sources in
// this folder only.
namespace lacuna::io::jpeg {

struct ErrorManager {
    jpeg_error_mgr base;  ///< first, so that libjpeg's pointer to it points to this
    std::jmp_buf jump;
    const char* pattern = "";
    char text[JMSG_LENGTH_MAX] = {};  ///< libjpeg's own words, which stand for %1 of the pattern
};

/// Runs libjpeg calls. Their errors leave by longjmp; this turns them into Fault. `body` must not have an
/// object with a destructor alive across such calls.
template <typename Body>
void guarded(ErrorManager& manager, Body&& body) {
    if (setjmp(manager.jump)) throw Fault({manager.pattern, {manager.text}});
    body();
}

/// Where a file turned out to be cut off or damaged.
struct Break {
    bool found = false;
    /// Rows before this one are as the file's author wanted them; of a progressive file, only coarsely.
    int row = 0;
    bool coarse = false;
};

/// A decompressor. A truncated file and damaged picture data are faults, unless it shall read what there is:
/// libjpeg would only warn and fill the rest with grey.
struct Reader {
    jpeg_decompress_struct codec{};
    ErrorManager manager{};
    jpeg_progress_mgr progress{};
    bool partial = false;
    Break end;

    /// Reads the header, keeping all segments. `file` must outlive this.
    explicit Reader(ByteView file, bool readsPart = false);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool isGrey() const { return codec.jpeg_color_space == JCS_GRAYSCALE; }
    bool isCmyk() const { return codec.jpeg_color_space == JCS_CMYK || codec.jpeg_color_space == JCS_YCCK; }
    /// The IJG quality, 1–100, whose tables are closest to the file's.
    int quality() const;
};

/// A compressor that appends to a vector.
class Writer {
  public:
    jpeg_compress_struct codec{};
    ErrorManager manager{};

    /// `out` must outlive this.
    explicit Writer(Bytes& out);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Call it after the compression has been started and before any row is written.
    void writeMetadata(const PhotoMetadata& metadata);
    /// Writes all rows of a picture that has the size and channels set in codec, then ends the compression.
    void writePixels(const ImageBuffer& pixels);

  private:
    /// Used because libjpeg's own memory destination loses its buffer on an error.
    struct Destination {
        jpeg_destination_mgr base;  // first
        Bytes* out;
        std::uint8_t buffer[1 << 16];
    };
    static void begin(j_compress_ptr codec);
    static boolean empty(j_compress_ptr codec);
    static void end(j_compress_ptr codec);
    void writeMarker(int marker, std::string_view header, const void* data, std::size_t size,
                     const char* what);

    Destination mDestination{};
};

}  // namespace lacuna::io::jpeg
