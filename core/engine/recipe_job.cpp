// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_job.h"

#include "core/base/error.h"
#include "core/engine/degradation.h"
#include "core/engine/recipe_json.h"
#include "core/files/file_bytes.h"
#include "core/files/sha256.h"
#include "core/io/image_io.h"
#include "core/job/report.h"
#include "core/models/model_catalog.h"
#include "core/operators/task.h"
#include "core/tensors/translate_errors.h"

#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace lacuna {

namespace fs = std::filesystem;

namespace {

void requireSame(const RecipeFile& file) {
    if (file.hash.empty()) return;
    if (hashOfFile(file.path) != file.hash)
        throw Error(ErrorCode::InputFile, file.path.string(), "isn't the file that the recipe was made with");
}

ImageBuffer readMaskOf(const std::optional<RecipeFile>& file, const Photograph& photo) {
    if (!file) return {};
    requireSame(*file);
    return readMaskFor(photo, file->path);
}

void requireSameModel(const Recipe& recipe) {
    if (recipe.modelHash.empty()) return;
    const InstalledModel model = ModelCatalog().find(recipe.model.nameOrPath);
    if (model.sha256() != recipe.modelHash)
        throw Error(ErrorCode::ModelFile, model.path.string(),
                    "isn't the model that the recipe was made with");
}

}  // namespace

Recipe readRecipe(const fs::path& path) {
    return recipeFromJson(readText(path), path);
}

void writeRecipe(const fs::path& path, const Recipe& recipe) {
    writeText(path, recipeToJson(recipe, fs::absolute(path).parent_path()));
}

std::string hashOf(const ImageBuffer& picture) {
    const std::array<std::int32_t, 4> shape{picture.width(), picture.height(), picture.channels(),
                                            picture.depth() == Depth::UInt8 ? 8 : 16};
    std::vector<std::byte> bytes(sizeof shape + picture.byteCount());
    std::memcpy(bytes.data(), shape.data(), sizeof shape);
    std::memcpy(bytes.data() + sizeof shape, picture.data(), picture.byteCount());
    return sha256(bytes);
}

ImageBuffer referenceFor(const ImageBuffer& clean, const OperatorSpec& degradation) {
    const int scale = resultScale(degradation);
    return scale == 1 ? clean
                      : clean.cropped(0, 0, clean.width() / scale * scale, clean.height() / scale * scale);
}

void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels) {
    recipe.modelHash = report.modelHash;
    if (const auto used = fromName(report.precision, kPrecisions)) recipe.model.precision = *used;
    recipe.compute.threads = report.threads;
    recipe.compute.memoryLimit = report.plan.memoryLimit;  // determines the tiles
    recipe.resultHash = hashOf(pixels);
    recipe.psnr = report.psnr;
    recipe.ssim = report.ssim;
}

RestorationJob jobOf(const Recipe& recipe) {
    requireSame(recipe.photo);
    requireSameModel(recipe);
    RestorationJob job;
    job.photo = readPhotograph(recipe.photo.path, {.page = recipe.page});
    if (recipe.degradation) {
        job.reference = referenceFor(job.photo.pixels, recipe.degradation->operation);
        job.operation = recipe.degradation->operation;
        job.seed = recipe.degradation->seed;
        job.mask = readMaskOf(recipe.degradation->mask, job.photo);
        translatingErrors([&] { job.photo = degradePhotograph(job); });
    }
    job.mask = readMaskOf(recipe.mask, job.photo);
    job.operation = recipe.operation;
    job.keepUnmasked = recipe.keepUnmasked;
    job.solver = recipe.solver;
    job.seed = recipe.seed;
    job.depth = recipe.depth;
    job.dither = recipe.dither;
    job.model = recipe.model;
    job.compute = recipe.compute;
    return job;
}

}  // namespace lacuna
