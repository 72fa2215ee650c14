// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/image_document.h"

namespace lacuna::ui {

/// Whether a recipe can make it again: a whole run from the beginning, of a photograph that is in a file.
bool hasRecipe(const RestorationResult& result, const LoadedPhoto& source);

/// Writes the recipe of a result that has one. Masks go beside it: "NAME-mask.png", and "NAME-lost.png" for
/// what the degradation painted over. Not on the GUI thread. Throws Error InputFile, OutputFile, DiskFull.
void saveRecipe(const QString& path, const RestorationResult& result, const LoadedPhoto& source);

}  // namespace lacuna::ui
