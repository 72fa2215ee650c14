// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/recipe_job.h"
#include "core/engine/recipe_json.h"
#include "core/files/file_bytes.h"
#include "core/files/sha256.h"
#include "core/files/zip_file.h"
#include "core/io/image_io.h"
#include "core/sampling/solver_registry.h"
#include "core/trajectory/trajectory.h"
#include "tests/core/files/file_size_limit.h"
#include "tests/core/files/synchronised.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/project/missing_text.h"
#include "ui/project/project_io.h"
#include "ui/project/project_json.h"
#include "ui/project/project_store.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using What = Project::Missing::What;

/// Every field away from its default.
RestorationSettings unusualSettings() {
    RestorationSettings settings;
    settings.task = Task::Deblur;
    settings.kernel.kind = KernelSpec::kWeights;
    settings.kernel.values.set("sigma", 2.25);
    settings.kernel.width = 3;
    settings.kernel.height = 1;
    settings.kernel.weights = {0.25F, 0.5F, 0.1F};
    settings.kernel.path = "/a/psf.png";
    settings.scale = 8;
    settings.noise = {0.125, 3, 7.5, 22};
    settings.noiseKind = NoiseKind::Grain;
    settings.measuredNoise = namedNoises().back().make();
    settings.keepUnmasked = false;
    settings.fill = Fill::Borrowed;
    settings.grain = Grain::On;
    settings.hug = true;
    settings.linearLight = LinearLight::On;
    settings.strength = Strength::Strong;
    settings.effort = Effort::Quick;
    settings.isCustom = true;
    settings.custom.values = {
        {"step", "gradient"}, {"steps", std::int64_t{33}}, {"inner", std::int64_t{4}}, {"prior_pull", 0.3},
        {"eta", 0.7},         {"sigma_max", 3.5},          {"initialisation", "data"}};
    settings.custom = completed(settings.custom);
    settings.model = {"another", Precision::BFloat16, 7};
    settings.compute = {DeviceChoice::Cpu, 3, 256, (std::uint64_t(1) << 60) + 1};
    settings.seed = (quint64(1) << 63) + 5;
    return settings;
}

/// A file on the disk, opened, with a mask and two results.
struct Example {
    Example() {
        path = folder.filePath(QStringLiteral("photo.png"));
        ui::test::offGui([this] {
            Photograph photo = ui::test::makePhoto(60, 40);
            photo.metadata.xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";
            writePhotograph(photo, path.toStdString());
            const std::vector<std::uint8_t> bytes = readFile(path.toStdString());
            project.source = readyToShow(decodePhotograph(bytes, path.toStdString()));
            project.source.original = PictureStore::instance().keep(std::as_bytes(std::span(bytes)));
        });
        project.source.path = path;
        project.source.title = QStringLiteral("photo.png");
        project.source.modified = QFileInfo(path).lastModified();
        project.settings = unusualSettings();
        project.mask = MaskLayer(QSize(60, 40));
        project.mask.fill(7, 9, 9, 255);
        project.mask.fill(8, 9, 9, 140);
        project.mask.changed(project.mask.rect());
        for (const int by : {10, 20}) {
            auto result = std::make_shared<RestorationResult>();
            Photograph photo = *project.source.photo;
            for (int x = 0; x < 60; ++x)
                photo.pixels.setSample(x, 7, 1, by);
            result->photo = std::make_shared<const Photograph>(photo);
            ui::test::offGui([&] { result->display = makeDisplayImage(photo); });
            result->settings.seed = quint64(by);
            result->mask = project.mask;
            result->stoppedEarly = by == 20;
            result->branchStep = by == 20 ? 2 : -1;
            result->report.solver = "VML-MAP (fixed point)";
            result->report.seed = quint64(by);
            result->report.residual = 1.0625;
            if (by == 10) result->report.psnr = 30.25;
            if (by == 10) result->report.ssim = 0.875;
            result->report.notes = {{.code = NoteCode::SmallerTiles, .tile = 96},
                                    {.code = NoteCode::ModelOnCpu, .device = "cuda:0"}};
            result->report.history = {{0, 1, 2, 0.5, {1, 2, 3, 4}, 31.5, by == 10 ? 0.9 : 0.5, by / 10 - 1}};
            result->report.levels = 2;
            result->report.fullEvaluations = 12.5;
            result->report.grain = 3.25;
            result->report.peakBytes = 123'456'789'012;
            result->report.light = "sRGB";
            project.results.push_back(result);
            project.names.push_back(by == 20 ? QStringLiteral("the good one") : QString());
            project.exported.push_back(by == 10);
        }
        project.shown = 1;
    }

