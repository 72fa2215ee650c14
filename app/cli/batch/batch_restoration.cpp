// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_restoration.h"

#include "app/cli/stage_run.h"
#include "core/base/error.h"
#include "core/base/mask.h"
#include "core/engine/recipe_job.h"
#include "core/engine/recipe_json.h"
#include "core/io/image_io.h"
#include "core/models/model_catalog.h"
#include "core/operators/task.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lacuna::cli {

namespace fs = std::filesystem;

namespace {

/// Where the noise is estimated, the settings are described as those at this level.
constexpr double kAnyLevel = 10;

/// Whether a stage has nothing to do where the mask marks nothing.
bool restoresMarked(const RecipeStage& stage) {
    return stage.onlyMarked || taskRow(stage.operation.task).mask == MaskUse::Restored;
}

bool marksNothing(const ImageBuffer& mask) {
    return std::none_of(mask.data(), mask.data() + mask.byteCount(),
                        [](std::byte value) { return isMarked(std::to_integer<int>(value)); });
}

void requireOneOf(const BatchOptions& options) {
    const bool task = !options.restore.task.task.empty();
    if (task && !options.recipe.empty())
        throw Error(ErrorCode::Usage, "--recipe", "says what to restore; leave --task out");
    if (!task && options.recipe.empty())
        throw Error(ErrorCode::Usage, "--task", "or --recipe must say what to restore");
    if (!options.maskFrom.empty() && !options.restore.task.mask.empty())
        throw Error(ErrorCode::Usage, "--mask-from", "and --mask can't both say what is marked");
}

/// What is read from a file counts as marked by itself.
std::string maskSourceOf(const BatchOptions& options) {
    return options.maskFrom.empty() ? options.restore.task.mask : options.maskFrom;
}

void convert(Photograph& photo, Depth depth) {
    photo.pixels = photo.pixels.converted(depth);
    if (!photo.alpha.isEmpty()) photo.alpha = photo.alpha.converted(depth);
    for (ImageBuffer& plane : photo.extras)
        plane = plane.converted(depth);
}

}  // namespace

BatchRestoration::BatchRestoration(const BatchOptions& options) : mOptions(options) {
    requireOneOf(options);
    const bool hasMask = !maskSourceOf(options).empty();
    if (!options.recipe.empty()) {
        readRecipeOf(options);
    } else {
        RestoreOptions checked = options.restore;
        checked.task.mask = maskSourceOf(options);
        OperatorSpec operation = checkedOperation(checked);
        if (options.restore.measuresNoise() && !operation.noise) operation.noise = kAnyLevel;
        mRecipe.stages.push_back(stageOf(options.restore, operation));
        mTakesMask.push_back(hasMask);
    }
    const std::string ofSearch = options.damage.firstGiven();
    if (!ofSearch.empty() && options.restore.task.mask != BatchOptions::kDetected)
        throw Error(ErrorCode::Usage, ofSearch, "belongs to --mask detected");
    for (const RecipeStage& stage : mRecipe.stages)
        mModelHash.push_back(ModelCatalog().find(stage.model.nameOrPath).sha256());
}

void BatchRestoration::readRecipeOf(const BatchOptions& options) {
    const bool hasMask = !maskSourceOf(options).empty();
    mRecipe = readRecipe(options.recipe);
    if (mRecipe.degradation)
        throw Error(ErrorCode::Usage, options.recipe,
                    "damages its photograph before it restores it; `run` repeats such a recipe");
    for (RecipeStage& stage : mRecipe.stages) {
        const bool takes = hasMask && (stage.mask || restoresMarked(stage));
        if (takes) stage.mask.reset();
        mTakesMask.push_back(takes);
        stage.compute = computeOf(options.restore.compute);
        stage.model.trustsPrograms = options.restore.compute.trustsPrograms;
    }
    if (hasMask && std::find(mTakesMask.begin(), mTakesMask.end(), true) == mTakesMask.end())
        throw Error(ErrorCode::Usage, "--mask", "the recipe has no stage that takes it");
    requireSameFiles(mRecipe);
    mRecipe.photo = {};
    mRecipe.resultHash.clear();
    mRecipe.psnr.reset();
    mRecipe.ssim.reset();
}

