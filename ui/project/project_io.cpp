// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_io.h"

#include "core/engine/recipe_json.h"
#include "core/files/sha256.h"
#include "core/io/image_io.h"
#include "core/trajectory/kept_step.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"
#include "ui/project/project_json.h"
#include "ui/project/project_parts.h"
#include "ui/project/project_store.h"
#include "ui/services/save_recipe.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <utility>

namespace lacuna::ui {

namespace {

using namespace parts;
using Bytes = std::vector<std::uint8_t>;

std::string plain(const QString& part) {
    return part.toStdString();
}

/// A blend is computed from the whole again.
const RestorationResult& wholeOf(const RestorationResult& result) {
    return result.whole ? *result.whole : result;
}

Bytes encodeMask(const MaskLayer& mask, const QString& name) {
    Photograph grey;
    grey.pixels = toMaskBuffer(mask);
    return encodePhotograph(grey, FileFormat::Png, plain(name));
}

Bytes encodePixels(const Photograph& photo, const QString& name) {
    Photograph bare;
    bare.pixels = photo.pixels;
    bare.alpha = photo.alpha;
    return encodePhotograph(bare, FileFormat::Png, plain(name));
}

/// Writes the photograph, and what the index says about it.
QJsonObject writeSource(const LoadedPhoto& source, ProjectSink& sink, QStringList& names) {
    const Photograph& photo = *source.photo;
    const QString path = source.framed ? source.framed->path : source.path;
    const StoredBytesPtr file = source.framed ? source.framed->file : source.original;
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QString own = QStringLiteral("source.") + (suffix.isEmpty() ? QStringLiteral("bin") : suffix);
    QJsonObject json{{QStringLiteral("path"), path},
                     {QStringLiteral("title"), source.title},
                     {QStringLiteral("sample"), source.framed ? source.framed->isSample : source.isSample},
                     {QStringLiteral("modified"), source.modified.toString(Qt::ISODateWithMs)},
                     {QStringLiteral("format"), int(photo.format)},
                     {QStringLiteral("page"), photo.page},
                     {QStringLiteral("quality"), photo.quality},
                     {QStringLiteral("pixelsPerInch"), photo.pixelsPerInch}};
    if (source.framed) json[QStringLiteral("framings")] = toJson(source.framed->framings);
    const QString part = file ? own : kPixels;
    if (file) {
        const std::span<const std::byte> bytes = file->bytes();
        json[QStringLiteral("sha256")] = QString::fromStdString(sha256(bytes));
        const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
        if (!sink.has(own)) sink.write(own, Bytes(first, first + bytes.size()), true);
    } else if (!sink.has(kPixels)) {
        sink.write(kPixels, encodePhotograph(photo, FileFormat::Png, plain(kPixels)), true);
    }
    names << part;
    json[QStringLiteral("part")] = part;
    return json;
}

QJsonObject writeClean(const CleanPhoto& clean, ProjectSink& sink, QStringList& names) {
    names << kClean;
    if (!sink.has(kClean))
        sink.write(kClean, encodePhotograph(*clean.photo, FileFormat::Png, plain(kClean)), true);
    if (!clean.mask.isNull()) {
        names << kCleanMask;
        if (!sink.has(kCleanMask)) sink.write(kCleanMask, encodeMask(clean.mask, kCleanMask), true);
    }
    return {{QStringLiteral("path"), clean.path},
            {QStringLiteral("operation"), toJson(clean.operation)},
            {QStringLiteral("seed"), QString::number(clean.seed)},
            {QStringLiteral("hasMask"), !clean.mask.isNull()}};
}

QJsonObject writeResult(const RestorationResult& result, const QString& name, bool exported,
                        ProjectSink& sink, QStringList& names) {
    const RestorationResult& whole = wholeOf(result);
    const QString part = picturePart(whole.id);
    const QString mask = maskPart(whole.id);
    QJsonObject json{{QStringLiteral("id"), whole.id},
                     {QStringLiteral("stage"), result.stage},
                     {QStringLiteral("parent"), result.parent},
                     {QStringLiteral("parentId"), result.parentId},
                     {QStringLiteral("blend"), result.blend},
                     {QStringLiteral("settings"), toJson(result.settings)},
                     {QStringLiteral("report"), toJson(result.report)},
                     {QStringLiteral("stoppedEarly"), result.stoppedEarly},
                     {QStringLiteral("exported"), exported},
                     {QStringLiteral("hasMask"), !result.mask.isNull()}};
    if (!name.isEmpty()) json[QStringLiteral("name")] = name;
    if (result.branchStep >= 0) json[QStringLiteral("branchStep")] = result.branchStep;
    names << part;
    if (!sink.has(part)) sink.write(part, encodePixels(*whole.photo.load(), part), true);
    if (result.mask.isNull()) return json;
    names << mask;
    if (!sink.has(mask)) sink.write(mask, encodeMask(result.mask, mask), true);
    return json;
}

/// Writes the timeline, and notes how many steps it has.
void writeSteps(const RestorationResult& whole, QJsonObject& json, ProjectSink& sink, QStringList& names) {
    const int steps = whole.trajectory ? whole.trajectory->size() : 0;
    for (int i = 0; i < steps; ++i) {
        names << stepPart(whole.id, i);
        if (sink.has(names.back())) continue;
        const lacuna::Bytes step = keptStep(*whole.trajectory, i);
        const auto* first = reinterpret_cast<const std::uint8_t*>(step.data());
        sink.write(names.back(), Bytes(first, first + step.size()), true);
    }
    if (steps > 0) json[QStringLiteral("steps")] = steps;
}

/// For the command line, when the project is unpacked: the parts of the project are the recipe's files.
void writeRecipePart(const Results& chain, const LoadedPhoto& source, const QString& photo, ProjectSink& sink,
                     QStringList& names) {
    if (chain.empty() || !canBeRepeated(chain)) return;
    const QString part = QStringLiteral("recipe-%1.json").arg(chain.back()->id);
    names << part;
    if (sink.has(part)) return;
    const std::filesystem::path folder("/project");
    // The zip knows whether they are whole.
    const auto file = [&folder](const QString& name) { return RecipeFile{folder / toPath(name), {}}; };
    Recipe recipe = recipeOf(chain, source);
    recipe.photo = file(source.clean ? kClean : photo);
    if (source.clean && !source.clean->mask.isNull()) recipe.degradation->mask = file(kCleanMask);
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const RestorationResult& result = *chain[i];
        if (!result.mask.isNull()) recipe.stages[i].mask = file(maskPart(wholeOf(result).id));
    }
    const std::string text = recipeToJson(recipe, folder);
    sink.write(part, Bytes(text.begin(), text.end()), false);
}

}  // namespace

