// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe_job.h"
#include "ui/document/image_document.h"

namespace lacuna::ui {

/// Whether the same settings make it again: a whole run from the beginning.
bool canBeRepeated(const RestorationResult& result);

/// Whether it has a recipe: it can be repeated, and the photograph is in a file.
bool hasRecipe(const RestorationResult& result, const LoadedPhoto& source);

/// All of a result that can be repeated, but for the files that the recipe needs. Not on the GUI thread.
Recipe recipeOf(const RestorationResult& result, const LoadedPhoto& source);

/// Writes the recipe of a result that has one. Masks go beside it: "NAME-mask.png", and "NAME-lost.png" for
/// what the degradation painted over. Not on the GUI thread. Throws Error InputFile, OutputFile, DiskFull.
void saveRecipe(const QString& path, const RestorationResult& result, const LoadedPhoto& source);

}  // namespace lacuna::ui
