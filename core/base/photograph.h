// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lacuna {

enum class FileFormat { Png, Jpeg, Tiff, WebP };

/// Of a JPEG or a lossy WebP where nothing else is asked for and the photograph's file doesn't say. A lossy
/// WebP never does: it states quantisers, which other encoders choose in other ways. High, so that saving
/// again loses nothing that could be seen.
inline constexpr int kDefaultQuality = 95;

/// What a file says about a photograph beside its pixels, as the raw blocks that go into the result again.
struct PhotoMetadata {
    std::vector<std::uint8_t>
        exif;  ///< TIFF structure, without the "Exif\0\0" header; Orientation is 1 (applied)
    std::vector<std::uint8_t> iptc;  ///< IIM records
    std::string xmp;                 ///< XMP packet
    std::vector<std::uint8_t> icc;   ///< ICC profile

    bool operator==(const PhotoMetadata&) const = default;
};

/// A photograph as it came from a file: upright pixels at native depth, and all that must return to the
/// result.
struct Photograph {
    ImageBuffer pixels;  ///< grey or RGB, orientation already applied
    ImageBuffer
        alpha;  ///< one channel, same size and depth; empty where the file has none. Never premultiplied
    PhotoMetadata metadata;
    FileFormat format = FileFormat::Png;
    /// To write a JPEG or a WebP with, 1–100; 100 and WebP: lossless. Of a JPEG that was read it is what its
    /// quantisation tables stand for, of a lossless WebP 100.
    int quality = kDefaultQuality;
    double pixelsPerInch = 0;  ///< 0: not stated
};

}  // namespace lacuna
