// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/image_io.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lacuna {
namespace io {

struct Decoded;

/// A file format. To add one, write a source file with such a row and add the row to the list in formats.cpp.
struct FormatRow {
    using Bytes = std::vector<std::uint8_t>;
    using ByteView = std::span<const std::uint8_t>;

    FileFormat format = FileFormat::Png;  ///< what is written; for one that is only read: what suits best
    const char* name = "";                ///< "PNG"
    std::vector<const char*> extensions;  ///< ".png"; lower case, the usual one first
    bool (*recognises)(ByteView file) = nullptr;
    Decoded (*decode)(ByteView file, const ReadOptions& options) = nullptr;
    Bytes (*encode)(const Photograph& photo) = nullptr;  ///< null: the format is only read

    // What the encoder can write:
    std::int64_t maxSide = INT32_MAX;     ///< in pixels
    std::uint64_t maxBytes = UINT64_MAX;  ///< of samples, uncompressed
    bool alpha = true;
    bool sixteenBits = true;
    int mostBits = 16;            ///< that are left of 16
    bool losslessAt100 = true;    ///< whether quality 100 keeps every pixel
    bool alwaysLossless = true;   ///< whether there is no quality
    bool iptc = true;             ///< else it is converted to XMP
    bool exifStatesSize = false;  ///< whether only the EXIF can state the resolution
    bool thumbnail = true;        ///< whether its EXIF can hold a thumbnail
};

/// All formats of this build, in the order in which they are tried.
const std::vector<FormatRow>& formats();
/// The row that writes `format`; nothing if this build can't.
const FormatRow* writerOf(FileFormat format);

}  // namespace io

/// "PNG", "JPEG", …: what this build reads, as values of sentences in any language.
std::vector<std::string> readableNames();
/// "PNG, JPEG, TIFF and WebP": what this build reads, or writes.
std::string readableFormats();
std::string writableFormats();
/// ".png", ".jpg", …, for file dialogs and messages.
std::vector<std::string> readableExtensions();
std::vector<std::string> writableExtensions();
/// The usual extension of a format, with its dot.
std::string extensionOf(FileFormat format);

}  // namespace lacuna