void writeProject(const Project& project, ProjectSink& sink) {
    mustNotBlockGui("writeProject");
    QStringList names{kMask};
    QJsonObject json{{QStringLiteral("program"), kProgram},
                     {QStringLiteral("version"), project.source.framed ? kProjectVersion : 1}};
    json[QStringLiteral("source")] = writeSource(project.source, sink, names);
    if (project.source.clean) json[QStringLiteral("clean")] = writeClean(*project.source.clean, sink, names);
    json[QStringLiteral("settings")] = toJson(project.settings);
    json[QStringLiteral("shown")] = project.shown;
    QJsonArray results;
    const QString photo = json[QStringLiteral("source")].toObject()[QStringLiteral("part")].toString();
    for (std::size_t i = 0; i < project.results.size(); ++i) {
        // Held for both, so that it is fetched once, and only if it must be written.
        std::shared_ptr<const Photograph> held;
        const RestorationResult& whole = wholeOf(*project.results[i]);
        if (!sink.has(picturePart(whole.id))) held = whole.photo.load();
        QJsonObject result =
            writeResult(*project.results[i], project.names[i], project.exported[i], sink, names);
        if (project.keepsSteps) writeSteps(whole, result, sink, names);
        results.append(result);
        writeRecipePart(chainTo(project.results, int(i)), project.source, photo, sink, names);
    }
    json[QStringLiteral("results")] = results;
    sink.write(kMask, encodeMask(project.mask, kMask), true);
    // Last, since it names the others.
    const QByteArray index = QJsonDocument(json).toJson();
    sink.write(kIndex, Bytes(index.begin(), index.end()), false);
    sink.finish(names);
}

}  // namespace lacuna::ui
