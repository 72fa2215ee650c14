// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/recipe.h"

namespace lacuna {

/// A JSON object that people can read, too. Paths of files in or below `folder` are relative to it.
std::string recipeToJson(const Recipe& recipe, const std::filesystem::path& folder);
/// `file` is the path that the text came from: relative paths are relative to its folder. Throws Error Usage
/// with `file` as its subject.
Recipe recipeFromJson(const std::string& text, const std::filesystem::path& file);

}  // namespace lacuna
