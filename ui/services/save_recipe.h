// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe_job.h"
#include "ui/document/image_document.h"

namespace lacuna::ui {

/// Whether the same settings give the same result: it must come from a complete run from the start.
bool canBeRepeated(const RestorationResult& result);

/// Whether a recipe can be made: the result can be repeated, and the photograph is in a file.
bool hasRecipe(const RestorationResult& result, const LoadedPhoto& source);

/// The recipe of a result that can be repeated, without the files that it needs. Not on the GUI thread.
Recipe recipeOf(const RestorationResult& result, const LoadedPhoto& source);

/// Writes the recipe of a result for which hasRecipe(). Masks are written next to it: "NAME-mask.png", and
/// "NAME-lost.png" for the pixels that the degradation painted over. Not on the GUI thread. Throws Error
/// InputFile, OutputFile, DiskFull.
void saveRecipe(const QString& path, const RestorationResult& result, const LoadedPhoto& source);

}  // namespace lacuna::ui
