// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/note.h"
#include "core/base/photograph.h"

#include <filesystem>
#include <vector>

namespace lacuna {

/// What a file at `target` can't hold of `photo`, a result or the photograph that it will be made of; to be
/// told before it is written. `keepsUnmasked`: pixels were to stay exactly as they are in the file
/// `original`, which is read; empty where there is none. Nothing where the extension of `target` isn't known.
std::vector<Note> savingLosses(const Photograph& photo, bool keepsUnmasked,
                               const std::filesystem::path& original, const std::filesystem::path& target);

}  // namespace lacuna
