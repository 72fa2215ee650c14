// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/validate.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/change_settings_command.h"
#include "ui/document/remove_result_command.h"

#include <QSignalSpy>
#include <QTest>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

ResultPtr makeResult(const ImageDocument& document) {
    auto result = std::make_shared<RestorationResult>();
    result->photo = document.source().photo;
    result->display = document.source().display;
    result->settings = document.settings();
    return result;
}

void changeNoise(ImageDocument& document, double levels, int control) {
    RestorationSettings settings = document.settings();
    settings.noise[0] = levels;
    document.history().push(new ChangeSettingsCommand(document, QStringLiteral("Noise"), settings, control));
}

}  // namespace

class TestImageDocument : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void wholeMaskCommandKeepsOnlyWhatDiffers() {
        ImageDocument document(test::loadedPhoto(400, 300));
        QImage mask(400, 300, QImage::Format_Grayscale8);
        mask.fill(0);
        mask.scanLine(20)[30] = 255;
        mask.scanLine(22)[33] = 255;
        QSignalSpy changed(&document, &ImageDocument::maskChanged);
        document.history().push(new ChangeMaskCommand(document, QStringLiteral("Import"), MaskLayer(mask)));
        QCOMPARE(changed.count(), 1);
        const QRect dirty = changed[0][0].toRect();
        QVERIFY(dirty.contains(QRect(QPoint(30, 20), QPoint(33, 22))) &&
                dirty.width() < document.size().width());
        QVERIFY(document.mask().image() == mask);
        QVERIFY(document.history().byteCount() < 200);
        document.history().undo();
        QVERIFY(document.mask().isEmpty());
        QVERIFY(ChangeMaskCommand(document, QString(), document.mask()).isNoOp());
    }

    void dragOfOneControlIsOneStep() {
        ImageDocument document(test::loadedPhoto(8, 8));
        const double before = document.settings().taskNoise();
        for (int i = 1; i <= 20; ++i)
            changeNoise(document, i, 5);
        QCOMPARE(document.history().count(), 1);
        QCOMPARE(document.settings().taskNoise(), 20.0);
        changeNoise(document, 30, 0);
        QCOMPARE(document.history().count(), 2);
        document.history().undo();
        document.history().undo();
        QCOMPARE(document.settings().taskNoise(), before);
    }

    void dragBackToTheStartIsNoStep() {
        ImageDocument document(test::loadedPhoto(8, 8));
        const double before = document.settings().taskNoise();
        changeNoise(document, 7, 5);
        changeNoise(document, before, 5);
        QCOMPARE(document.history().count(), 0);
        QCOMPARE(document.settings().taskNoise(), before);
    }

    void revisionGrowsWithEveryChange() {
        ImageDocument document(test::loadedPhoto(8, 8));
        const quint64 first = document.revision();
        changeNoise(document, 7, 0);
        const quint64 second = document.revision();
        QVERIFY(second > first);
        document.history().undo();
        QVERIFY(document.revision() > second);
        const quint64 third = document.revision();
        document.adopt(makeResult(document));
        QCOMPARE(document.revision(), third);  // a result changes nothing that a run depends on
    }

    /// Only deleting a result is a step of undo.
    void resultsComeWithoutAStep() {
        ImageDocument document(test::loadedPhoto(8, 8));
        changeNoise(document, 7, 0);
        document.history().undo();
        document.adopt(makeResult(document));
        document.adopt(makeResult(document));
        QCOMPARE(document.results().size(), std::size_t(2));
        QCOMPARE(document.shownIndex(), 1);
        QVERIFY(document.hasUnsavedResults());
        QVERIFY(!document.history().canUndo() && document.history().canRedo());
        document.history().redo();
        document.history().undo();
        QCOMPARE(document.results().size(), std::size_t(2));
        document.markSaved(document.results()[0]);
        QCOMPARE(document.unsavedResults(), 1);
    }

    void deletedResultComesBack() {
        ImageDocument document(test::loadedPhoto(8, 8));
        for (int i = 0; i < 3; ++i)
            document.adopt(makeResult(document));
        const ResultPtr middle = document.results()[1];
        document.show(1);
        document.history().push(new RemoveResultCommand(document, 1));
        QCOMPARE(document.results().size(), std::size_t(2));
        QCOMPARE(document.shownIndex(), 1);
        QCOMPARE(document.history().undoText(), QStringLiteral("Delete Inpaint 2"));
        document.adopt(makeResult(document));
        document.history().undo();
        QCOMPARE(document.results().size(), std::size_t(4));
        QCOMPARE(document.results()[1], middle);
        QCOMPARE(document.shownIndex(), 1);
        QVERIFY(!document.history().canUndo());
        document.history().redo();
        QCOMPARE(document.results().size(), std::size_t(3));
        QVERIFY(document.results()[1] != middle);
    }

    /// What the list holds costs the history nothing; what only the history holds does.
    void historyCountsWhatItAloneHolds() {
        ImageDocument document(test::loadedPhoto(64, 64));
        const qsizetype result = makeResult(document)->byteCount();
        document.adopt(makeResult(document));
        QVERIFY(document.history().byteCount() < 1000);
        document.history().push(new RemoveResultCommand(document, 0));
        QVERIFY(document.history().byteCount() >= result);
        document.history().undo();
        QVERIFY(document.history().byteCount() < 1000);
    }

    /// Strokes, settings and results leave by age; the newest step always stays.
    void historyIsBounded() {
        ImageDocument document(test::loadedPhoto(64, 64));
        const qsizetype result = makeResult(document)->byteCount();
        document.history().setByteLimit(2 * result + 2000);
        changeNoise(document, 3, 0);
        for (int i = 0; i < 4; ++i) {
            document.adopt(makeResult(document));
            document.history().push(new RemoveResultCommand(document, 0));
            QVERIFY(document.history().byteCount() <= document.history().byteLimit());
        }
        QVERIFY(document.history().count() < 5);
        QCOMPARE(document.settings().taskNoise(), 3.0);
        while (document.history().canUndo())
            document.history().undo();
        QCOMPARE(document.settings().taskNoise(), 3.0);  // that step was forgotten
        QVERIFY(document.history().canRedo());
        while (document.history().canRedo())
            document.history().redo();
        QVERIFY(document.results().empty());

        document.history().setByteLimit(1);
        QCOMPARE(document.history().count(), 1);
        document.history().undo();
        QCOMPARE(document.results().size(), std::size_t(1));
    }

    void pushForgetsWhatWasUndone() {
        ImageDocument document(test::loadedPhoto(8, 8));
        changeNoise(document, 3, 0);
        changeNoise(document, 4, 0);
        document.history().undo();
        QVERIFY(document.history().canRedo());
        changeNoise(document, 5, 0);
        QVERIFY(!document.history().canRedo());
        QCOMPARE(document.history().count(), 2);
        document.history().undo();
        QCOMPARE(document.settings().taskNoise(), 3.0);
    }

    void suggestedName_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("suggested");
        QTest::newRow("jpeg") << "/a/holiday.jpg"
                              << "/a/holiday-restored.jpg";
        QTest::newRow("tiff") << "/a/scan.0001.TIF"
                              << "/a/scan.0001-restored.TIF";
        QTest::newRow("no extension") << "/a/scan"
                                      << "/a/scan-restored.webp";
        QTest::newRow("spaces") << "/a b/my photo.webp"
                                << "/a b/my photo-restored.webp";
        QTest::newRow("only read") << "/a/old.gif"
                                   << "/a/old-restored.webp";
    }
    void suggestedName() {
        QFETCH(QString, path);
        QFETCH(QString, suggested);
        LoadedPhoto photo = test::loadedPhoto(8, 8);
        Photograph webp = *photo.photo;
        webp.format = FileFormat::WebP;
        photo.photo = std::make_shared<const Photograph>(webp);
        photo.path = path;
        QCOMPARE(ImageDocument(photo).suggestedPath(), suggested);
    }

    /// What a run is given: the mask for inpainting only, and only if something is marked; the preset's
    /// numbers.
    void requestHoldsWhatTheTaskNeeds() {
        ImageDocument document(test::loadedPhoto(8, 8));
        QVERIFY(document.request().mask.isNull());
        QImage mask(8, 8, QImage::Format_Grayscale8);
        mask.fill(255);
        mask.scanLine(0)[0] = 0;
        document.history().push(new ChangeMaskCommand(document, QString(), MaskLayer(mask)));
        QVERIFY(document.request().mask.image() == mask);
        RestorationSettings settings = document.settings();
        settings.task = Task::Upscale;
        settings.scale = 4;
        settings.effort = Effort::Thorough;
        document.setSettings(settings);
        const RunRequest request = document.request();
        QVERIFY(request.mask.image() == mask);
        settings.task = Task::Denoise;
        document.setSettings(settings);
        QVERIFY(document.request().mask.isNull());
        RestorationJob job;
        test::offGui([&] { job = makeJob(request, *request.photo.load()); });
        QCOMPARE(job.operation.scale, 4);
        QVERIFY(!job.mask.isEmpty());
        QVERIFY(job.operation.kernel.kind.empty());
        QCOMPARE(job.solver.values.integer("steps"),
                 2 * defaultSolver(Task::Upscale, request.settings.taskNoise()).values.integer("steps"));
        validate(job);
    }

    void everyTaskStartsValid_data() {
        QTest::addColumn<int>("task");
        for (const TaskRow& row : taskRows())
            QTest::newRow(row.name) << int(row.task);
    }
    void everyTaskStartsValid() {
        QFETCH(int, task);
        ImageDocument document(test::loadedPhoto(64, 64));
        QImage mask(64, 64, QImage::Format_Grayscale8);
        mask.fill(0);
        mask.scanLine(3)[4] = 255;
        document.history().push(new ChangeMaskCommand(document, QString(), MaskLayer(mask)));
        for (const Strength strength : {Strength::Gentle, Strength::Balanced, Strength::Strong}) {
            for (const Effort effort : {Effort::Quick, Effort::Normal, Effort::Thorough}) {
                RestorationSettings settings = document.settings();
                settings.task = Task(task);
                settings.strength = strength;
                settings.effort = effort;
                document.setSettings(settings);
                test::offGui([&] { validate(makeJob(document.request(), *document.source().photo)); });
            }
        }
    }
};

QTEST_MAIN(TestImageDocument)
#include "test_image_document.moc"
