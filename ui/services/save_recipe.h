// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe_job.h"
#include "ui/document/image_document.h"

namespace lacuna::ui {

// A chain is what chainTo() gives: the results from the photograph to one of them.

/// Whether the same settings give the same results: all must come from complete runs from the start.
bool canBeRepeated(const Results& chain);

/// Whether a recipe can be made: the chain isn't empty and can be repeated, and the photograph is in a file.
bool hasRecipe(const Results& chain, const LoadedPhoto& source);

/// The recipe of a chain that can be repeated, without the files that it needs. Not on the GUI thread.
Recipe recipeOf(const Results& chain, const LoadedPhoto& source);

/// Writes the recipe of a chain for which hasRecipe(). Masks are written next to it: "NAME-mask.png" (in a
/// chain of several stages "NAME-mask-2.png", counted by stage), and "NAME-lost.png" for the pixels that the
/// degradation painted over. Not on the GUI thread. Throws Error InputFile, OutputFile, DiskFull.
void saveRecipe(const QString& path, const Results& chain, const LoadedPhoto& source);

}  // namespace lacuna::ui
