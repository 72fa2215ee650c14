// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/network.h"

#include <filesystem>
#include <memory>
#include <string>

namespace lacuna {

/// A TorchScript module with forward(x, sigma) that is D itself; sigma is a tensor (N), or a number where
/// forward() declares one. x keeps its size where the module takes it, else it is padded to a multiple of 32
/// or 64; `stride` > 0: always to that. Parameters in half or double precision become float32. `isUnitRange`:
/// the module knows pictures in [0, 1] and σ on that scale. The file's code runs from here on: only for a
/// file that the user trusts. Throws Error{ModelFile, path, reason}; what is thrown for a lack of memory
/// passes.
std::unique_ptr<Network> loadTorchScript(const std::filesystem::path& path, const std::string& device,
                                         int stride = 0, bool isUnitRange = false);

}  // namespace lacuna
