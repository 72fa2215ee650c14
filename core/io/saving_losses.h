// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/base/photograph.h"
#include "core/io/jpeg_blocks.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace lacuna {

namespace io {
struct FormatRow;
}

/// How a result will differ from the photograph that it is made from.
struct ResultShape {
    int scale = 1;
    std::optional<Depth> depth = {};  ///< unset: the photograph's
};

/// What is lost if `photo` is written to `target`, to be shown before writing. `photo` is a result, or the
/// photograph that a result of this `shape` will be made from; what reading it has lost counts, too.
/// `keepsUnmasked`: pixels outside the mask should stay exactly as in `original`, whose header is read; null
/// if there is no such file. Returns nothing if the extension of `target` is unknown. Throws Error OutputFile
/// if the format can't hold a picture of this size, or if other pages of the original would be overwritten.
std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked, const OriginalBytes* original,
                               const std::filesystem::path& target, const ResultShape& shape = {});
/// The same with the original in a file; its path is empty if there is none.
std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked,
                               const std::filesystem::path& original, const std::filesystem::path& target,
                               const ResultShape& shape = {});

/// Throws Error OutputFile with the subject `name` if the format can't hold a picture of this size.
/// `samples`: per pixel.
void requireFits(const io::FormatRow& row, std::int64_t width, std::int64_t height, int samples, Depth depth,
                 const std::string& name);

/// Whether the extra planes fit a result with these pixels.
bool keepsExtras(const Photograph& photo, const ImageBuffer& pixels);

}  // namespace lacuna
