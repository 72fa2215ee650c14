// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

namespace lacuna {
class RunControl;
}

namespace lacuna::ui {

/// Copies a model that our reader knows, with its sidecar and its configurations, into the models' folder,
/// which need not exist; for a file in a folder of diffusers, copies the folder. The copy appears completely
/// or not at all and never replaces anything. `progress` is called with the part that has been copied, from 0
/// to 1. Returns the new path; nothing if `control` asked for a stop. Throws what ModelCatalog::find()
/// throws, Error OutputFile (also if the name exists already) or DiskFull.
std::optional<std::filesystem::path> importModel(const std::filesystem::path& from,
                                                 const std::filesystem::path& folder,
                                                 const std::function<void(double)>& progress,
                                                 const RunControl& control);

}  // namespace lacuna::ui
