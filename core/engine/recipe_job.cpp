// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_job.h"

#include "core/base/error.h"
#include "core/engine/degradation.h"
#include "core/io/image_io.h"
#include "core/job/recipe.h"
#include "core/models/model_catalog.h"
#include "core/tensors/translate_errors.h"

#include <optional>

namespace lacuna {
namespace {

void requireSame(const RecipeFile& file) {
    if (file.hash.empty()) return;
    if (hashOfFile(file.path) != file.hash)
        throw Error(ErrorCode::InputFile, file.path.string(), "isn't the file that the recipe was made with");
}

ImageBuffer readMaskOf(const std::optional<RecipeFile>& file) {
    if (!file) return {};
    requireSame(*file);
    return readMask(file->path);
}

void requireSameModel(const Recipe& recipe) {
    if (recipe.modelHash.empty()) return;
    const InstalledModel model = ModelCatalog().find(recipe.model.nameOrPath);
    if (model.sha256() != recipe.modelHash)
        throw Error(ErrorCode::ModelFile, model.path.string(),
                    "isn't the model that the recipe was made with");
}

}  // namespace

RestorationJob jobOf(const Recipe& recipe) {
    requireSame(recipe.photo);
    requireSameModel(recipe);
    RestorationJob job;
    job.photo = readPhotograph(recipe.photo.path);
    if (recipe.degradation) {
        job.reference = referenceFor(job.photo.pixels, recipe.degradation->operation);
        job.operation = recipe.degradation->operation;
        job.seed = recipe.degradation->seed;
        job.mask = readMaskOf(recipe.degradation->mask);
        translatingErrors([&] { job.photo = degradePhotograph(job); });
    }
    job.mask = readMaskOf(recipe.mask);
    job.operation = recipe.operation;
    job.keepUnmasked = recipe.keepUnmasked;
    job.solver = recipe.solver;
    job.seed = recipe.seed;
    job.model = recipe.model;
    job.compute = recipe.compute;
    return job;
}

}  // namespace lacuna
