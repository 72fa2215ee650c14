// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_io.h"

#include "core/base/error.h"
#include "core/engine/recipe_json.h"
#include "core/files/file_bytes.h"
#include "core/files/json_reader.h"
#include "core/io/colour.h"
#include "core/io/image_io.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"
#include "ui/project/project_json.h"
#include "ui/project/project_store.h"
#include "ui/services/save_recipe.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>
#include <QUuid>
#include <climits>

#include <optional>
#include <utility>

namespace lacuna::ui {

namespace {

using Bytes = std::vector<std::uint8_t>;

const QString kIndex = QStringLiteral("project.json");
const QString kMask = QStringLiteral("mask.png");
const QString kClean = QStringLiteral("clean.png");
const QString kCleanMask = QStringLiteral("clean-mask.png");
constexpr auto kProgram = "lacuna";

std::string plain(const QString& part) {
    return part.toStdString();
}

Bytes encodeMask(const QImage& mask, const QString& name) {
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

/// The photograph's own file, if it still is what was opened.
std::optional<Bytes> originalBytes(const LoadedPhoto& source) {
    const QFileInfo file(source.path);
    if (source.path.isEmpty() || !file.exists() || file.lastModified() != source.modified)
        return std::nullopt;
    try {
        return readFile(toPath(source.path));
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Writes the photograph, and what the index says about it.
QJsonObject writeSource(const LoadedPhoto& source, ProjectSink& sink, QStringList& names) {
    const Photograph& photo = *source.photo;
    const QString suffix = QFileInfo(source.path).suffix().toLower();
    const QString own = QStringLiteral("source.") + (suffix.isEmpty() ? QStringLiteral("bin") : suffix);
    const QString copy = QStringLiteral("source-pixels.png");
    QJsonObject json{{QStringLiteral("path"), source.path},
                     {QStringLiteral("title"), source.title},
                     {QStringLiteral("sample"), source.isSample},
                     {QStringLiteral("modified"), source.modified.toString(Qt::ISODateWithMs)},
                     {QStringLiteral("format"), int(photo.format)},
                     {QStringLiteral("quality"), photo.quality},
                     {QStringLiteral("pixelsPerInch"), photo.pixelsPerInch}};
    QString part = sink.has(own) ? own : copy;
    if (!sink.has(part)) {
        std::optional<Bytes> bytes = originalBytes(source);
        part = bytes ? own : copy;
        if (!bytes) bytes = encodePhotograph(photo, FileFormat::Png, plain(copy));
        sink.write(part, std::move(*bytes), true);
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

QString maskPart(const RestorationResult& result) {
    return QStringLiteral("results/%1-mask.png").arg(result.id);
}

QJsonObject writeResult(const RestorationResult& result, const QString& name, bool exported,
                        ProjectSink& sink, QStringList& names) {
    const QString part = QStringLiteral("results/%1.png").arg(result.id);
    const QString mask = maskPart(result);
    QJsonObject json{{QStringLiteral("id"), result.id},
                     {QStringLiteral("settings"), toJson(result.settings)},
                     {QStringLiteral("report"), toJson(result.report)},
                     {QStringLiteral("stoppedEarly"), result.stoppedEarly},
                     {QStringLiteral("exported"), exported},
                     {QStringLiteral("hasMask"), !result.mask.isNull()}};
    if (!name.isEmpty()) json[QStringLiteral("name")] = name;
    if (result.branchStep >= 0) json[QStringLiteral("branchStep")] = result.branchStep;
    names << part;
    if (!sink.has(part)) sink.write(part, encodePixels(*result.photo, part), true);
    if (result.mask.isNull()) return json;
    names << mask;
    if (!sink.has(mask)) sink.write(mask, encodeMask(result.mask, mask), true);
    return json;
}

/// For the command line, when the project is unpacked: the parts of the project are the recipe's files.
void writeRecipePart(const RestorationResult& result, const LoadedPhoto& source, const QString& photo,
                     ProjectSink& sink, QStringList& names) {
    if (!canBeRepeated(result)) return;
    const QString part = QStringLiteral("recipe-%1.json").arg(result.id);
    names << part;
    if (sink.has(part)) return;
    const std::filesystem::path folder("/project");
    // The zip knows whether they are whole.
    const auto file = [&folder](const QString& name) { return RecipeFile{folder / toPath(name), {}}; };
    Recipe recipe = recipeOf(result, source);
    recipe.photo = file(source.clean ? kClean : photo);
    if (source.clean && !source.clean->mask.isNull()) recipe.degradation->mask = file(kCleanMask);
    if (!result.mask.isNull()) recipe.mask = file(maskPart(result));
    const std::string text = recipeToJson(recipe, folder);
    sink.write(part, Bytes(text.begin(), text.end()), false);
}

QImage readMask(const ProjectSource& source, const QString& part, QSize size) {
    const Photograph grey = decodePhotograph(source.read(part), plain(part));
    if (grey.pixels.channels() != 1 || grey.pixels.depth() != Depth::UInt8 ||
        QSize(grey.pixels.width(), grey.pixels.height()) != size)
        throw Error(ErrorCode::InputFile, {},
                    "its part " + plain(part) + " is no mask of the photograph's size");
    return toMaskImage(grey.pixels);
}

QString textOf(const JsonReader& json, const char* key) {
    return QString::fromStdString(json.text(key));
}

LoadedPhoto readSource(const ProjectSource& source, const JsonReader& json) {
    const QString part = textOf(json, "part");
    LoadedPhoto loaded;
    Photograph photo = decodePhotograph(source.read(part), plain(part));
    photo.format = FileFormat(json.integer("format", int(FileFormat::Png), int(FileFormat::Avif)));
    photo.quality = json.integer("quality", 0, 100);
    photo.pixelsPerInch = json.number("pixelsPerInch");
    loaded.path = textOf(json, "path");
    loaded.title = textOf(json, "title");
    loaded.isSample = json.flag("sample");
    loaded.modified = QDateTime::fromString(textOf(json, "modified"), Qt::ISODateWithMs);
    loaded.profileName = QString::fromStdString(profileName(photo.metadata.icc));
    loaded.display = makeDisplayImage(photo);
    loaded.photo = std::make_shared<const Photograph>(std::move(photo));
    return loaded;
}

std::shared_ptr<const CleanPhoto> readClean(const ProjectSource& source, const JsonReader& json) {
    auto clean = std::make_shared<CleanPhoto>();
    Photograph photo = decodePhotograph(source.read(kClean), plain(kClean));
    clean->display = makeDisplayImage(photo);
    clean->path = textOf(json, "path");
    clean->operation = operationFrom(json.object("operation"));
    clean->seed = json.unsigned64("seed");
    if (json.flag("hasMask")) clean->mask = readMask(source, kCleanMask, clean->display.size());
    clean->photo = std::make_shared<const Photograph>(std::move(photo));
    return clean;
}

ResultPtr readResult(const ProjectSource& source, const JsonReader& json, const LoadedPhoto& original) {
    auto result = std::make_shared<RestorationResult>();
    // It becomes the name of a file.
    const QUuid id = QUuid::fromString(textOf(json, "id"));
    if (id.isNull()) json.failAt("id", "is no identifier");
    result->id = id.toString(QUuid::WithoutBraces);
    result->settings = settingsFrom(json.object("settings"));
    result->report = reportFrom(json.object("report"));
    result->stoppedEarly = json.flag("stoppedEarly");
    if (json.has("branchStep")) result->branchStep = json.integer("branchStep", 0, INT_MAX);
    if (json.flag("hasMask")) result->mask = readMask(source, maskPart(*result), original.display.size());
    const QString part = QStringLiteral("results/%1.png").arg(result->id);
    Photograph pixels = decodePhotograph(source.read(part), plain(part));
    // With everything that the photograph's file says; a result differs in its pixels only.
    Photograph photo = *original.photo;
    photo.pixels = std::move(pixels.pixels);
    photo.alpha = std::move(pixels.alpha);
    if (photo.pixels.channels() != original.photo->pixels.channels())
        throw Error(ErrorCode::InputFile, {}, "its part " + plain(part) + " doesn't fit the photograph");
    result->display = makeDisplayImage(photo);
    result->photo = std::make_shared<const Photograph>(std::move(photo));
    return result;
}

Project readParts(const ProjectSource& source) {
    constexpr std::size_t kMostIndex = std::size_t(256) << 20;
    const Bytes index = source.read(kIndex);
    // The project's name comes later.
    const JsonReader json({reinterpret_cast<const char*>(index.data()), index.size()}, {},
                          ErrorCode::InputFile, kMostIndex);
    if (json.text("program") != kProgram) json.failAt("program", "is not Lacuna's");
    if (json.integer("version", 1, INT_MAX) > kProjectVersion)
        json.fail("it was made by a newer version of Lacuna");
    Project project;
    project.source = readSource(source, json.object("source"));
    if (json.has("clean")) project.source.clean = readClean(source, json.object("clean"));
    project.settings = settingsFrom(json.object("settings"));
    project.mask = readMask(source, kMask, project.source.display.size());
    for (const JsonReader& result : json.objects("results")) {
        project.results.push_back(readResult(source, result, project.source));
        project.names.push_back(QString::fromStdString(result.text("name", "")));
        project.exported.push_back(result.flag("exported", false));
    }
    project.shown = json.integer("shown", ImageDocument::kOriginal, int(project.results.size()) - 1);
    return project;
}

}  // namespace

void writeProject(const Project& project, ProjectSink& sink) {
    mustNotBlockGui("writeProject");
    QStringList names{kMask};
    QJsonObject json{{QStringLiteral("program"), QLatin1String(kProgram)},
                     {QStringLiteral("version"), kProjectVersion}};
    json[QStringLiteral("source")] = writeSource(project.source, sink, names);
    if (project.source.clean) json[QStringLiteral("clean")] = writeClean(*project.source.clean, sink, names);
    json[QStringLiteral("settings")] = toJson(project.settings);
    json[QStringLiteral("shown")] = project.shown;
    QJsonArray results;
    const QString photo = json[QStringLiteral("source")].toObject()[QStringLiteral("part")].toString();
    for (std::size_t i = 0; i < project.results.size(); ++i) {
        results.append(writeResult(*project.results[i], project.names[i], project.exported[i], sink, names));
        writeRecipePart(*project.results[i], project.source, photo, sink, names);
    }
    json[QStringLiteral("results")] = results;
    sink.write(kMask, encodeMask(project.mask, kMask), true);
    // Last, since it names the others.
    const QByteArray index = QJsonDocument(json).toJson();
    sink.write(kIndex, Bytes(index.begin(), index.end()), false);
    sink.finish(names);
}

Project readProject(const ProjectSource& source) {
    mustNotBlockGui("readProject");
    try {
        return readParts(source);
    } catch (const Error& error) {
        // Whatever part it is, the project is what the user knows.
        const std::string part = error.subject().empty() ? std::string() : error.subject() + ": ";
        throw Error(error.code(), source.name().toStdString(), part + error.detail());
    }
}

}  // namespace lacuna::ui