    QTemporaryDir folder;
    QString path;
    Project project;
};

void compareProjects(const Project& read, const Project& written) {
    QCOMPARE(read.source.path, written.source.path);
    QCOMPARE(read.source.title, written.source.title);
    QVERIFY(read.source.photo->pixels == written.source.photo->pixels);
    QVERIFY(read.source.photo->metadata == written.source.photo->metadata);
    QCOMPARE(read.source.photo->format, written.source.photo->format);
    QVERIFY(read.mask == written.mask);
    QVERIFY(read.settings == written.settings);
    QCOMPARE(read.shown, written.shown);
    QCOMPARE(read.exported, written.exported);
    QCOMPARE(read.names, written.names);
    QCOMPARE(read.results.size(), written.results.size());
    for (std::size_t i = 0; i < read.results.size(); ++i) {
        const RestorationResult& a = *read.results[i];
        const RestorationResult& b = *written.results[i];
        QCOMPARE(a.id, b.id);
        QVERIFY(ui::test::pixelsOf(a) == ui::test::pixelsOf(b));
        QVERIFY(a.photo.facts().metadata == b.photo.facts().metadata);
        QVERIFY(a.display.level(0) == b.display.level(0));
        QVERIFY(a.settings == b.settings);
        QVERIFY(a.mask == b.mask);
        QCOMPARE(a.stoppedEarly, b.stoppedEarly);
        QCOMPARE(a.branchStep, b.branchStep);
        QCOMPARE(a.report.solver, b.report.solver);
        QCOMPARE(a.report.seed, b.report.seed);
        QCOMPARE(a.report.residual, b.report.residual);
        QCOMPARE(a.report.peakBytes, b.report.peakBytes);
        QVERIFY(a.report.notes == b.report.notes);
        QCOMPARE(a.report.history.size(), std::size_t(1));
        QCOMPARE(a.report.history[0].loss.deltaLoss, 4.0);
        QVERIFY(a.report.history[0].psnr == 31.5 && a.report.history[0].ssim == b.report.history[0].ssim);
        QVERIFY(a.report.psnr == b.report.psnr && a.report.ssim == b.report.ssim);
        QCOMPARE(a.report.history[0].level, b.report.history[0].level);
        QCOMPARE(a.report.levels, b.report.levels);
        QCOMPARE(a.report.fullEvaluations, b.report.fullEvaluations);
        QCOMPARE(a.report.grain, b.report.grain);
    }
}

/// As if the example had been degraded from a lighter one.
void addClean(Project& project) {
    auto clean = std::make_shared<CleanPhoto>();
    Photograph photo = *project.source.photo;
    photo.pixels.setSample(3, 4, 1, 250);
    ui::test::offGui([&] { clean->display = makeDisplayImage(photo); });
    clean->photo = std::make_shared<const Photograph>(std::move(photo));
    clean->path = QStringLiteral("/somewhere/clean.png");
    clean->operation = operationOf(unusualSettings());
    clean->seed = (quint64(1) << 63) + 9;
    clean->mask = project.mask;
    project.source.clean = clean;
}

QString zipOf(const Project& project, const QTemporaryDir& folder) {
    const QString path = folder.filePath(QStringLiteral("work.lacuna"));
    ui::test::offGui([&] {
        ZipSink sink(path);
        writeProject(project, sink);
    });
    return path;
}

Project readZip(const QString& path) {
    Project project;
    ui::test::offGui([&] { project = readProject(ZipSource(path)); });
    return project;
}

/// The error that reading gives; nothing where it gives none.
std::optional<Error> errorOf(const QString& path) {
    std::optional<Error> error;
    ui::test::offGui([&] {
        try {
            readProject(ZipSource(path));
        } catch (const Error& caught) {
            error = caught;
        }
    });
    return error;
}

/// The parts of a project, to be spoilt.
using Parts = std::map<std::string, std::vector<std::uint8_t>>;

