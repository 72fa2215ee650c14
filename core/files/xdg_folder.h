// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lacuna {

/// The folder that an XDG variable names ("XDG_CONFIG_HOME"), or the one below $HOME (".config") if that
/// isn't an absolute path; empty if $HOME isn't one either.
std::filesystem::path xdgFolder(const char* variable, const char* belowHome);

}  // namespace lacuna
