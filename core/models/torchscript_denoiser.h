// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/network.h"

#include <filesystem>
#include <memory>
#include <string>

namespace lacuna {

/// A TorchScript module with forward(x, sigma) that is D itself; sigma is a tensor (N). The file's code runs
/// from here on: only for a file that the user trusts. Throws Error{ModelFile, path, reason}.
std::unique_ptr<Network> loadTorchScript(const std::filesystem::path& path, const std::string& device);

}  // namespace lacuna
