// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace lacuna {

/// How much of a JPEG was encoded anew: DCT blocks of all its components.
struct BlockCount {
    std::int64_t changed = 0;
    std::int64_t all = 0;
};

/// Why writeKeepingBlocks can't keep the blocks of `original` in a file named `target`, in one clause for the
/// user before saving; empty where it can. It can where both are JPEGs, the size, the channels and the
/// quality are the original's, and it isn't CMYK. Reads the original's header only. Throws Error InputFile
/// where it can't be read at all.
std::string obstacleToKeepingBlocks(const Photograph& photo, const std::filesystem::path& original,
                                    const std::filesystem::path& target);

/// Writes `photo` as a JPEG in which every DCT block whose pixels are those of `original` has the original's
/// coefficients, bit for bit; the others are encoded with its tables and its sampling. It lies as the
/// original does (EXIF orientation). Where there is an obstacle, or libjpeg can't encode in the original's
/// layout, everything is encoded as writePhotograph does, and all blocks count as changed. `target` may be
/// `original`. Throws Error as readPhotograph and writePhotograph. Any thread.
BlockCount writeKeepingBlocks(const Photograph& photo, const std::filesystem::path& original,
                              const std::filesystem::path& target);

}  // namespace lacuna
