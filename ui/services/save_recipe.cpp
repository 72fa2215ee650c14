// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/save_recipe.h"

#include "core/base/error.h"
#include "core/io/image_io.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace lacuna::ui {

namespace {

/// The file that a recipe begins with, and what it held; empty, null: there is none, or its bytes aren't
/// kept.
struct RecipePhoto {
    QString path;
    StoredBytesPtr bytes;
};

RecipePhoto photoOf(const LoadedPhoto& source) {
    if (source.clean) return {source.clean->path, nullptr};
    if (!source.framed) return {source.path, source.original};
    return source.framed->file ? RecipePhoto{source.framed->path, source.framed->file} : RecipePhoto();
}

std::optional<RecipeFile> maskBeside(const QString& recipe, const QString& what, const MaskLayer& mask) {
    if (mask.isNull()) return std::nullopt;
    const QFileInfo file(recipe);
    const auto path =
        toPath(file.dir().filePath(QStringLiteral("%1-%2.png").arg(file.completeBaseName(), what)));
    writeMask(toMaskBuffer(mask), path);
    return RecipeFile{path, hashOfFile(path)};
}

}  // namespace

bool canBeRepeated(const Results& chain) {
    return std::all_of(chain.begin(), chain.end(), [](const ResultPtr& result) {
        return !result->stoppedEarly && result->branchStep < 0 && result->region.isNull();
    });
}

bool hasRecipe(const Results& chain, const LoadedPhoto& source) {
    // A recipe names a whole file.
    const bool isWhole = source.clean || source.photo->missing.isEmpty();
    return !chain.empty() && !photoOf(source).path.isEmpty() && isWhole && canBeRepeated(chain);
}

Recipe recipeOf(const Results& chain, const LoadedPhoto& source) {
    Recipe recipe;
    if (source.framed && source.framed->file) recipe.framings = source.framed->framings;
    if (source.clean) {
        recipe.degradation.emplace();
        recipe.degradation->operation = source.clean->operation;
        recipe.degradation->seed = source.clean->seed;
    }
    for (const ResultPtr& result : chain) {
        const RestorationSettings& settings = result->settings;
        RecipeStage& stage = recipe.stages.emplace_back();
        stage.operation = operationOf(settings);
        stage.keepUnmasked = settings.keepUnmasked;
        stage.onlyMarked = settings.restoresPart();
        if (settings.fillsHoles()) {
            stage.fill = settings.fill;
            stage.hug = settings.hug;
        }
        if (settings.takesGrain()) stage.grain = settings.grain;
        stage.solver = settings.solver();
        stage.seed = settings.seed;
        stage.depth = settings.depth;
        stage.dither = settings.dithers();
        stage.model = settings.model;
        stage.compute = settings.compute;
        stage.strength = result->blend;
        noteRun(stage, result->report);
    }
    noteResult(recipe, chain.back()->report, chain.back()->photo.load()->pixels);
    return recipe;
}

void saveRecipe(const QString& path, const Results& chain, const LoadedPhoto& source) {
    mustNotBlockGui("saveRecipe");
    const RecipePhoto from = photoOf(source);
    const auto photo = toPath(from.path);
    const std::string hash = hashOfFile(photo);
    const bool changed = from.bytes ? hash != sha256(from.bytes->bytes())
                                    : QFileInfo(from.path).lastModified() != source.modified;
    if (!source.clean && changed) {
        throw Error(ErrorCode::InputFile, from.path.toStdString(),
                    "has changed since it was opened, so that a recipe would not make this result again");
    }
    Recipe recipe = recipeOf(chain, source);
    recipe.photo = {photo, hash};
    if (!source.clean) recipe.page = source.photo->page;
    if (source.clean) recipe.degradation->mask = maskBeside(path, QStringLiteral("lost"), source.clean->mask);
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const QString what =
            chain.size() == 1 ? QStringLiteral("mask") : QStringLiteral("mask-%1").arg(i + 1);
        recipe.stages[i].mask = maskBeside(path, what, chain[i]->mask);
    }
    writeRecipe(toPath(path), recipe);
}

}  // namespace lacuna::ui
