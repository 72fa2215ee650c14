// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/base/note.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

/// The formats that results can be written in (core/io/formats.h). Projects store these numbers.
enum class FileFormat { Png, Jpeg, Tiff, WebP, JpegXl, Heif, Avif };

/// The quality of a JPEG or a lossy WebP if none is requested and the photograph's file doesn't state one. A
/// lossy WebP never does: it states quantisers, and encoders derive them from a quality in different ways.
/// The value is high, so that saving again causes no visible loss.
inline constexpr int kDefaultQuality = 95;

/// A part of a file that means something only in its own format, and is copied unchanged.
struct FormatBlock {
    FileFormat format = FileFormat::Png;
    std::string kind;                ///< PNG: the chunk's type; JPEG: "COM", or "APP0" to "APP15"
    std::vector<std::uint8_t> data;  ///< without type, length and checksum

    bool operator==(const FormatBlock&) const = default;
};

/// What a file holds about a photograph besides its pixels: raw blocks that are written into the result
/// again.
struct PhotoMetadata {
    std::vector<std::uint8_t>
        exif;  ///< TIFF structure, without the "Exif\0\0" header; Orientation is 1 (applied)
    std::vector<std::uint8_t> iptc;  ///< IIM records
    std::string xmp;                 ///< XMP packet
    std::vector<std::uint8_t> icc;   ///< ICC profile
    bool hasThumbnail = false;       ///< whether the EXIF had one: it is made anew from the result
    std::vector<FormatBlock> blocks;

    bool operator==(const PhotoMetadata&) const = default;
};

/// What a file states about the size of its pixels, across and down.
struct PixelSize {
    enum class Unit { Inch, Centimetre };

    Unit unit = Unit::Inch;  ///< in which the file counts
    double perInchDown = 0;  ///< 0: as many as across (Photograph::pixelsPerInch)
    /// Where a file has no unit, only the ratio of the two counts. 0: not stated.
    std::uint32_t ratioAcross = 0;
    std::uint32_t ratioDown = 0;

    bool operator==(const PixelSize&) const = default;
};

/// A photograph as read from a file: upright pixels at native depth, and everything that must be carried over
/// to the result.
struct Photograph {
    ImageBuffer pixels;  ///< grey or RGB, orientation already applied
    ImageBuffer alpha;   ///< one channel, same size and depth, never premultiplied; empty: none
    /// Whether a TIFF's colours were premultiplied by alpha, and must be again when it is written.
    bool associatedAlpha = false;
    /// The extra channels of a TIFF other than transparency: one plane each, with the pixels' size and depth.
    std::vector<ImageBuffer> extras;
    /// Marks what is missing from a truncated file (ReadOptions::partial); empty: nothing is.
    ImageBuffer missing;
    PhotoMetadata metadata;
    FileFormat format = FileFormat::Png;
    /// For writing a JPEG or a WebP, 1–100; 100 makes a WebP lossless. After reading: the quality that a
    /// JPEG's quantisation tables stand for, or 100 for a lossless WebP.
    int quality = kDefaultQuality;
    double pixelsPerInch = 0;  ///< across; 0: not stated
    PixelSize pixelSize;
    /// What the file states, 1–8 as in EXIF, and what was applied. 0: it states nothing.
    int orientation = 0;
    int page = 1;   ///< of `pages`; the others aren't read
    int pages = 1;  ///< pictures in the file that can be chosen by number
    /// What the user should know about reading it, above all what isn't kept.
    std::vector<Note> notes;
};

}  // namespace lacuna
