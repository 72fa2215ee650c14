// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace lacuna {

/// How much of a JPEG was re-encoded, in DCT blocks of all its components.
struct BlockCount {
    std::int64_t changed = 0;
    std::int64_t all = 0;
};

/// The encoded photograph that blocks are taken from.
struct OriginalBytes {
    std::span<const std::uint8_t> bytes;
    std::string name;  ///< the path that they were read from, for errors and for savingLosses()
};

/// Why writeKeepingBlocks can't keep the blocks of `original` in a file named `target`, as one clause for the
/// user; empty if it can. It can if both are JPEGs, the original isn't CMYK, and size, channels and quality
/// are the original's. Reads only the original's header. Throws Error InputFile if the original can't be read
/// at all.
std::string obstacleToKeepingBlocks(const Photograph& photo, const OriginalBytes& original,
                                    const std::filesystem::path& target);
/// The same, with the original in a file.
std::string obstacleToKeepingBlocks(const Photograph& photo, const std::filesystem::path& original,
                                    const std::filesystem::path& target);

/// Writes `photo` as a JPEG. DCT blocks whose pixels equal those of `original` get the original's
/// coefficients, bit for bit; the others are encoded with the original's tables and sampling. The file has
/// the original's EXIF orientation. If there is an obstacle, or libjpeg can't encode in the original's
/// layout, writePhotograph encodes everything, and all blocks count as changed. `target` may be `original`.
/// Throws Error as readPhotograph and writePhotograph. Any thread.
BlockCount writeKeepingBlocks(const Photograph& photo, const OriginalBytes& original,
                              const std::filesystem::path& target);
/// The same, with the original in a file.
BlockCount writeKeepingBlocks(const Photograph& photo, const std::filesystem::path& original,
                              const std::filesystem::path& target);

}  // namespace lacuna
