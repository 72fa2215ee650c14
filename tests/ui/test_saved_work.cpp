// SPDX-License-Identifier: GPL-3.0-or-later
// What counts as saved, and what becomes of the file that was opened.
#include "core/files/file_bytes.h"
#include "core/files/zip_file.h"
#include "core/trajectory/trajectory.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/document/change_blend_command.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/remove_result_command.h"
#include "ui/document/rename_result_command.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/project_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/timeline_panel.h"
#include "ui/preferences/preferences.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

#include <functional>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::Studio;

/// Answers the dialog for a file that is open.
void answer(Studio& studio, const QString& path) {
    QTRY_VERIFY(studio.dialog<QFileDialog>());
    studio.dialog<QFileDialog>()->setOption(QFileDialog::DontConfirmOverwrite);
    studio.dialog<QFileDialog>()->selectFile(path);
    QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
    QTRY_VERIFY(!studio.dialog<QFileDialog>());
}

bool isModified(Studio& studio) {
    return studio.window.isWindowModified();
}

QString saveProject(Studio& studio) {
    const QString path = studio.folder.filePath(QStringLiteral("work.lacuna"));
    studio.window.actions()->saveProjectAs->trigger();
    answer(studio, path);
    return path;
}

/// The pixels that a JPEG's decoder gives.
ImageBuffer decoded(const QString& path) {
    ImageBuffer pixels;
    test::offGui([&] { pixels = readPhotograph(path.toStdString()).pixels; });
    return pixels;
}

int differingPixels(const ImageBuffer& a, const ImageBuffer& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            count += a.sample(x, y, 0) != b.sample(x, y, 0) || a.sample(x, y, 1) != b.sample(x, y, 1) ||
                     a.sample(x, y, 2) != b.sample(x, y, 2);
    }
    return count;
}

/// In the photograph's place stands another JPEG of its size.
void replaceOnDisk(const QString& path, int width, int height) {
    test::offGui([&] {
        Photograph other = test::makePhoto(width, height);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                other.pixels.setSample(x, y, 0, 255 - other.pixels.sample(x, y, 0));
        }
        other.quality = 80;
        writePhotograph(other, path.toStdString());
    });
}

/// A studio whose photograph is a JPEG.
struct JpegStudio : Studio {
    JpegStudio() {
        path = folder.filePath(QStringLiteral("photo.jpg"));
        test::offGui([this] {
            Photograph photo = test::makePhoto(test::kPhoto.width(), test::kPhoto.height());
            photo.quality = 90;
            writePhotograph(photo, path.toStdString());
        });
    }
};

}  // namespace

