// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/recipe.h"

namespace lacuna {

/// A JSON object, for people to read too; files at or below `folder` are named from there.
std::string recipeToJson(const Recipe& recipe, const std::filesystem::path& folder);
/// `file` is where the text came from: relative names count from its folder. Throws Error Usage{file}.
Recipe recipeFromJson(const std::string& text, const std::filesystem::path& file);

}  // namespace lacuna
