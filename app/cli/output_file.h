// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lacuna::cli {

/// To be asked before a long run: throws Error OutputFile where a file can't be written to `path` because its
/// folder is missing or not writable, or because something that isn't a file has the name.
void requireWritable(const std::filesystem::path& path);

/// The same, and that the extension is one of a picture's.
void requireWritablePicture(const std::filesystem::path& path);

}  // namespace lacuna::cli
