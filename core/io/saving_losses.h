// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/base/photograph.h"
#include "core/io/jpeg_blocks.h"

#include <filesystem>
#include <vector>

namespace lacuna {

/// What is lost if `photo` is written to `target`, to be shown before writing. `photo` is a result, or the
/// photograph that a result will be made from. `keepsUnmasked`: pixels outside the mask should stay exactly
/// as in `original`, whose header is read; null if there is no such file. Returns nothing if the extension of
/// `target` is unknown.
std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked, const OriginalBytes* original,
                               const std::filesystem::path& target);
/// The same with the original in a file; its path is empty if there is none.
std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked,
                               const std::filesystem::path& original, const std::filesystem::path& target);

}  // namespace lacuna
