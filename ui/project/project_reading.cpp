// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cause.h"
#include "core/engine/framing_json.h"
#include "core/engine/recipe_job.h"
#include "core/files/file_bytes.h"
#include "core/files/json_reader.h"
#include "core/files/sha256.h"
#include "core/io/image_io.h"
#include "core/trajectory/kept_step.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/document/mask_image.h"
#include "ui/project/project_io.h"
#include "ui/project/project_json.h"
#include "ui/project/project_parts.h"
#include "ui/project/project_store.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>
#include <climits>

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <utility>

namespace lacuna::ui {

namespace {

using namespace parts;
using Bytes = std::vector<std::uint8_t>;
using Missing = Project::Missing;
using What = Missing::What;

std::string plain(const QString& part) {
    return part.toStdString();
}

QString textOf(const JsonReader& json, const char* key) {
    return QString::fromStdString(json.text(key));
}

/// What an error says, with the part that it is about.
QString sentence(const Error& error) {
    const std::string part = error.subject().empty() ? std::string() : error.subject() + ": ";
    return QString::fromStdString(part + error.detail());
}

MaskLayer readMask(const ProjectSource& source, const QString& part, QSize size) {
    const Photograph grey = decodePhotograph(source.read(part), plain(part));
    if (grey.pixels.channels() != 1 || grey.pixels.depth() != Depth::UInt8 ||
        (size.isValid() && QSize(grey.pixels.width(), grey.pixels.height()) != size))
        throw Error(ErrorCode::InputFile, {},
                    "its part " + plain(part) + " is no mask of the photograph's size");
    return toMaskLayer(grey.pixels);
}

/// `bytes` are the photograph's own file.
LoadedPhoto photoOf(const Bytes& bytes, const QString& name, int page = 1,
                    const std::vector<Framing>& framings = {}) {
    LoadedPhoto loaded = readyToShow(
        framed(decodePhotograph(bytes, plain(name), {.page = page, .partial = true}), framings, plain(name)));
    loaded.original = PictureStore::instance().keep(std::as_bytes(std::span(bytes)));
    return loaded;
}

/// Reads one project, part by part.
class Reading {
  public:
    explicit Reading(const ProjectSource& source) : mSource(source) {}

    Project read() {
        const std::optional<JsonReader> index = readIndex();
        if (index) {
            readParts(*index);
        } else {
            readWithoutIndex();
        }
        return std::move(mProject);
    }

  private:
    /// Calls `step`; a part that is missing or damaged is noted, and the others are read nevertheless.
    bool attempt(What what, const QString& result, const std::function<void()>& step) {
        try {
            step();
            return true;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::OutOfMemory) throw;
            mProject.missing.push_back({what, result, sentence(error)});
            return false;
        }
    }

    /// Nothing: it is damaged.
    std::optional<JsonReader> readIndex() {
        constexpr std::size_t kMostIndex = std::size_t(256) << 20;
        std::optional<JsonReader> json;
        attempt(What::Index, {}, [&] {
            const Bytes index = mSource.read(kIndex);
            // The project's name comes later.
            json.emplace(std::string_view(reinterpret_cast<const char*>(index.data()), index.size()),
                         std::string(), ErrorCode::InputFile, kMostIndex);
        });
        if (!json) return json;
        if (json->text("program") != plain(kProgram)) json->failAt("program", "is not Lacuna's");
        if (json->integer("version", 1, INT_MAX) > kProjectVersion)
            json->fail("it was made by a newer version of Lacuna");
        return json;
    }

