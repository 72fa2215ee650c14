// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/save_recipe.h"

#include "core/base/error.h"
#include "core/io/image_io.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace lacuna::ui {

namespace {

std::optional<RecipeFile> maskBeside(const QString& recipe, const QString& what, const QImage& mask) {
    if (mask.isNull()) return std::nullopt;
    const QFileInfo file(recipe);
    const auto path =
        toPath(file.dir().filePath(QStringLiteral("%1-%2.png").arg(file.completeBaseName(), what)));
    writeMask(toMaskBuffer(mask), path);
    return RecipeFile{path, hashOfFile(path)};
}

}  // namespace

bool canBeRepeated(const RestorationResult& result) {
    return !result.stoppedEarly && result.branchStep < 0 && result.region.isNull();
}

bool hasRecipe(const RestorationResult& result, const LoadedPhoto& source) {
    const QString& path = source.clean ? source.clean->path : source.path;
    return !path.isEmpty() && canBeRepeated(result);
}

Recipe recipeOf(const RestorationResult& result, const LoadedPhoto& source) {
    const RestorationSettings& settings = result.settings;
    Recipe recipe;
    if (source.clean) {
        recipe.degradation.emplace();
        recipe.degradation->operation = source.clean->operation;
        recipe.degradation->seed = source.clean->seed;
    }
    recipe.operation = operationOf(settings);
    recipe.keepUnmasked = settings.keepUnmasked;
    recipe.solver = settings.solver();
    recipe.seed = settings.seed;
    recipe.model = settings.model;
    recipe.compute = settings.compute;
    noteResult(recipe, result.report, result.photo.load()->pixels);
    return recipe;
}

void saveRecipe(const QString& path, const RestorationResult& result, const LoadedPhoto& source) {
    mustNotBlockGui("saveRecipe");
    const auto photo = toPath(source.clean ? source.clean->path : source.path);
    const std::string hash = hashOfFile(photo);
    const bool changed = source.original ? hash != sha256(source.original->bytes())
                                         : QFileInfo(source.path).lastModified() != source.modified;
    if (!source.clean && changed) {
        throw Error(ErrorCode::InputFile, source.path.toStdString(),
                    "has changed since it was opened, so that a recipe would not make this result again");
    }
    Recipe recipe = recipeOf(result, source);
    recipe.photo = {photo, hash};
    if (source.clean) recipe.degradation->mask = maskBeside(path, QStringLiteral("lost"), source.clean->mask);
    recipe.mask = maskBeside(path, QStringLiteral("mask"), result.mask);
    writeRecipe(toPath(path), recipe);
}

}  // namespace lacuna::ui
