// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cause.h"

#include <filesystem>

namespace lacuna {

/// What an errno means for a file.
Cause reasonOf(int error);
/// Throws CausedError{code, path, reasonOf(error)}.
[[noreturn]] void throwReadError(const std::filesystem::path& path, int error,
                                 ErrorCode code = ErrorCode::InputFile);
/// The same with OutputFile, or with DiskFull if there is no space.
[[noreturn]] void throwWriteError(const std::filesystem::path& path, int error);

}  // namespace lacuna
