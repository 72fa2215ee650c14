// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photograph.h"

#include <optional>

namespace lacuna::io {

/// Kinds of blocks that several formats have: Photoshop's resources (JPEG, TIFF), and how numbers become
/// colours where no profile says so (HEIC, AVIF): two numbers of ITU-T H.273, primaries and curve. A PNG's
/// chunk cICP says the same.
inline constexpr const char* kPhotoshopBlock = "Photoshop";
inline constexpr const char* kEncodingBlock = "nclx";

/// The block as a file of that format holds it; nothing if it can't.
std::optional<FormatBlock> blockFor(const FormatBlock& block, FileFormat format);

}  // namespace lacuna::io