void changeParts(const QString& path, const std::function<void(Parts&)>& change) {
    Parts parts;
    {
        const ZipReader zip(path.toStdString());
        for (const std::string& name : zip.names())
            parts[name] = zip.read(name, 1 << 20);
    }
    change(parts);
    ZipWriter out(path.toStdString());
    for (const auto& [name, bytes] : parts)
        out.add(name, bytes, ZipWriter::Compression::Deflate);
    out.commit();
}

void changeIndex(Parts& parts, const std::function<void(QJsonObject&)>& change) {
    std::vector<std::uint8_t>& bytes = parts["project.json"];
    QJsonObject json = QJsonDocument::fromJson(
                           QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())))
                           .object();
    change(json);
    const QByteArray index = QJsonDocument(json).toJson();
    bytes.assign(index.begin(), index.end());
}

}  // namespace

class TestProject : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void zipRoundTrips() {
        Example example;
        compareProjects(readZip(zipOf(example.project, example.folder)), example.project);
    }

    /// Results that can be made again have their recipe beside them, whose files are the project's parts.
    void recipesAreInside() {
        Example example;
        const QString path = zipOf(example.project, example.folder);
        const ZipReader zip(path.toStdString());
        const auto part = [&](std::size_t i) {
            return QStringLiteral("recipe-%1.json").arg(example.project.results[i]->id).toStdString();
        };
        const auto bytes = zip.read(part(0), 1 << 20);
        const Recipe recipe =
            recipeFromJson(std::string(bytes.begin(), bytes.end()), "/unpacked/recipe.json");
        QCOMPARE(recipe.photo.path.parent_path().string(), std::string("/unpacked"));
        QVERIFY(!zip.read(recipe.photo.path.filename().string(), 1 << 20).empty());
        QVERIFY(recipe.stages[0].mask);
        QVERIFY(
            !zip.read(recipe.stages[0].mask->path.lexically_relative("/unpacked").string(), 1 << 20).empty());
        QCOMPARE(recipe.stages[0].seed, std::uint64_t(10));
        QCOMPARE(recipe.resultHash, hashOf(ui::test::pixelsOf(*example.project.results[0])));
        // One that was stopped, from a branch, has none.
        QVERIFY_EXCEPTION_THROWN(zip.read(part(1), 1 << 20), Error);
    }

    /// Only if the user wants it; a damaged step costs its timeline and nothing else.
    void timelinesReturnIfWanted() {
        Example example;
        const auto run = std::make_shared<Trajectory>(std::make_shared<SpillStore>(SpillStore::Limits{}));
        for (int i = 0; i < 3; ++i) {
            TrajectoryStep step;
            step.progress.step = i;
            step.progress.steps = 3;
            step.progress.sigma = 3 - i;
            step.width = step.resultWidth = 60;
            step.height = step.resultHeight = 40;
            Bytes estimate(60 * 40 * 6, std::byte(20 + i));
            run->add(step, estimate, estimate);
            run->addState(0, i, Bytes(33, std::byte(i)));
        }
        auto result = std::make_shared<RestorationResult>(*example.project.results[0]);
        result->trajectory = run;
        example.project.results[0] = result;
        QVERIFY(!readZip(zipOf(example.project, example.folder)).results[0]->trajectory);
        example.project.keepsSteps = true;
        const QString path = zipOf(example.project, example.folder);
        const Project read = readZip(path);
        compareProjects(read, example.project);
        const auto& found = read.results[0]->trajectory;
        QVERIFY(found);
        QVERIFY(!read.results[1]->trajectory);
        QCOMPARE(found->size(), 3);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(found->picture(i, StepPicture::Estimate) == run->picture(i, StepPicture::Estimate));
            QVERIFY(*found->states(i).front() == *run->states(i).front());
        }
        const std::string second = "results/" + result->id.toStdString() + "-step-1.bin";
        for (const bool gone : {true, false}) {
            changeParts(path, [&](Parts& parts) {
                QCOMPARE(parts.count(second), std::size_t(1));
                if (gone)
                    parts.erase(second);
                else
                    parts[second][16] = 99;
            });
            const Project broken = readZip(path);
            QCOMPARE(broken.missing.size(), std::size_t(1));
            QCOMPARE(broken.missing[0].what, What::Steps);
            QVERIFY(!broken.results[0]->trajectory);
            QVERIFY(ui::test::pixelsOf(*broken.results[0]) == ui::test::pixelsOf(*result));
            QVERIFY(describeMissing(broken, QString()).text.contains(QLatin1Char('1')));
            zipOf(example.project, example.folder);
        }
    }

    void cleanPhotographReturns() {
        Example example;
        addClean(example.project);
        const Project read = readZip(zipOf(example.project, example.folder));
        QVERIFY(read.source.clean);
        const CleanPhoto& a = *read.source.clean;
        const CleanPhoto& b = *example.project.source.clean;
        QVERIFY(a.photo->pixels == b.photo->pixels);
        QVERIFY(a.display.level(0) == b.display.level(0));
        QCOMPARE(a.path, b.path);
        QVERIFY(a.operation == b.operation);
        QCOMPARE(a.seed, b.seed);
        QVERIFY(a.mask == b.mask);
    }

    /// The photograph's own bytes are inside, so that the project outlives its file.
    void projectOutlivesItsPhotograph_data() {
        QTest::addColumn<bool>("before");
        QTest::newRow("file removed after saving") << false;
        QTest::newRow("file removed before saving") << true;
    }
    void projectOutlivesItsPhotograph() {
        QFETCH(bool, before);
        Example example;
        if (before) QVERIFY(QFile::remove(example.path));
        const QString path = zipOf(example.project, example.folder);
        if (!before) QVERIFY(QFile::remove(example.path));
        const Project read = readZip(path);
        QVERIFY(read.source.photo->pixels == example.project.source.photo->pixels);
    }

    /// In a folder what never changes is written once.
    void folderKeepsWhatIsThere() {
        Example example;
        const QString path = example.folder.filePath(QStringLiteral("slot"));
        const auto write = [&] {
            ui::test::offGui([&] {
                ProjectFolder folder(path);
                writeProject(example.project, folder);
            });
        };
        write();
        Project read;
        ui::test::offGui([&] { read = readProject(ProjectFolder(path)); });
        compareProjects(read, example.project);
        const QString result = path + QStringLiteral("/results/%1.png").arg(example.project.results[1]->id);
        QFile file(result);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QDateTime old = QDateTime::currentDateTime().addDays(-1);
        QVERIFY(file.setFileTime(old, QFileDevice::FileModificationTime));
        file.close();
        example.project.mask.fill(3, 3, 3, 255);
        example.project.mask.changed(example.project.mask.rect());
        example.project.results.erase(example.project.results.begin());
        example.project.names.erase(example.project.names.begin());
        example.project.exported.erase(example.project.exported.begin());
        example.project.shown = 0;
        write();
        QCOMPARE(QFileInfo(result).lastModified().toSecsSinceEpoch(), old.toSecsSinceEpoch());
        QCOMPARE(QDir(path + QStringLiteral("/results")).entryList(QDir::Files).size(),
                 2);  // it and its mask
        ui::test::offGui([&] { read = readProject(ProjectFolder(path)); });
        compareProjects(read, example.project);
    }

    /// As 0.1.0 wrote them.
    void opensOlderProjects() {
        const Project read = readZip(QStringLiteral(LACUNA_TEST_DATA "/compat/inpaint.lacuna"));
        QCOMPARE(read.source.title, QStringLiteral("photo.jpg"));
        QCOMPARE(read.source.photo->format, FileFormat::Jpeg);
        QVERIFY(read.source.photo->pixels == readPhotograph(LACUNA_TEST_DATA "/compat/photo.jpg").pixels);
        QCOMPARE(int(read.mask.value(0, {10, 10})), 255);
        QCOMPARE(int(read.mask.value(0, {12, 10})), 160);
        QCOMPARE(int(read.mask.value(0, {13, 10})), 90);
        QVERIFY(read.settings.task == Task::Deblur && read.settings.scale == 4);
        QVERIFY(read.settings.kernel.weights == (std::vector{0.25F, 0.5F, 0.25F}));
        QVERIFY(read.settings.noise == (std::vector{0.5, 3.0, 7.5, 22.0}));
        QVERIFY(read.settings.strength == Strength::Strong && read.settings.effort == Effort::Quick);
        QVERIFY(!read.settings.keepUnmasked && read.settings.isCustom);
        QCOMPARE(read.settings.custom.values.integer("steps"), 3);
        QCOMPARE(read.settings.custom.values.word("step"), "single");
        QCOMPARE(read.settings.model.nameOrPath, std::string("photo-fast"));
        QCOMPARE(read.settings.model.precision, Precision::BFloat16);
        QCOMPARE(read.settings.compute.memoryLimit, (std::uint64_t(1) << 60) + 1);
        QCOMPARE(read.settings.seed, (quint64(1) << 63) + 5);
        QCOMPARE(read.shown, 0);
        QCOMPARE(read.exported, (std::vector{true, false}));
        QCOMPARE(read.names, (std::vector{QStringLiteral("the good one"), QString()}));
        const Report& report = read.results.at(0)->report;
        QCOMPARE(report.evaluations, 3);
        QCOMPARE(report.history.size(), std::size_t(3));
        QVERIFY(report.notes.empty());
        // There were no fills to choose from; a new run of inpainting gives grain where it finds some.
        QVERIFY(read.settings.fill == Fill::MostProbable && !read.settings.hug);
        QCOMPARE(read.settings.grain, Grain::Auto);
        QCOMPARE(read.results[0]->settings.grain, Grain::Off);
        // A blur was one of the file's values.
        QCOMPARE(read.settings.linearLight, LinearLight::Off);
        QCOMPARE(read.results[0]->settings.linearLight, LinearLight::Off);
        QVERIFY(report.levels == 0 && report.history[0].level == 0);
        QVERIFY(read.results[0]->mask == read.mask);
        QVERIFY(read.results[1]->stoppedEarly);
        QCOMPARE(read.results[1]->branchStep, 1);
        const std::vector<Note>& notes = read.results[1]->report.notes;
        QCOMPARE(notes.size(), std::size_t(4));
        QCOMPARE(toText(notes[2]), std::string("memory ran out; tried again in tiles of 256 pixels"));

        const Project degraded = readZip(QStringLiteral(LACUNA_TEST_DATA "/compat/deblur.lacuna"));
        QVERIFY(degraded.source.clean);
        QCOMPARE(degraded.source.clean->operation.kernel.kind, "motion");
        QCOMPARE(degraded.source.clean->operation.kernel.values.real("angle"), 30.0);
        QCOMPARE(degraded.source.clean->seed, quint64(7));
        QVERIFY(!degraded.source.clean->operation.inLight);
        QVERIFY(degraded.source.clean->photo->pixels == read.source.photo->pixels);
        QVERIFY(degraded.results.at(0)->report.psnr > 29.0);
    }

    void documentComesBack() {
        Example example;
        const std::unique_ptr<ImageDocument> document = makeDocument(example.project);
        QVERIFY(document->mask().isMarked({9, 7}) && document->mask().isMarked({9, 8}));
        QCOMPARE(document->results().size(), std::size_t(2));
        QVERIFY(document->isSaved(document->results()[0]));
        QVERIFY(!document->isSaved(document->results()[1]));
        QVERIFY(document->hasUnsavedResults());
        document->setKept(keptWork(example.project));
        QVERIFY(!document->unsaved().any());
        QVERIFY(!document->history().canUndo());
        compareProjects(snapshot(*document), example.project);
    }

    /// What is no project of this version is not opened at all.
    void foreignProjectIsExplained_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("another program")
            << QStringLiteral("program") << QJsonValue(QStringLiteral("gimp")) << "program";
        QTest::newRow("no program") << QStringLiteral("program") << QJsonValue() << "program";
        QTest::newRow("newer") << QStringLiteral("version") << QJsonValue(99) << "newer version";
    }
    void foreignProjectIsExplained() {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, says);
        Example example;
        const QString path = zipOf(example.project, example.folder);
        changeParts(path,
                    [&](Parts& parts) { changeIndex(parts, [&](QJsonObject& json) { json[key] = value; }); });
        const std::optional<Error> error = errorOf(path);
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::InputFile);
        QCOMPARE(QString::fromStdString(error->subject()), path);
        QVERIFY2(QString::fromStdString(error->detail()).contains(says), error->detail().c_str());
    }

    /// Whatever part is broken, the others are opened, and it is said which one isn't there.
    void brokenPartIsNamed_data() {
        using Change = std::function<void(Parts&)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("says");
        const auto index = [](const std::function<void(QJsonObject&)>& change) {
            return Change([change](Parts& parts) { changeIndex(parts, change); });
        };
        const auto set = [&](const QString& key, const QJsonValue& value) {
            return index([key, value](QJsonObject& json) { json[key] = value; });
        };
        const auto in = [&](const QString& part, const QString& key, const QJsonValue& value) {
            return index([part, key, value](QJsonObject& json) {
                QJsonObject inner = json[part].toObject();
                inner[key] = value;
                json[part] = inner;
            });
        };
        const auto inResult = [&](const QString& key, const QJsonValue& value) {
            return index([key, value](QJsonObject& json) {
                QJsonArray results = json[QStringLiteral("results")].toArray();
                QJsonObject first = results[0].toObject();
                first[key] = value;
                results[0] = first;
                json[QStringLiteral("results")] = results;
            });
        };
        const auto without = [](const char* name) {
            return Change([name](Parts& parts) { QCOMPARE(parts.erase(name), std::size_t(1)); });
        };
        const auto cut = [](const char* name) {
            return Change([name](Parts& parts) { parts.at(name).resize(parts.at(name).size() / 2); });
        };
        const QString settings = QStringLiteral("settings");
        const int theSettings = int(What::Settings);
        QTest::newRow("no settings") << set(settings, 3) << theSettings << "\"settings\" must be an object";
        QTest::newRow("unknown task")
            << in(settings, QStringLiteral("task"), QStringLiteral("colour")) << theSettings << "task";
        QTest::newRow("scale") << in(settings, QStringLiteral("scale"), 9000) << theSettings << "scale";
        QTest::newRow("seed") << in(settings, QStringLiteral("seed"), QStringLiteral("-1x")) << theSettings
                              << "seed";
        QTest::newRow("noise") << in(settings, QStringLiteral("noise"), QJsonArray{1}) << theSettings
                               << "\"settings.noise\" must be one number for each task";
        QTest::newRow("no photograph") << without("source.png") << int(What::Photograph) << "source.png";
        QTest::newRow("photograph cut off") << cut("source.png") << int(What::Photograph) << "source.png";
        QTest::newRow("photograph not named")
            << set(QStringLiteral("source"), 3) << int(What::Photograph) << "source";
        QTest::newRow("no mask") << without("mask.png") << int(What::Mask) << "mask.png";
        QTest::newRow("mask cut off") << cut("mask.png") << int(What::Mask) << "mask.png";
        QTest::newRow("photograph for a mask")
            << Change([](Parts& parts) { parts["mask.png"] = parts["source.png"]; }) << int(What::Mask)
            << "mask";
        QTest::newRow("no clean photograph")
            << without("clean.png") << int(What::CleanPhotograph) << "clean.png";
        QTest::newRow("a result's name") << inResult(QStringLiteral("id"), QStringLiteral("../../escape"))
                                         << int(What::Result) << "identifier";
        QTest::newRow("a result's report")
            << inResult(QStringLiteral("report"), 3) << int(What::ResultFacts) << "report";
        QTest::newRow("a result's settings")
            << inResult(QStringLiteral("settings"), QJsonObject()) << int(What::ResultFacts) << "task";
        QTest::newRow("a result's picture") << Change([](Parts& parts) {
            const auto found = std::find_if(parts.begin(), parts.end(), [](const auto& part) {
                return part.first.starts_with("results/") && !part.first.ends_with("-mask.png");
            });
            found->second.resize(60);
        }) << int(What::Result) << "results/";
        QTest::newRow("shown") << set(QStringLiteral("shown"), 9) << int(What::Index) << "shown";
        QTest::newRow("no index") << without("project.json") << int(What::Index) << "project.json";
        QTest::newRow("index cut off") << cut("project.json") << int(What::Index) << "";
    }
    void brokenPartIsNamed() {
        QFETCH(std::function<void(Parts&)>, change);
        QFETCH(int, what);
        QFETCH(QString, says);
        Example example;
        if (What(what) == What::CleanPhotograph) addClean(example.project);
        const QString path = zipOf(example.project, example.folder);
        QVERIFY(readZip(path).missing.empty());
        QVERIFY(QFile::remove(example.path));
        changeParts(path, change);
        const Project read = readZip(path);
        QVERIFY(!read.missing.empty());
        for (const Project::Missing& missing : read.missing)
            QVERIFY2(int(missing.what) == what, qPrintable(missing.detail));
        QVERIFY2(read.missing[0].detail.contains(says), qPrintable(read.missing[0].detail));
        // All the rest is here.
        const bool photo = What(what) != What::Photograph;
        QCOMPARE(read.source.display.size(), QSize(60, 40));
        if (photo) QVERIFY(read.source.photo->pixels == example.project.source.photo->pixels);
        if (What(what) != What::Mask) QVERIFY(read.mask == example.project.mask);
        const std::size_t results = What(what) == What::Result ? 1 : 2;
        QCOMPARE(read.results.size(), results);
        for (const ResultPtr& result : read.results) {
            const auto written =
                std::find_if(example.project.results.begin(), example.project.results.end(),
                             [&result](const ResultPtr& one) { return one->id == result->id; });
            QVERIFY(written != example.project.results.end());
            QVERIFY(ui::test::pixelsOf(*result) == ui::test::pixelsOf(**written));
        }
        // It makes a document, which can be saved.
        const std::unique_ptr<ImageDocument> document = makeDocument(read);
        QCOMPARE(document->results().size(), results);
        const QString again = zipOf(snapshot(*document), example.folder);
        QVERIFY(readZip(again).missing.empty());
        QCOMPARE(readZip(again).results.size(), results);
    }

    /// A damaged photograph is taken from its file, but only if that is certainly the same.
    void damagedPhotographIsReadFromItsFile_data() {
        QTest::addColumn<bool>("changed");
        QTest::newRow("same file") << false;
        QTest::newRow("another file") << true;
    }
    void damagedPhotographIsReadFromItsFile() {
        QFETCH(bool, changed);
        Example example;
        const QString path = zipOf(example.project, example.folder);
        changeParts(path, [](Parts& parts) { parts.at("source.png").resize(20); });
        if (changed)
            ui::test::offGui(
                [&] { writePhotograph(ui::test::makePhoto(60, 40), example.path.toStdString()); });
        const Project read = readZip(path);
        QCOMPARE(read.missing.size(), std::size_t(1));
        const bool same = read.source.photo->pixels == example.project.source.photo->pixels;
        QCOMPARE(same, !changed);
        QCOMPARE(read.source.original != nullptr, !changed);
        QCOMPARE(read.source.photo->pixels.sample(5, 5, 0) == 0x80, changed);
    }

    /// With nothing that can be shown there is no project.
    void nothingWholeIsAnError() {
        Example example;
        const QString path = zipOf(example.project, example.folder);
        QVERIFY(QFile::remove(example.path));
        changeParts(path, [](Parts& parts) {
            for (auto& [name, bytes] : parts) {
                if (name.ends_with(".png")) bytes.resize(10);
            }
        });
        const std::optional<Error> error = errorOf(path);
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::InputFile);
        QVERIFY(QString::fromStdString(error->detail()).contains(QStringLiteral("source.png")));
    }

    /// From one project to the next, far from the file, the photograph stays what was opened.
    void originalFileTravels() {
        Example example;
        const std::vector<std::uint8_t> file = readFile(example.path.toStdString());
        const QString first = zipOf(example.project, example.folder);
        QVERIFY(QFile::remove(example.path));
        const Project opened = readZip(first);
        QVERIFY(opened.source.original);
        QTemporaryDir elsewhere;
        const QString second = zipOf(opened, elsewhere);
        QVERIFY(ZipReader(second.toStdString()).read("source.png", 1 << 20) == file);
        const std::unique_ptr<ImageDocument> document = makeDocument(readZip(second));
        const QString third = zipOf(snapshot(*document), elsewhere);
        QVERIFY(ZipReader(third.toStdString()).read("source.png", 1 << 20) == file);
    }

    /// Another file in the photograph's place gets into no project.
    void replacedFileStaysOutside() {
        Example example;
        const std::vector<std::uint8_t> file = readFile(example.path.toStdString());
        const QDateTime time = QFileInfo(example.path).lastModified();
        ui::test::offGui([&] { writePhotograph(ui::test::makePhoto(60, 40), example.path.toStdString()); });
        QFile replaced(example.path);
        QVERIFY(replaced.open(QIODevice::ReadWrite));
        QVERIFY(replaced.setFileTime(time, QFileDevice::FileModificationTime));
        replaced.close();
        const QString path = zipOf(example.project, example.folder);
        QVERIFY(ZipReader(path.toStdString()).read("source.png", 1 << 20) == file);
        compareProjects(readZip(path), example.project);
    }

    void fullDiskLeavesTheOldProject() {
        Example example;
        const QString path = zipOf(example.project, example.folder);
        Example other;
        std::optional<ErrorCode> code;
        {
            const lacuna::test::FileSizeLimit limit(2000);
            ui::test::offGui([&] {
                try {
                    ZipSink sink(path);
                    writeProject(other.project, sink);
                } catch (const Error& error) {
                    code = error.code();
                }
            });
        }
        QCOMPARE(code, std::optional(ErrorCode::DiskFull));
        compareProjects(readZip(path), example.project);
        QCOMPARE(QDir(example.folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }

    void noProjectIsExplained_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("text") << QByteArray("not a zip archive, however long it may be");
        QTest::newRow("cut off") << QByteArray("PK\x03\x04 and then nothing");
    }
    void noProjectIsExplained() {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("broken.lacuna"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const std::optional<Error> error = errorOf(path);
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::InputFile);
    }

    /// A file that was cut off is refused; of one with a changed byte, everything that is read is right.
    void damagedZipIsNoticed() {
        Example example;
        const QString path = zipOf(example.project, example.folder);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        for (int i = 0; i < 24; ++i) {
            QByteArray bytes = whole;
            const qsizetype at = whole.size() * i / 24;
            const bool cut = i % 2 == 1;
            if (cut) {
                bytes.truncate(at);
            } else {
                bytes[at] = char(bytes[at] ^ 0x55);
            }
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(bytes);
            file.close();
            if (!errorOf(path)) {
                QVERIFY2(!cut, qPrintable(QStringLiteral("cut at %1").arg(at)));
                const Project read = readZip(path);
                if (read.missing.empty()) compareProjects(read, example.project);
                for (const ResultPtr& result : read.results) {
                    const auto& all = example.project.results;
                    QVERIFY(std::any_of(all.begin(), all.end(), [&](const ResultPtr& one) {
                        return ui::test::pixelsOf(*one) == ui::test::pixelsOf(*result);
                    }));
                }
            }
        }
    }

    /// The file and its folder are on the disk before it says so, and a symbolic link stays one.
    void saveIsDurable() {
        Example example;
        const std::filesystem::path folder = example.folder.path().toStdString();
        std::filesystem::create_directory(folder / "elsewhere");
        std::filesystem::create_symlink("elsewhere/real.lacuna", folder / "work.lacuna");
        takeSynchronised();
        const QString path = zipOf(example.project, example.folder);
        const std::vector<std::filesystem::path> synchronised = takeSynchronised();
        QCOMPARE(synchronised.size(), std::size_t(2));
        const std::filesystem::path elsewhere = std::filesystem::canonical(folder / "elsewhere");
        QVERIFY(synchronised[0].parent_path() == elsewhere);
        QVERIFY(synchronised[1] == elsewhere);
        QVERIFY(std::filesystem::is_symlink(folder / "work.lacuna"));
        compareProjects(readZip(path), example.project);
        compareProjects(readZip(QString::fromStdString(elsewhere / "real.lacuna")), example.project);
    }

    void failedSaveLeavesTheOldProject() {
        Example example;
        const QString path = zipOf(example.project, example.folder);
        ui::test::offGui([&] {
            ZipSink sink(path);
            sink.write(QStringLiteral("project.json"), {1, 2, 3}, false);
            // never finished
        });
        compareProjects(readZip(path), example.project);
        bool refused = false;
        ui::test::offGui([&] {
            try {
                ZipSink sink(QStringLiteral("/nowhere/at/all.lacuna"));
                writeProject(example.project, sink);
            } catch (const Error& error) {
                refused = error.code() == ErrorCode::OutputFile;
            }
        });
        QVERIFY(refused);
    }
};

QTEST_MAIN(TestProject)
#include "test_project.moc"