    void readParts(const JsonReader& json) {
        const bool hasPhoto =
            attempt(What::Photograph, {}, [&] { mProject.source = readPhotograph(json.object("source")); });
        if (!hasPhoto) {
            try {
                mProject.source = readFromElsewhere(json.object("source"));
            } catch (const Error& error) {
                if (error.code() == ErrorCode::OutOfMemory) throw;
            }
        }
        readMaskPart();
        if (json.has("clean") && mProject.source.photo)
            attempt(What::CleanPhotograph, {},
                    [&] { mProject.source.clean = readClean(json.object("clean")); });
        attempt(What::Settings, {}, [&] { mProject.settings = settingsFrom(json.object("settings")); });
        std::vector<JsonReader> results;
        attempt(What::Index, {}, [&] { results = json.objects("results"); });
        int shown = ImageDocument::kOriginal;
        attempt(What::Index, {},
                [&] { shown = json.integer("shown", ImageDocument::kOriginal, int(results.size()) - 1); });
        for (std::size_t i = 0; i < results.size(); ++i) {
            QString name;
            const bool whole = attempt(What::Result, {}, [&] { name = textOr(results[i], "name"); }) &&
                               attempt(What::Result, name, [&] { addResult(results[i], name); });
            if (whole && int(i) == shown) mProject.shown = int(mProject.results.size()) - 1;
        }
        if (!mProject.source.photo) standIn();
    }

    static QString textOr(const JsonReader& json, const char* key) {
        return QString::fromStdString(json.text(key, ""));
    }

    void readMaskPart() {
        attempt(What::Mask, {},
                [&] { mProject.mask = readMask(mSource, kMask, mProject.source.display.size()); });
    }

    LoadedPhoto readPhotograph(const JsonReader& json) const {
        const QString part = textOf(json, "part");
        const Bytes bytes = mSource.read(part);
        if (part != kPixels)
            return described(photoOf(bytes, part, pageOf(json), framingsFrom(json, "framings")), json);
        Photograph photo = decodePhotograph(bytes, plain(part));
        photo.format = FileFormat(json.integer("format", int(FileFormat::Png), int(FileFormat::Avif)));
        photo.quality = json.integer("quality", 0, 100);
        photo.pixelsPerInch = json.number("pixelsPerInch");
        return described(readyToShow(std::move(photo)), json);
    }

    /// Of the photograph's file; projects made before files had pages don't say.
    static int pageOf(const JsonReader& json) {
        return json.has("page") ? json.integer("page", 1, INT_MAX) : 1;
    }

    static LoadedPhoto described(LoadedPhoto loaded, const JsonReader& json) {
        loaded.path = textOf(json, "path");
        loaded.title = textOf(json, "title");
        loaded.isSample = json.flag("sample");
        loaded.modified = QDateTime::fromString(textOf(json, "modified"), Qt::ISODateWithMs);
        if (!json.has("framings")) return loaded;
        auto from = std::make_shared<FramedFrom>();
        from->framings = framingsFrom(json, "framings");
        from->path = std::exchange(loaded.path, {});
        from->isSample = std::exchange(loaded.isSample, false);
        from->file = std::exchange(loaded.original, nullptr);
        loaded.framed = std::move(from);
        return loaded;
    }

    /// The photograph from the file that it was read from, if that is known to be still the same.
    static LoadedPhoto readFromElsewhere(const JsonReader& json) {
        const QString path = textOf(json, "path");
        const std::string hash = json.text("sha256", "");
        const Bytes bytes = readFile(toPath(path));
        if (hash.empty() || hash != sha256(std::as_bytes(std::span(bytes))))
            throw Error(ErrorCode::InputFile, path.toStdString(), "it has changed since");
        return described(photoOf(bytes, path, pageOf(json), framingsFrom(json, "framings")), json);
    }

    /// A grey picture with the size of the mask, or else of the first result.
    void standIn() {
        if (mProject.mask.isNull() && mProject.results.empty())
            throw Error(ErrorCode::InputFile, {}, mProject.missing.front().detail.toStdString());
        Photograph grey;
        int channels = 3;
        Depth depth = Depth::UInt8;
        QSize size = mProject.mask.size();
        if (!mProject.results.empty()) {
            const StoredPhoto& photo = mProject.results.front()->photo;
            channels = photo.channels();
            depth = photo.depth();
            grey.format = photo.facts().format;
            if (mProject.mask.isNull()) size = photo.size();
        }
        grey.pixels = ImageBuffer(size.width(), size.height(), channels, depth);
        std::memset(grey.pixels.data(), 0x80, grey.pixels.byteCount());
        LoadedPhoto source = readyToShow(std::move(grey));
        source.title = QFileInfo(mSource.name()).completeBaseName();
        mProject.source = std::move(source);
    }

