// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// clang-format off: jpeglib.h needs size_t and FILE declared before it.
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include "core/io/codec.h"

// libjpeg-turbo with destructors, and with its errors and the warnings that matter as Fault. For the sources
// beside.
namespace lacuna::io::jpeg {

struct ErrorManager {
    jpeg_error_mgr base;  ///< first, so that libjpeg's pointer to it is one to this
    std::jmp_buf jump;
    char text[JMSG_LENGTH_MAX + 32] = {};
};

/// Runs libjpeg calls, which leave by longjmp, and throws Fault where they do. `body` must have no object
/// with a destructor alive across them.
template <typename Body>
void guarded(ErrorManager& manager, Body&& body) {
    if (setjmp(manager.jump)) throw Fault(manager.text);
    body();
}

/// A decompressor. A file that is cut off or whose picture data is damaged is a fault: libjpeg would fill the
/// rest with grey and only warn.
struct Reader {
    jpeg_decompress_struct codec{};
    ErrorManager manager{};
    jpeg_progress_mgr progress{};

    /// Reads the header, keeping the ICC profile. `file` must outlive this.
    explicit Reader(ByteView file);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool isGrey() const { return codec.jpeg_color_space == JCS_GRAYSCALE; }
    bool isCmyk() const { return codec.jpeg_color_space == JCS_CMYK || codec.jpeg_color_space == JCS_YCCK; }
    /// The IJG quality that its tables come closest to, 1–100.
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

    /// To be called once the compression has been started, before any row is written.
    void writeMetadata(const PhotoMetadata& metadata);
    /// All rows of a picture of codec's size and channels; then ends the compression.
    void writePixels(const ImageBuffer& pixels);

  private:
    /// libjpeg's own memory destination loses its buffer on an error.
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