class TestSavedWork : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    /// With a project, whatever differs from it is unsaved, and is saved again once it doesn't.
    void differsFromTheProject_data() {
        using Change = std::function<void(ImageDocument&)>;
        QTest::addColumn<Change>("change");
        QTest::newRow("mask") << Change([](ImageDocument& document) {
            QImage mask = document.mask().image().copy();
            mask.scanLine(100)[100] = 255;
            document.history().push(
                new ChangeMaskCommand(document, QStringLiteral("Paint"), MaskLayer(mask)));
        });
        QTest::newRow("mask cleared") << Change([](ImageDocument& document) {
            QImage mask = document.mask().image().copy();
            mask.fill(0);
            document.history().push(
                new ChangeMaskCommand(document, QStringLiteral("Clear"), MaskLayer(mask)));
        });
        QTest::newRow("renamed") << Change([](ImageDocument& document) {
            document.history().push(
                new RenameResultCommand(document, document.results()[0], QStringLiteral("the good one")));
        });
        QTest::newRow("blended") << Change([](ImageDocument& document) {
            const ResultPtr before = document.results()[0];
            ResultPtr after;
            test::offGui([&] { after = withBlend(before, *document.inputOf(*before).load(), 0.5); });
            document.history().push(new ChangeBlendCommand(document, before, after));
        });
        QTest::newRow("deleted") << Change(
            [](ImageDocument& document) { document.history().push(new RemoveResultCommand(document, 0)); });
    }
    void differsFromTheProject() {
        QFETCH(std::function<void(ImageDocument&)>, change);
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        QVERIFY(isModified(studio));
        const QString path = saveProject(studio);
        QTRY_VERIFY(!isModified(studio));
        QVERIFY(studio.window.document()->hasProject());
        ImageDocument& document = *studio.window.document();
        change(document);
        QVERIFY(isModified(studio));
        QVERIFY(!studio.window.close());
        auto* question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        QVERIFY(!question->informativeText().isEmpty());
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        document.history().undo();
        QVERIFY(!isModified(studio));
        document.history().redo();
        QVERIFY(isModified(studio));
        // Saving it needs no question for a name, and closes the window.
        QVERIFY(!studio.window.close());
        studio.dialog<QMessageBox>()->button(QMessageBox::Save)->click();
        QTRY_VERIFY(!studio.window.isVisible());
        Studio again;
        again.window.openPath(path);
        QTRY_VERIFY(again.window.document());
        QVERIFY(!isModified(again));
        QCOMPARE(again.window.document()->results().size(), document.results().size());
        QVERIFY(again.window.document()->mask().image() == document.mask().image());
    }

    /// What was undone since the project was saved is no difference from it, but closing would lose it.
    void undoneStepsAreLostKnowingly() {
        Studio studio;
        studio.open();
        studio.paint();
        saveProject(studio);
        ImageDocument& document = *studio.window.document();
        QTRY_VERIFY(document.hasProject());
        studio.window.actions()->clearMask->trigger();
        document.history().undo();
        QVERIFY(!isModified(studio));
        QCOMPARE(document.unsaved().undone, 1);
        QVERIFY(!studio.window.close());
        auto* question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        QVERIFY(question->informativeText().contains(QLatin1Char('1')));
        QVERIFY(!question->button(QMessageBox::Save));  // no file holds them
        question->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        document.history().redo();
        QCOMPARE(document.unsaved().undone, 0);
        QVERIFY(document.unsaved().mask);
        document.history().undo();
        // Who saves the project then has left them behind.
        studio.window.actions()->saveProject->trigger();
        QTRY_COMPARE(document.unsaved().undone, 0);
        QVERIFY(document.history().canRedo());
        document.history().redo();
        document.history().undo();
        QVERIFY(!studio.window.close());
        studio.dialog<QMessageBox>()->button(QMessageBox::Discard)->click();
        QTRY_VERIFY(!studio.window.isVisible());
    }

    /// If the user wants it, the steps of runs are in the project, to be looked at and to branch from.
    void timelinesComeBackWithTheProject() {
        QString path;
        QTemporaryDir folder;
        ImageBuffer before;
        int steps = 0;
        {
            Studio studio;
            QVERIFY(!studio.window.preferences()->keepsSteps());
            studio.window.preferences()->setKeepsSteps(true);
            studio.open();
            studio.paint();
            studio.runToTheEnd();
            const ResultPtr result = studio.window.document()->results()[0];
            steps = result->trajectory->size();
            QVERIFY(steps > 1);
            before = result->trajectory->picture(1, StepPicture::Noisy);
            const QString saved = saveProject(studio);
            QTRY_VERIFY(!isModified(studio));
            path = folder.filePath(QStringLiteral("kept.lacuna"));
            QVERIFY(QFile::copy(saved, path));
        }
        Studio again;
        again.window.openPath(path);
        QTRY_VERIFY(again.window.document());
        const ResultPtr result = again.window.document()->results()[0];
        QVERIFY(result->trajectory);
        QCOMPARE(result->trajectory->size(), steps);
        QVERIFY(result->trajectory->picture(1, StepPicture::Noisy) == before);
        QTRY_VERIFY(again.window.timelinePanel()->isVisible());
        again.window.runFlow()->branch(result->trajectory, 0);
        QTRY_COMPARE(again.window.document()->results().size(), std::size_t(2));
        QCOMPARE(again.window.document()->results()[1]->branchStep, 0);
    }

    /// Without a project, a stroke that was undone is nothing to ask about.
    void undoneStepsNeedAProject() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.window.document()->history().undo();
        QVERIFY(studio.window.close());
    }

    void settingsCountWithAProjectOnly() {
        Studio studio;
        studio.open();
        RestorationSettings settings = studio.window.document()->settings();
        settings.seed = 12345;
        studio.window.document()->setSettings(settings);
        QVERIFY(!isModified(studio));
        saveProject(studio);
        QTRY_VERIFY(studio.window.document()->hasProject());
        QVERIFY(!isModified(studio));
        settings.seed = 6;
        studio.window.document()->setSettings(settings);
        QVERIFY(isModified(studio));
        QVERIFY(studio.window.document()->unsaved().settings);
        settings.seed = 12345;
        // The computer's own settings are no work.
        settings.compute.threads = 3;
        studio.window.document()->setSettings(settings);
        QVERIFY(!isModified(studio));
    }

    /// What changed while the project was being written isn't in it.
    void whatChangesMeanwhileIsUnsaved() {
        Studio studio;
        studio.open();
        studio.paint();
        const QString path = studio.folder.filePath(QStringLiteral("work.lacuna"));
        studio.window.actions()->saveProjectAs->trigger();
        studio.dialog<QFileDialog>()->selectFile(path);
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QVERIFY(studio.window.runs().isWriting());
        QImage mask = studio.window.document()->mask().image().copy();
        mask.scanLine(3)[3] = 255;
        studio.window.document()->history().push(
            new ChangeMaskCommand(*studio.window.document(), QStringLiteral("Paint"), MaskLayer(mask)));
        QTRY_VERIFY(studio.window.document()->hasProject());
        QVERIFY(studio.window.document()->unsaved().mask);
        studio.window.document()->history().undo();
        QVERIFY(!isModified(studio));
    }

    /// A result that was saved as a picture is still missing in the project.
    void newResultIsMissingInTheProject() {
        Studio studio;
        studio.open();
        studio.paint();
        saveProject(studio);
        QTRY_VERIFY(!isModified(studio));
        studio.runToTheEnd();
        QTRY_COMPARE(studio.window.document()->unsaved().results, 1);
        studio.window.document()->markSaved(studio.window.document()->results()[0]);
        QCOMPARE(studio.window.document()->unsaved().results, 1);
    }

    void pastedPictureIsNotLostUnasked_data() {
        QTest::addColumn<bool>("encoded");
        QTest::newRow("decoded") << false;
        QTest::newRow("encoded") << true;
    }
    void pastedPictureIsNotLostUnasked() {
        QFETCH(bool, encoded);
        Studio studio;
        QImage picture(90, 70, QImage::Format_RGB32);
        picture.fill(QColor(20, 140, 90));
        picture.setPixel(4, 5, qRgb(255, 0, 0));
        auto* data = new QMimeData;
        if (encoded) {
            QByteArray png;
            QBuffer buffer(&png);
            buffer.open(QIODevice::WriteOnly);
            picture.save(&buffer, "PNG");
            data->setData(QStringLiteral("image/png"), png);
        }
        data->setImageData(picture);
        QApplication::clipboard()->setMimeData(data);
        studio.window.actions()->paste->trigger();
        QTRY_VERIFY(studio.window.document());
        QVERIFY(isModified(studio));
        QVERIFY(!studio.window.actions()->exportOriginal->isEnabled());
        QVERIFY(!studio.window.close());
        auto* question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        QVERIFY(question->informativeText().contains(studio.window.document()->source().title));
        // It can be saved, before anything was done to it.
        question->button(QMessageBox::Save)->click();
        const QString path = studio.folder.filePath(QStringLiteral("pasted.png"));
        answer(studio, path);
        QTRY_VERIFY(!studio.window.isVisible());
        const QImage saved(path);
        QCOMPARE(saved.size(), picture.size());
        QCOMPARE(saved.pixel(4, 5), qRgb(255, 0, 0));
        QCOMPARE(saved.pixel(50, 50), picture.pixel(50, 50));
    }

    void saveIsThereForAPictureWithoutAFile() {
        Studio studio;
        QVERIFY(!studio.window.actions()->save->isEnabled());
        studio.open();
        QVERIFY(!studio.window.actions()->save->isEnabled());  // it is in a file
        QImage picture(90, 70, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        QApplication::clipboard()->setImage(picture);
        studio.window.actions()->paste->trigger();
        QTRY_VERIFY(studio.window.document()->source().path.isEmpty());
        QVERIFY(studio.window.actions()->save->isEnabled());
        studio.window.actions()->save->trigger();
        answer(studio, studio.folder.filePath(QStringLiteral("mine.png")));
        QTRY_VERIFY(!isModified(studio));
        // The next time without asking.
        studio.window.actions()->save->trigger();
        QVERIFY(!studio.dialog<QFileDialog>());
    }

    /// Save never writes one pasted picture into the file of another.
    void pastedPicturesHaveFilesOfTheirOwn() {
        Studio studio;
        const QString path = studio.folder.filePath(QStringLiteral("blue.png"));
        for (const Qt::GlobalColor colour : {Qt::blue, Qt::red}) {
            QImage picture(90, 70, QImage::Format_RGB32);
            picture.fill(colour);
            ImageDocument* const before = studio.window.document();
            QApplication::clipboard()->setImage(picture);
            studio.window.actions()->paste->trigger();
            QTRY_VERIFY(studio.window.document() != before);
            studio.window.actions()->save->trigger();
            QVERIFY(studio.dialog<QFileDialog>());
            if (colour == Qt::red) {
                studio.dialog<QFileDialog>()->reject();
            } else {
                answer(studio, path);
                QTRY_VERIFY(!isModified(studio));
            }
        }
        QCOMPARE(QImage(path).pixel(5, 5), QColor(Qt::blue).rgb());
    }

    /// Another file in the photograph's place changes nothing in what is saved.
    void replacedJpegChangesNothing_data() {
        QTest::addColumn<bool>("gone");
        QTest::newRow("replaced") << false;
        QTest::newRow("deleted") << true;
    }
    void replacedJpegChangesNothing() {
        QFETCH(bool, gone);
        JpegStudio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        const ImageBuffer opened = studio.window.document()->source().photo->pixels;
        const ImageBuffer result = test::pixelsOf(*studio.window.document()->results()[0]);
        const int restored = differingPixels(opened, result);
        QVERIFY(restored > 0);
        if (gone) {
            QVERIFY(QFile::remove(studio.path));
        } else {
            replaceOnDisk(studio.path, test::kPhoto.width(), test::kPhoto.height());
        }
        const QString path = studio.folder.filePath(QStringLiteral("out.jpg"));
        studio.window.actions()->saveAs->trigger();
        answer(studio, path);
        QTRY_VERIFY(!studio.window.document()->hasUnsavedResults());
        // Blocks of 16 × 16 pixels around the stroke are encoded anew, all others are the opened ones.
        const ImageBuffer saved = decoded(path);
        int outside = 0;
        for (int y = 0; y < opened.height(); ++y) {
            for (int x = 0; x < opened.width(); ++x) {
                if (y >= 32 && y < 96) continue;
                for (int c = 0; c < 3; ++c)
                    outside += saved.sample(x, y, c) != opened.sample(x, y, c);
            }
        }
        QCOMPARE(outside, 0);
    }

    void replacedFileIsNoticed() {
        Studio studio;
        studio.open();
        studio.paint();
        // The same once more is no change.
        const std::vector<std::uint8_t> bytes = readFile(studio.path.toStdString());
        writeFile(studio.path.toStdString(), bytes);
        QTest::qWait(1000);
        QVERIFY(!studio.window.messageBar()->isVisible());
        replaceOnDisk(studio.path, 100, 80);
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().headline.contains(QStringLiteral("photo.png")));
        QCOMPARE(studio.window.document()->size(), test::kPhoto);
        // It can be opened, in a tab of its own.
        ImageDocument* const before = studio.window.document();
        studio.window.messageBar()->message().action();
        QTRY_COMPARE(studio.window.document()->size(), QSize(100, 80));
        QVERIFY(!studio.dialog<QMessageBox>());
        QVERIFY(!before->mask().isEmpty());
    }

    /// Every open photograph's file is watched, not only that of the one in view.
    void fileOfAnotherTabIsWatched() {
        Studio studio;
        studio.open();
        ImageDocument* const first = studio.window.document();
        const QString other = studio.folder.filePath(QStringLiteral("other.png"));
        test::offGui([&] { writePhotograph(test::makePhoto(90, 70), other.toStdString()); });
        studio.window.openPath(other);
        QTRY_VERIFY(studio.window.document() != first);
        QVERIFY(!studio.window.messageBar()->isVisible());
        replaceOnDisk(studio.path, 100, 80);
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().headline.contains(QStringLiteral("photo.png")));
    }

    /// Before another program's work is replaced, the user is asked; Lacuna's own is no news.
    void savingOverAReplacedFileAsks() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        replaceOnDisk(studio.path, 100, 80);
        const std::vector<std::uint8_t> theirs = readFile(studio.path.toStdString());
        studio.window.actions()->saveAs->trigger();
        answer(studio, studio.path);
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        studio.dialog<QMessageBox>()->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        QVERIFY(readFile(studio.path.toStdString()) == theirs);
        studio.window.actions()->saveAs->trigger();
        answer(studio, studio.path);
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        studio.dialog<QMessageBox>()->button(QMessageBox::Save)->click();
        QTRY_VERIFY(!studio.window.document()->hasUnsavedResults());
        QCOMPARE(decoded(studio.path).width(), test::kPhoto.width());
        studio.window.messageBar()->hide();
        studio.window.actions()->save->trigger();
        QTRY_VERIFY(!studio.window.fileFlow()->isSaving());
        QTest::qWait(1000);
        QVERIFY(!studio.dialog<QMessageBox>());
        QVERIFY(!studio.window.messageBar()->isVisible());
    }

    void originalIsExported_data() {
        QTest::addColumn<bool>("fromProject");
        QTest::newRow("from the file") << false;
        QTest::newRow("from a project") << true;
    }
    void originalIsExported() {
        QFETCH(bool, fromProject);
        JpegStudio studio;
        QVERIFY(!studio.window.actions()->exportOriginal->isEnabled());
        studio.open();
        const std::vector<std::uint8_t> bytes = readFile(studio.path.toStdString());
        const QString project = fromProject ? saveProject(studio) : QString();
        QVERIFY(QFile::remove(studio.path));
        if (fromProject) {
            QTRY_VERIFY(studio.window.document()->hasProject());
            studio.window.actions()->close->trigger();
            QVERIFY(!studio.window.document());
            studio.window.openPath(project);
            QTRY_VERIFY(studio.window.document());
        }
        QVERIFY(studio.window.actions()->exportOriginal->isEnabled());
        const QString path = studio.folder.filePath(QStringLiteral("given back.jpg"));
        studio.window.actions()->exportOriginal->trigger();
        answer(studio, path);
        QTRY_VERIFY(QFile::exists(path));
        QVERIFY(readFile(path.toStdString()) == bytes);
    }

    /// A damaged project is opened in part and never written over.
    void damagedProjectIsOpenedInPart() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        const QString path = saveProject(studio);
        QTRY_VERIFY(studio.window.document()->hasProject());
        {
            const ZipReader zip(path.toStdString());
            std::vector<std::pair<std::string, std::vector<std::uint8_t>>> parts;
            for (const std::string& name : zip.names())
                parts.emplace_back(name, zip.read(name, 1 << 20));
            ZipWriter out(path.toStdString());
            for (auto& [name, bytes] : parts) {
                if (name != "mask.png") out.add(name, std::move(bytes), ZipWriter::Compression::None);
            }
            out.commit();
        }
        const std::vector<std::uint8_t> damaged = readFile(path.toStdString());
        Studio again;
        again.window.openPath(path);
        QTRY_VERIFY(again.window.document());
        QCOMPARE(again.window.document()->results().size(), std::size_t(1));
        QTRY_VERIFY(again.window.messageBar()->isVisible());
        QCOMPARE(again.window.messageBar()->message().kind, Message::Kind::Warning);
        QVERIFY(again.window.messageBar()->message().details.contains(QStringLiteral("mask.png")));
        QVERIFY(!again.window.document()->hasProject());
        QVERIFY(isModified(again));
        again.window.actions()->saveProject->trigger();
        QVERIFY(again.dialog<QFileDialog>());  // it asks for another file
        again.dialog<QFileDialog>()->reject();
        QVERIFY(readFile(path.toStdString()) == damaged);
    }
};

QTEST_MAIN(TestSavedWork)
#include "test_saved_work.moc"