    std::shared_ptr<const CleanPhoto> readClean(const JsonReader& json) const {
        auto clean = std::make_shared<CleanPhoto>();
        LoadedPhoto loaded = readyToShow(decodePhotograph(mSource.read(kClean), plain(kClean)));
        clean->photo = loaded.photo;
        clean->display = loaded.display;
        clean->path = textOf(json, "path");
        clean->operation = operationFrom(json.object("operation"));
        clean->seed = json.unsigned64("seed");
        if (json.flag("hasMask")) clean->mask = readMask(mSource, kCleanMask, clean->display.size());
        return clean;
    }

    void addResult(const JsonReader& json, const QString& name) {
        // It becomes the name of a file.
        const QUuid id = QUuid::fromString(textOf(json, "id"));
        if (id.isNull()) json.failAt("id", "is no identifier");
        auto result = std::make_shared<RestorationResult>();
        result->id = result->stage = id.toString(QUuid::WithoutBraces);
        readPicture(*result);
        double blend = 1;
        attempt(What::ResultFacts, name, [&] {
            readPlace(*result, json);
            result->settings = settingsFrom(json.object("settings"));
            // Version 0.1 gave fills no grain.
            if (!json.object("settings").has("grain")) result->settings.grain = Grain::Off;
            result->keepsUnmarked = result->settings.keepsUnmarked() && inputKeepsUnmarked(*result);
            result->report = reportFrom(json.object("report"));
            result->stoppedEarly = json.flag("stoppedEarly");
            if (json.has("branchStep")) result->branchStep = json.integer("branchStep", 0, INT_MAX);
            if (json.flag("hasMask")) readResultMask(*result);
            blend = json.number("blend", 1, 0, 1);
        });
        attempt(What::Steps, name, [&] { readSteps(*result, json); });
        ResultPtr blended = result;
        if (blend < 1) attempt(What::ResultFacts, name, [&] { blended = blendedAgain(result, blend); });
        add(std::move(blended), name, json.flag("exported", false));
    }