std::string BatchRestoration::settings() const {
    Recipe recipe = mRecipe;
    recipe.photo.path = "/";  // an empty one has no place in JSON
    for (std::size_t i = 0; i < recipe.stages.size(); ++i) {
        RecipeStage& stage = recipe.stages[i];
        // What the machine is asked to do changes no more than the last bits.
        stage.compute = {};
        stage.modelHash = mModelHash[i];
        stage.operation.kernel.path.clear();
        if (stage.mask) stage.mask->path = "/" / stage.mask->path.filename();
    }
    using Json = nlohmann::ordered_json;
    const TaskOptions& task = mOptions.restore.task;
    Json json{{"restoration", Json::parse(recipeToJson(recipe, "/"))}};
    if (mOptions.restore.measuresNoise()) json["noise"] = {task.noise, task.noiseModel};
    if (mOptions.recipe.empty() && taskRow(mRecipe.stages.front().operation.task).mixesLight)
        json["linear_light"] =
            task.linearLight.empty() ? nameOf(LinearLight::Auto, kLinearLights) : task.linearLight;
    const bool isWord = task.mask == BatchOptions::kDetected || task.mask == TaskOptions::kMissing;
    if (!maskSourceOf(mOptions).empty()) json["mask"] = isWord ? task.mask : "file";
    if (task.mask == BatchOptions::kDetected) {
        const DamageChoice choice = mOptions.damage.choice();
        json["sensitivity"] = choice.sensitivity;
        for (const DamageKind kind : choice.kinds)
            json["classes"].push_back(nameOf(kind, kDamageKinds));
        json["largest"] = choice.largest;
    }
    json["page"] = task.page;
    if (task.quality != 0) json["quality"] = task.quality;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

fs::path BatchRestoration::maskForAll() const {
    const std::string& mask = mOptions.restore.task.mask;
    return mask == BatchOptions::kDetected || mask == TaskOptions::kMissing ? fs::path() : fs::path(mask);
}

bool BatchRestoration::looksForDamage() const {
    const std::string& mask = mOptions.restore.task.mask;
    return mask == BatchOptions::kDetected || mask == TaskOptions::kMissing;
}

bool BatchRestoration::keepsUnmarked() const {
    return cli::keepsUnmarked(mRecipe);
}

ResultShape BatchRestoration::shape() const {
    return shapeOf(mRecipe);
}

RestorationJob BatchRestoration::read(const fs::path& file, const fs::path& maskFile) const {
    const TaskOptions& task = mOptions.restore.task;
    // A watched folder may hold files that are still being copied; a recipe was made for whole ones.
    const bool partial = mOptions.recipe.empty() && !mOptions.watch;
    RestorationJob job;
    job.photo = readPhotograph(file, {.page = task.page, .partial = partial});
    if (task.quality != 0) job.photo.quality = task.quality;
    if (!maskFile.empty()) job.mask = readMaskFor(job.photo, maskFile);
    return job;
}

bool BatchRestoration::copiesUnchanged(const Photograph& photo, const fs::path& input,
                                       const fs::path& output) const {
    return !shape().depth && mOptions.restore.task.quality == 0 && photo.missing.isEmpty() &&
           formatForPath(input) == photo.format && formatForPath(output) == photo.format;
}

BatchRestoration::Result BatchRestoration::run(Session& session, RestorationJob read, FrameSink& sink,
                                               RunControl& control) const {
    Recipe recipe = mRecipe;
    std::vector<bool> takesMask = mTakesMask;
    ImageBuffer mask = std::move(read.mask);
    Photograph photo = std::move(read.photo);
    const TaskOptions& task = mOptions.restore.task;
    if (task.mask == BatchOptions::kDetected)
        mask = damageMask(damageProbability(photo.pixels), mOptions.damage.choice());
    if (task.mask == TaskOptions::kMissing) mask = photo.missing;
    if (mOptions.recipe.empty())
        mask = withMissing(std::move(mask), photo, task, recipe.stages.front().operation);
    // What a cut off file lacks is marked for the task even if no mask was asked for.
    if (mOptions.recipe.empty()) takesMask.front() = !mask.isEmpty();

    Result result;
    if (mOptions.restore.measuresNoise()) {
        OperatorSpec operation = mRecipe.stages.front().operation;
        result.noiseMethod = takeNoise(task, photo, operation, result.notes);
        recipe.stages.front() = stageOf(mOptions.restore, operation);
    }
    if (mOptions.recipe.empty()) takeLight(task, photo, recipe.stages.front(), result.notes);
    if (looksForDamage() && marksNothing(mask)) {
        mask = {};
        for (std::size_t i = recipe.stages.size(); i-- > 0;) {
            if (!mTakesMask[i] || !restoresMarked(recipe.stages[i])) continue;
            recipe.stages.erase(recipe.stages.begin() + static_cast<std::ptrdiff_t>(i));
            takesMask.erase(takesMask.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    if (recipe.stages.empty()) {
        result.isUnchanged = true;
        result.outcome.image = std::move(photo);
    } else {
        const StageRun stages{
            .recipe = recipe,
            .job =
                [&](std::size_t i, Photograph input) {
                    return takesMask[i] ? jobWithMask(recipe, i, std::move(input), mask)
                                        : jobOf(recipe, i, std::move(input), ImageBuffer{});
                },
        };
        result.outcome = stages.run(session, std::move(photo), sink, control, result.before);
    }
    Photograph& image = result.outcome.image;
    if (const auto depth = shape().depth; depth && image.pixels.depth() != *depth) convert(image, *depth);
    return result;
}

}  // namespace lacuna::cli
