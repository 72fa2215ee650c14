// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_job.h"

#include "core/base/cause.h"
#include "core/base/error.h"
#include "core/engine/recipe_json.h"
#include "core/engine/standard_damage.h"
#include "core/files/file_bytes.h"
#include "core/files/sha256.h"
#include "core/imaging/hug_damage.h"
#include "core/imaging/mask_operations.h"
#include "core/imaging/reframe.h"
#include "core/io/image_io.h"
#include "core/job/report.h"
#include "core/models/model_catalog.h"
#include "core/operators/task.h"

#include <array>
#include <cstring>
#include <optional>
#include <utility>
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

/// What readMaskFor() needs to know about the photograph that `photo` is a factor-fold enlargement of.
Photograph beforeEnlargement(const Photograph& photo, int factor) {
    Photograph small;
    small.pixels =
        ImageBuffer(photo.pixels.width() / factor, photo.pixels.height() / factor, 1, Depth::UInt8);
    small.orientation = photo.orientation;
    return small;
}

/// How many times larger a stage begins than the first one.
int enlargementBefore(const Recipe& recipe, std::size_t index) {
    int factor = 1;
    for (std::size_t i = 0; i < index; ++i)
        factor *= resultScale(recipe.stages[i].operation);
    return factor;
}

void requireSameModel(const RecipeStage& stage) {
    if (stage.modelHash.empty()) return;
    const InstalledModel model = ModelCatalog().find(stage.model.nameOrPath);
    if (model.sha256() != stage.modelHash)
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

void noteRun(RecipeStage& stage, const Report& report) {
    stage.modelHash = report.modelHash;
    if (const auto used = fromName(report.precision, kPrecisions)) stage.model.precision = *used;
    stage.compute.threads = report.threads;
    stage.compute.memoryLimit = report.plan.memoryLimit;  // determines the tiles
}

void noteResult(Recipe& recipe, const Report& report, const ImageBuffer& pixels) {
    recipe.resultHash = hashOf(pixels);
    if (recipe.stages.back().strength < 1) return;
    recipe.psnr = report.psnr;
    recipe.ssim = report.ssim;
}

Photograph framed(Photograph photo, const std::vector<Framing>& framings, const std::string& name) {
    for (const Framing& framing : framings) {
        if (!fits(framing, photo.pixels.width(), photo.pixels.height()))
            throw CausedError(ErrorCode::InputFile, name,
                              LACUNA_CAUSE("Causes", "the frame to crop it to doesn't lie inside it"));
        photo = reframed(photo, framing);
    }
    return photo;
}

void requireSameFiles(const Recipe& recipe) {
    for (std::size_t i = 0; i < recipe.stages.size(); ++i) {
        const RecipeStage& stage = recipe.stages[i];
        try {
            if (stage.mask) requireSame(*stage.mask);
            requireSameModel(stage);
        } catch (const Error& error) {
            throw inStage(error, stageName(recipe, i));
        }
    }
}

RecipeStart startOf(const Recipe& recipe) {
    requireSame(recipe.photo);
    requireSameFiles(recipe);
    RecipeStart start;
    start.photo = framed(readPhotograph(recipe.photo.path, {.page = recipe.page}), recipe.framings,
                         recipe.photo.path.string());
    if (!recipe.degradation) return start;
    const OperatorSpec& operation = recipe.degradation->operation;
    start.clean = referenceFor(start.photo.pixels, operation);
    ImageBuffer mask = readMaskOf(recipe.degradation->mask, start.photo);
    start.photo = damaged(start.photo, {operation, std::move(mask)}, recipe.degradation->seed);
    return start;
}

RestorationJob jobOf(const RecipeStage& stage, Photograph input, ImageBuffer mask) {
    RestorationJob job;
    job.photo = std::move(input);
    job.mask = std::move(mask);
    if (stage.hug && !job.mask.isEmpty()) job.mask = hugDamage(job.photo.pixels, job.mask);
    job.operation = stage.operation;
    job.keepUnmasked = stage.keepUnmasked;
    job.onlyMarked = stage.onlyMarked;
    job.fill = stage.fill;
    job.grain = stage.grain;
    job.solver = stage.solver;
    job.seed = stage.seed;
    job.depth = stage.depth;
    job.dither = stage.dither;
    job.model = stage.model;
    job.compute = stage.compute;
    return job;
}

RestorationJob jobWithMask(const Recipe& recipe, std::size_t index, Photograph input, ImageBuffer mask) {
    const int factor = enlargementBefore(recipe, index);
    return jobOf(recipe.stages[index], std::move(input),
                 factor == 1 ? std::move(mask) : enlarged(mask, factor));
}

RestorationJob jobOf(const Recipe& recipe, std::size_t index, Photograph input, const ImageBuffer& clean) {
    const RecipeStage& stage = recipe.stages[index];
    ImageBuffer mask;
    if (stage.mask)
        mask = readMaskFor(beforeEnlargement(input, enlargementBefore(recipe, index)), stage.mask->path);
    RestorationJob job = jobWithMask(recipe, index, std::move(input), std::move(mask));
    const int scale = resultScale(job.operation);
    if (clean.width() == scale * job.photo.pixels.width() &&
        clean.height() == scale * job.photo.pixels.height())
        job.reference = clean;
    return job;
}

std::string stageName(const Recipe& recipe, std::size_t index) {
    if (recipe.stages.size() < 2) return {};
    return "stage " + std::to_string(index + 1) + " of " + std::to_string(recipe.stages.size()) + " (" +
           toString(recipe.stages[index].operation.task) + ")";
}

Error inStage(const Error& error, const std::string& stage) {
    if (stage.empty()) return error;
    return Error(error.code(), error.subject().empty() ? stage : stage + ": " + error.subject(),
                 error.detail());
}

}  // namespace lacuna