    /// Its timeline, if it is in the project. All timelines of a project share a store of their own.
    void readSteps(RestorationResult& result, const JsonReader& json) {
        constexpr std::int64_t kMostSteps = 1 << 20;
        const auto steps = int(json.integer("steps", 0, 0, kMostSteps));
        if (steps == 0) return;
        if (!mSteps) {
            SpillStore::Limits limits;
            limits.folder = toPath(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
            mSteps = std::make_shared<SpillStore>(limits);
        }
        KeptSteps kept(mSteps, plain(stepPart(result.id, 0)));
        for (int i = 0; i < steps; ++i) {
            const Bytes bytes = mSource.read(stepPart(result.id, i));
            kept.add(std::as_bytes(std::span(bytes)));
        }
        result.trajectory = kept.trajectory();
    }

    /// Its place in the chain of results.
    static void readPlace(RestorationResult& result, const JsonReader& json) {
        if (json.has("stage")) result.stage = textOf(json, "stage");
        result.parent = textOr(json, "parent");
        result.parentId = textOr(json, "parentId");
    }

    /// The result that it was made from; null: it was the photograph, or that result could not be read.
    ResultPtr parentOf(const RestorationResult& result) const {
        const int index = indexOfStage(mProject.results, result.parent);
        return index < 0 ? nullptr : mProject.results[std::size_t(index)];
    }

    bool inputKeepsUnmarked(const RestorationResult& result) const {
        const ResultPtr parent = parentOf(result);
        return parent ? parent->keepsUnmarked : result.parent.isEmpty();
    }

    /// Its picture in the file is the whole restoration.
    ResultPtr blendedAgain(const ResultPtr& result, double share) const {
        const ResultPtr parent = parentOf(*result);
        const std::shared_ptr<const Photograph> input = parent                     ? parent->photo.load()
                                                        : result->parent.isEmpty() ? mProject.source.photo
                                                                                   : nullptr;
        if (!input || QSize(input->pixels.width(), input->pixels.height()) != result->photo.size())
            throw Error(ErrorCode::InputFile, {}, "what it is blended with is missing");
        return withBlend(result, *input, share);
    }

    void add(ResultPtr result, const QString& name, bool exported) {
        mProject.results.push_back(std::move(result));
        mProject.names.push_back(name);
        mProject.exported.push_back(exported);
    }

    void readPicture(RestorationResult& result) const {
        const QString part = picturePart(result.id);
        Photograph pixels = decodePhotograph(mSource.read(part), plain(part));
        Photograph photo;
        if (const Photograph* original = mProject.source.photo.get()) {
            if (pixels.pixels.channels() != original->pixels.channels())
                throw Error(ErrorCode::InputFile, {},
                            "its part " + plain(part) + " doesn't fit the photograph");
            // With everything that the photograph's file says; a result differs in its pixels only.
            photo = *original;
        }
        photo.pixels = std::move(pixels.pixels);
        photo.alpha = std::move(pixels.alpha);
        result.display = inStore(makeDisplayImage(photo));
        result.photo = StoredPhoto(std::move(photo));
    }

    void readResultMask(RestorationResult& result) const {
        result.mask = readMask(mSource, maskPart(result.id), mProject.source.display.size());
    }

    /// By the names of the parts alone; how the results were made is lost.
    void readWithoutIndex() {
        const QStringList parts = mSource.parts();
        const auto isPhoto = [](const QString& part) { return part.startsWith(QLatin1String("source")); };
        const auto photo = std::find_if(parts.begin(), parts.end(), isPhoto);
        if (photo != parts.end()) {
            attempt(What::Photograph, {}, [&] {
                const Bytes bytes = mSource.read(*photo);
                mProject.source = *photo == kPixels ? readyToShow(decodePhotograph(bytes, plain(*photo)))
                                                    : photoOf(bytes, *photo);
                mProject.source.title = QFileInfo(mSource.name()).completeBaseName();
            });
        }
        if (parts.contains(kMask)) readMaskPart();
        for (const QString& part : parts) {
            const QUuid id = QUuid::fromString(QFileInfo(part).completeBaseName());
            if (id.isNull() || part != picturePart(id.toString(QUuid::WithoutBraces))) continue;
            attempt(What::Result, {}, [&] {
                auto result = std::make_shared<RestorationResult>();
                result->id = result->stage = id.toString(QUuid::WithoutBraces);
                readPicture(*result);
                if (parts.contains(maskPart(result->id)))
                    attempt(What::ResultFacts, {}, [&] { readResultMask(*result); });
                add(std::move(result), {}, false);
            });
        }
        if (!mProject.source.photo) standIn();
    }

    const ProjectSource& mSource;
    std::shared_ptr<SpillStore> mSteps;  ///< null until it is needed
    Project mProject;
};

}  // namespace

Project readProject(const ProjectSource& source) {
    mustNotBlockGui("readProject");
    try {
        return Reading(source).read();
    } catch (const CausedError& error) {
        if (error.subject() == source.name().toStdString()) throw;
        throw Error(error.code(), source.name().toStdString(), sentence(error).toStdString());
    } catch (const Error& error) {
        // Whatever part it is, the project is what the user knows.
        throw Error(error.code(), source.name().toStdString(), sentence(error).toStdString());
    }
}

}  // namespace lacuna::ui
