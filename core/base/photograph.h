// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

enum class FileFormat { Png, Jpeg, Tiff, WebP };

/// The quality of a JPEG or a lossy WebP if none is requested and the photograph's file doesn't state one. A
/// lossy WebP never does: it states quantisers, and encoders derive them from a quality in different ways.
/// The value is high, so that saving again causes no visible loss.
inline constexpr int kDefaultQuality = 95;

/// What a file holds about a photograph besides its pixels: raw blocks that are written into the result
/// again.
struct PhotoMetadata {
    std::vector<std::uint8_t>
        exif;  ///< TIFF structure, without the "Exif\0\0" header; Orientation is 1 (applied)
    std::vector<std::uint8_t> iptc;  ///< IIM records
    std::string xmp;                 ///< XMP packet
    std::vector<std::uint8_t> icc;   ///< ICC profile

    bool operator==(const PhotoMetadata&) const = default;
};

/// A photograph as read from a file: upright pixels at native depth, and everything that must be carried over
/// to the result.
struct Photograph {
    ImageBuffer pixels;  ///< grey or RGB, orientation already applied
    ImageBuffer alpha;   ///< one channel, same size and depth, never premultiplied; empty: none
    PhotoMetadata metadata;
    FileFormat format = FileFormat::Png;
    /// For writing a JPEG or a WebP, 1–100; 100 makes a WebP lossless. After reading: the quality that a
    /// JPEG's quantisation tables stand for, or 100 for a lossless WebP.
    int quality = kDefaultQuality;
    double pixelsPerInch = 0;  ///< 0: not stated
};

}  // namespace lacuna
