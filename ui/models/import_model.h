// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

namespace lacuna {
class RunControl;
}

namespace lacuna::ui {

/// Copies a model that our reader knows, with its sidecar and the configurations that belong to it, into the
/// models' folder, which need not exist; of a file in a folder of diffusers, the folder. It appears there
/// whole or not at all, and never in place of something. `progress` hears how much is copied, from 0 to 1.
/// Returns where it is; nothing where `control` said stop. Throws what ModelCatalog::find() throws, Error
/// OutputFile (also where something of that name is there) or DiskFull.
std::optional<std::filesystem::path> importModel(const std::filesystem::path& from,
                                                 const std::filesystem::path& folder,
                                                 const std::function<void(double)>& progress,
                                                 const RunControl& control);

}  // namespace lacuna::ui
