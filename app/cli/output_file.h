// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lacuna::cli {

/// Call it before a long run: throws Error OutputFile if `path` can't be written, because its folder is
/// missing or not writable, or because `path` exists and isn't a file.
void requireWritable(const std::filesystem::path& path);

/// The same, and also checks that the extension is that of a picture format.
void requireWritablePicture(const std::filesystem::path& path);

}  // namespace lacuna::cli
