// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/image_io.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "tests/ui/studio.h"
#include "ui/base/fold_section.h"
#include "ui/base/message_bar.h"
#include "ui/base/primary_button.h"
#include "ui/base/theme.h"
#include "ui/base/thread_guard.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/mask_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/task_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/services/frame_pace.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrl>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::kPhoto;
using test::Studio;

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void restoresWhatWasPainted() {
        Studio studio;
        studio.open();
        QVERIFY(!studio.window.taskPanel()->runButton()->isEnabled());  // nothing is marked yet
        studio.paint();
        QVERIFY(studio.window.taskPanel()->runButton()->isEnabled());
        studio.runToTheEnd();
        ImageDocument& document = *studio.window.document();
        QCOMPARE(document.results().size(), std::size_t(1));
        QCOMPARE(document.shownIndex(), 0);
        QVERIFY(document.hasUnsavedResults());
        QVERIFY(studio.window.isWindowModified());
        const ImageBuffer& before = document.source().photo->pixels;
        const ImageBuffer after = test::pixelsOf(*document.results()[0]);
        QCOMPARE(after.sample(80, 60, 0), before.sample(80, 60, 0) + 20);
        QCOMPARE(after.sample(80, 10, 0), before.sample(80, 10, 0));
        // The comparison introduces itself once.
        QCOMPARE(studio.window.canvas()->compare(), Compare::Split);
        studio.window.canvas()->setCompare(Compare::Off);
        studio.runToTheEnd();
        QCOMPARE(document.results().size(), std::size_t(2));
        QCOMPARE(studio.window.canvas()->compare(), Compare::Off);
        // Undo takes back the stroke, not what was computed.
        QCOMPARE(document.history().count(), 1);
        studio.window.actions()->undo->trigger();
        QVERIFY(document.mask().isEmpty());
        QCOMPARE(document.results().size(), std::size_t(2));
    }

    void estimatesAppearWhileItRuns() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.press();
        QVERIFY(studio.window.findChild<RunStrip*>()->isVisible());
        for (int i = 1; i <= 2; ++i) {
            if (i > 1) QTest::qWait(int(FramePace::kLongestRest.count()));  // not every quick step is shown
            script->permits.release();
            QTRY_COMPARE(studio.window.canvas()->paintedFrames(), i);
        }
        QVERIFY(studio.window.taskPanel()->runButton()->text().startsWith(QLatin1String("Stop")));
        // A screen reader hears how far it is.
        QAccessibleInterface* line = QAccessible::queryAccessibleInterface(
            studio.window.findChild<RunStrip*>()->findChild<QProgressBar*>());
        QCOMPARE(line->role(), QAccessible::ProgressBar);
        QVERIFY(!line->text(QAccessible::Name).isEmpty());
        const double share = line->valueInterface()->currentValue().toDouble() /
                             line->valueInterface()->maximumValue().toDouble();
        QVERIFY2(share > 0.1 && share < 0.9, qPrintable(QString::number(share)));
        QTest::keyClick(&studio.window, Qt::Key_Escape);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(!studio.window.findChild<RunStrip*>()->isVisible());
        QCOMPARE(studio.window.document()->results().size(), std::size_t(1));
        QVERIFY(studio.window.document()->results()[0]->stoppedEarly);
    }

    void stoppedTooEarlyLeavesNoResult() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.press();
        studio.press();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(studio.window.document()->results().empty());
        QVERIFY(studio.window.messageBar()->isVisible());
    }

    void failureIsExplained() {
        auto script = std::make_shared<test::Script>();
        script->error = Error(ErrorCode::OutOfMemory, {}, "bad things at 0x123");
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.press();
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        const Message& message = studio.window.messageBar()->message();
        QVERIFY(message.text.contains(QLatin1String("memory")));
        QVERIFY(!message.text.contains(QLatin1String("0x123")));
        QVERIFY(message.details.contains(QLatin1String("0x123")));
        QVERIFY(studio.window.document()->results().empty());
        QVERIFY(!studio.window.document()->mask().isEmpty());
    }

    void brokenFileIsExplained_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("text") << QByteArray("not a photograph");
    }
    void brokenFileIsExplained() {
        QFETCH(QByteArray, content);
        Studio studio;
        studio.open();
        const QString broken = studio.folder.filePath(QStringLiteral("broken.jpg"));
        if (!content.isNull()) {
            QFile file(broken);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        studio.window.openPath(broken);
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().headline.contains(QLatin1String("broken.jpg")));
        QCOMPARE(studio.window.document()->source().title,
                 QStringLiteral("photo.png"));  // the old one is still there
    }

    void changedSettingsOfferARestart() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        Studio studio(script);
        studio.open();
        studio.paint();
        studio.press();
        script->permits.release();
        QTRY_COMPARE(studio.window.canvas()->paintedFrames(), 1);
        auto* restart = studio.window.findChild<RunStrip*>()->findChild<QPushButton*>();
        QVERIFY(!restart->isVisible());
        RestorationSettings settings = studio.window.document()->settings();
        settings.seed = 77;
        studio.window.document()->setSettings(settings);
        QVERIFY(restart->isVisible());
        restart->click();
        QTRY_COMPARE(script->runs.load(), 2);
        script->permits.release(10);
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(1));
        QCOMPARE(script->job().seed, std::uint64_t(77));
    }

    void savesWhereItIsTold() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        studio.window.actions()->save->trigger();
        auto* dialog = studio.dialog<QFileDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->selectedFiles().value(0),
                 studio.folder.filePath(QStringLiteral("photo-restored.png")));
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!studio.window.document()->hasUnsavedResults());
        QVERIFY(!studio.window.isWindowModified());
        test::offGui([&] {
            const Photograph saved =
                readPhotograph(studio.folder.filePath(QStringLiteral("photo-restored.png")).toStdString());
            QVERIFY(saved.pixels == studio.window.document()->results()[0]->photo.load()->pixels);
        });
    }

    /// A PNG's result saved as a JPEG loses the promise of unmarked pixels; that is said before it is
    /// written.
    void lossyFormatIsSaidBefore() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        const QString file = studio.folder.filePath(QStringLiteral("out.jpg"));
        studio.window.actions()->saveAs->trigger();
        auto* dialog = studio.dialog<QFileDialog>();
        QVERIFY(dialog);
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        QVERIFY(!QFile::exists(file));
        QVERIFY(studio.window.document()->hasUnsavedResults());
        studio.dialog<QMessageBox>()->button(QMessageBox::Save)->click();
        QTRY_VERIFY(!studio.window.document()->hasUnsavedResults());
        QVERIFY(QFile::exists(file));
    }

    void closingWithUnsavedResultsAsksOnce() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        QVERIFY(!studio.window.close());
        auto* question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        QVERIFY(studio.window.isVisible());
        QVERIFY(!studio.window.close());
        question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        question->button(QMessageBox::Discard)->click();
        QTRY_VERIFY(!studio.window.isVisible());
    }

    /// Each result has a file of its own: a second one doesn't go over the first one's.
    void everyResultIsAskedForItsFile() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        studio.window.actions()->save->trigger();
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(!studio.window.document()->hasUnsavedResults());
        studio.window.actions()->save->trigger();  // again, without asking
        QVERIFY(!studio.dialog<QFileDialog>());
        QTRY_VERIFY(!studio.window.fileFlow()->isSaving());
        studio.runToTheEnd();
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(2));
        studio.window.actions()->save->trigger();
        QVERIFY(studio.dialog<QFileDialog>());
        studio.dialog<QFileDialog>()->reject();
        QVERIFY(studio.window.document()->hasUnsavedResults());
    }

    void severalResultsGoIntoAProject() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        studio.runToTheEnd();
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(2));
        QVERIFY(!studio.window.close());
        auto* question = studio.dialog<QMessageBox>();
        QVERIFY(question);
        QVERIFY(question->informativeText().contains(QStringLiteral("2 result")));
        question->button(QMessageBox::Save)->click();
        QTRY_VERIFY(studio.dialog<QFileDialog>());
        const QString file = studio.folder.filePath(QStringLiteral("both.lacuna"));
        studio.dialog<QFileDialog>()->selectFile(file);
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(!studio.window.isVisible());
        QVERIFY(QFile::exists(file));
    }

    /// Saving is confirmed; a project has its name in the title, and shows its result beside the photograph.
    void aProjectSaysWhatItIs() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        QVERIFY(!studio.window.windowTitle().contains(QStringLiteral(".lacuna")));
        const QString file = studio.folder.filePath(QStringLiteral("one.lacuna"));
        studio.window.actions()->saveProject->trigger();
        QTRY_VERIFY(studio.dialog<QFileDialog>());
        studio.dialog<QFileDialog>()->selectFile(file);
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(studio.window.statusBar()->currentMessage().contains(QStringLiteral("one.lacuna")));
        QVERIFY(studio.window.windowTitle().contains(QStringLiteral("one.lacuna")));

        Studio again;
        again.window.openPath(file);
        QTRY_VERIFY(again.window.document());
        QTRY_VERIFY(again.window.windowTitle().contains(QStringLiteral("one.lacuna")));
        QVERIFY(again.window.windowTitle().contains(QStringLiteral("photo.png")));
        QCOMPARE(again.window.canvas()->compare(), Compare::Split);
    }

    void aMaskIsNotLostUnasked() {
        Studio studio;
        studio.open();
        studio.paint();
        QVERIFY(studio.window.isWindowModified());
        QVERIFY(!studio.window.close());
        QVERIFY(studio.dialog<QMessageBox>());
        QTest::keyClick(studio.dialog<QMessageBox>(), Qt::Key_Escape);
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        const QString file = studio.folder.filePath(QStringLiteral("mask.png"));
        studio.window.actions()->exportMask->trigger();
        studio.dialog<QFileDialog>()->selectFile(file);
        QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        QTRY_VERIFY(!studio.window.isWindowModified());
        QVERIFY(studio.window.close());
    }

    /// Closing waits for a save that is being checked; one that is given up leaves no wish to close behind.
    void aSaveGivenUpLeavesTheWindow() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        const auto saveTo = [&studio](const QString& name) {
            studio.window.actions()->saveAs->trigger();
            studio.dialog<QFileDialog>()->selectFile(studio.folder.filePath(name));
            QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
        };
        saveTo(QStringLiteral("out.jpg"));
        QVERIFY(studio.window.fileFlow()->isSaving());
        QVERIFY(!studio.window.close());
        QTRY_VERIFY(studio.dialog<QMessageBox>());
        studio.dialog<QMessageBox>()->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!studio.dialog<QMessageBox>());
        saveTo(QStringLiteral("out.png"));
        QTRY_VERIFY(!studio.window.document()->hasUnsavedResults());
        QTest::qWait(100);
        QVERIFY(studio.window.isVisible());
    }

    void closesThePhotograph() {
        Studio studio;
        QVERIFY(!studio.window.actions()->close->isEnabled());
        studio.open();
        studio.window.actions()->close->trigger();
        QVERIFY(!studio.window.document());
        QVERIFY(!studio.window.canvas()->isVisible());
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(1));
    }

    /// A click leaves the focus on what was clicked; over the photograph Space pans all the same.
    void spacePansAfterAClickOnAControl() {
        Studio studio;
        studio.open();
        CanvasView* canvas = studio.window.canvas();
        studio.window.actions()->zoomActual->trigger();
        studio.window.activateWindow();
        auto* button = studio.window.taskPanel()->maskPage()->findChild<QCheckBox*>();
        QVERIFY(button);
        button->setFocus(Qt::MouseFocusReason);
        QTest::mouseMove(&studio.window, canvas->mapTo(&studio.window, canvas->rect().center()));
        QTRY_VERIFY(canvas->underMouse());
        const bool checked = button->isChecked();
        QTest::keyPress(button, Qt::Key_Space);
        QCOMPARE(button->isChecked(), checked);
        QVERIFY(canvas->hasFocus());
        const QPoint at = canvas->rect().center();
        QTest::mousePress(canvas, Qt::LeftButton, {}, at);
        QTest::mouseMove(canvas, at + QPoint(30, 0));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, at + QPoint(30, 0));
        QTest::keyRelease(canvas, Qt::Key_Space);
        QVERIFY(studio.window.document()->mask().isEmpty());
        // Who goes there with the keyboard means the control.
        button->setFocus(Qt::TabFocusReason);
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(button->isChecked(), !checked);
    }

    void closingDuringARunIsQuick() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        {
            Studio studio(script);
            studio.open();
            studio.paint();
            studio.press();
            QTRY_COMPARE(script->runs.load(), 1);
            QVERIFY(!studio.window.close());
            QVERIFY(studio.dialog<QMessageBox>());
            studio.dialog<QMessageBox>()->button(QMessageBox::Discard)->click();
            QTRY_VERIFY(!studio.window.isVisible());
        }
        QVERIFY(script->destroyed);
    }

    void maskGoesOutAndComesBack() {
        Studio studio;
        studio.open();
        studio.paint();
        const MaskLayer painted = studio.window.document()->mask();
        const QString file = studio.folder.filePath(QStringLiteral("mask.png"));
        studio.window.fileFlow()->writeMask(file);
        QTRY_VERIFY(QFile::exists(file));
        studio.window.actions()->clearMask->trigger();
        QVERIFY(studio.window.document()->mask().isEmpty());
        studio.window.fileFlow()->readMask(file);
        QTRY_VERIFY(studio.window.document()->mask() == painted);
        QCOMPARE(studio.window.document()->history().undoText(), QStringLiteral("Import mask"));
        studio.window.actions()->invertMask->trigger();
        QTRY_VERIFY(!studio.window.document()->mask().isMarked({80, 60}));
        QVERIFY(studio.window.document()->mask().isMarked({80, 10}));
    }

    /// Each is one step, computed on another thread; what is painted in the meantime isn't lost.
    void maskGrowsShrinksAndFades() {
        Studio studio;
        studio.open();
        studio.paint();
        ImageDocument& document = *studio.window.document();
        const QRect before = document.mask().bounds();
        studio.window.maskFlow()->setRim(3);
        QCOMPARE(studio.window.actions()->growMask->text(), QStringLiteral("&Grow by 3 px"));
        studio.window.actions()->growMask->trigger();
        QVERIFY(studio.window.maskFlow()->isBusy());
        QTRY_COMPARE(document.mask().bounds(), before.adjusted(-3, -3, 3, 3));
        QCOMPARE(document.history().undoText(), QStringLiteral("Grow mask"));
        studio.window.actions()->shrinkMask->trigger();
        QTRY_COMPARE(document.mask().bounds(), before);
        studio.window.actions()->featherMask->trigger();
        QTRY_COMPARE(document.history().undoText(), QStringLiteral("Feather mask"));
        QCOMPARE(document.mask().bounds(), before.adjusted(-3, -3, 3, 3));
        QCOMPARE(document.history().count(), 4);

        studio.window.actions()->growMask->trigger();
        studio.window.actions()->undo->trigger();  // the mask is another one now
        QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        QCOMPARE(document.mask().bounds(), before.adjusted(-3, -3, 3, 3));
        QCOMPARE(document.history().undoText(), QStringLiteral("Grow mask"));
    }

    void similarColourIsMarkedByAClick() {
        Studio studio;
        studio.open();
        studio.window.actions()->similar->trigger();
        QTest::mouseClick(studio.window.canvas(), Qt::LeftButton, {},
                          studio.window.canvas()->toWidget({4.5, 4.5}).toPoint());
        QTRY_VERIFY(!studio.window.document()->mask().isEmpty());
        QVERIFY(studio.window.document()->mask().isMarked({4, 4}));
        QVERIFY(!studio.window.document()->mask().isMarked({150, 110}));
        QCOMPARE(studio.window.document()->history().undoText(), QStringLiteral("Mark similar colour"));
    }

    void comparisonsAreChosenAndKept() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        CanvasView& canvas = *studio.window.canvas();
        Actions& actions = *studio.window.actions();
        QCOMPARE(canvas.compare(), Compare::Split);
        for (const Compare expected : {Compare::SplitRows, Compare::SideBySide, Compare::Difference}) {
            actions.nextComparison->trigger();
            QCOMPARE(canvas.compare(), expected);
        }
        // The difference is 20 levels where something was marked; times 8 that is 160.
        const auto middle = [&canvas] {
            const QPoint at = canvas.view().toDevice({80, 60}).toPoint();
            return qRed(canvas.grab().toImage().pixel(at));
        };
        actions.showMask->setChecked(false);
        QTRY_COMPARE(middle(), 160);
        actions.differenceGains->actions().at(1)->trigger();  // × 2
        QTRY_COMPARE(middle(), 40);
        actions.compare->trigger();
        QCOMPARE(canvas.compare(), Compare::Off);
        actions.compare->trigger();
        QCOMPARE(canvas.compare(), Compare::Difference);
        QCOMPARE(QSettings().value(QStringLiteral("view/compare")).toInt(), int(Compare::Difference));
    }

    void deletedResultComesBackByUndo() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        studio.window.actions()->deleteResult->trigger();
        QVERIFY(studio.window.document()->results().empty());
        QVERIFY(!studio.window.actions()->deleteResult->isEnabled());
        QCOMPARE(studio.window.actions()->undo->text(), QStringLiteral("&Undo: Delete Inpaint 1"));
        studio.window.actions()->undo->trigger();
        QCOMPARE(studio.window.document()->results().size(), std::size_t(1));
    }

    void preferencesAreAppliedAtOnce() {
        Studio studio;
        studio.open();
        studio.window.preferences()->setUndoMegabytes(32);
        QCOMPARE(studio.window.document()->history().byteLimit(), qsizetype(32) << 20);
        studio.window.preferences()->setMaskColour(QColor(0, 200, 0));
        studio.window.preferences()->setMaskOpacity(100);
        studio.paint();
        const QPoint at = studio.window.canvas()->view().toDevice({80.5, 60.5}).toPoint();
        QCOMPARE(studio.window.canvas()->grab().toImage().pixel(at), qRgb(0, 200, 0));
        QCOMPARE(Preferences().undoMegabytes(), 32);
        QCOMPARE(Preferences().maskFill(), QColor(0, 200, 0, 255));
    }

    void maskOfAnotherSizeIsRefused() {
        Studio studio;
        studio.open();
        const QString file = studio.folder.filePath(QStringLiteral("small.png"));
        test::offGui([&] { writeMask(ImageBuffer(10, 10, 1, Depth::UInt8), file.toStdString()); });
        studio.window.fileFlow()->readMask(file);
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().details.contains(QStringLiteral("10 × 10")));
        QVERIFY(studio.window.document()->mask().isEmpty());
    }

    void pastesAPicture() {
        Studio studio;
        QImage picture(33, 22, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QApplication::clipboard()->setImage(picture);
        studio.window.actions()->paste->trigger();
        QTRY_VERIFY(studio.window.document());
        QCOMPARE(studio.window.document()->size(), QSize(33, 22));
        QCOMPARE(studio.window.document()->source().photo->pixels.sample(5, 5, 0), 255);
    }

    void droppedModelIsUsed() {
        const QString path = QStringLiteral(LACUNA_TEST_DATA "/parity/drunet_color.pth");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const auto drop = [&](QWidget& window) {
            QDragEnterEvent enter(QPoint(60, 60), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&window, &enter);
            QDropEvent event(QPointF(60, 60), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&window, &event);
        };
        Studio studio;
        drop(studio.window);
        QVERIFY(studio.window.messageBar()->message().text.contains("next photograph"));
        QVERIFY(!studio.window.document());
        studio.open();
        QTRY_COMPARE(studio.window.document()->settings().model.nameOrPath, path.toStdString());
        QVERIFY(studio.window.messageBar()->message().headline.contains("drunet_color.pth"));

        const QTemporaryDir folder;
        const QString broken = folder.filePath("256x256_diffusion_uncond.pt");
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly));
        data.setUrls({QUrl::fromLocalFile(broken)});
        drop(studio.window);
        QTRY_COMPARE(studio.window.messageBar()->message().kind, Message::Kind::Warning);
        QCOMPARE(studio.window.document()->settings().model.nameOrPath, path.toStdString());
    }

    void everyControlHasAName() {
        Studio studio;
        studio.open();
        int checked = 0;
        for (QWidget* widget : studio.window.findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(widget) ||
                                 qobject_cast<QAbstractSlider*>(widget) ||
                                 qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget);
            if (!control || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
            if (qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) ||
                widget->parentWidget()->inherits("QComboBoxPrivateContainer") ||
                widget->inherits("QScrollBar"))
                continue;
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            const QString name = interface->text(QAccessible::Name);
            QVERIFY2(!name.isEmpty(),
                     qPrintable(QStringLiteral("%1 in %2")
                                    .arg(QLatin1String(widget->metaObject()->className()),
                                         QLatin1String(widget->parentWidget()->metaObject()->className()))));
            ++checked;
        }
        QVERIFY(checked > 30);
    }

    /// Alt with a letter means one thing: menus and controls don't share one, whatever is unfolded.
    void mnemonicsAreUnique() {
        Studio studio;
        studio.open();
        for (FoldSection* fold : studio.window.findChildren<FoldSection*>())
            fold->setOpen(true);
        for (const TaskRow& row : taskRows()) {
            RestorationSettings settings = studio.window.document()->settings();
            settings.task = row.task;
            studio.window.document()->setSettings(settings);
            QHash<QChar, QString> seen;
            const auto take = [&seen](const QString& text) {
                const qsizetype at = text.indexOf(QLatin1Char('&'));
                if (at < 0 || at + 1 >= text.size()) return;
                const QChar key = text[at + 1].toLower();
                QVERIFY2(!seen.contains(key), qPrintable(text + QStringLiteral(" and ") + seen.value(key)));
                seen.insert(key, text);
            };
            for (QAction* menu : studio.window.menuBar()->actions())
                take(menu->text());
            for (QLabel* label : studio.window.taskPanel()->findChildren<QLabel*>()) {
                if (label->isVisible() && label->buddy()) take(label->text());
            }
            for (QAbstractButton* button : studio.window.taskPanel()->findChildren<QAbstractButton*>()) {
                if (button->isVisible()) take(button->text());
            }
            QVERIFY(seen.size() > 10);
        }
    }

    void themesSwitchLive() {
        Studio studio;
        studio.open();
        std::vector<int> surrounds;
        // Palette changes reach widgets only while the application's own event loop runs.
        QTimer::singleShot(0, &studio.window, [&] {
            for (const Theme::Choice choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
                studio.theme.setChoice(choice);
                QTest::qWait(50);
                surrounds.push_back(studio.window.canvas()->grab().toImage().pixelColor(0, 0).lightness());
            }
            QCoreApplication::quit();
        });
        QCoreApplication::exec();
        QCOMPARE(surrounds, (std::vector<int>{0x30, 0xb9}));
        QVERIFY(!Theme::isDark(studio.window.palette()));
    }

    /// After all of the above: the engine, files and conversions were never entered on the GUI thread.
    void guiThreadStayedFree() {
        for (const char* what : guiThreadOffences())
            qWarning("%s ran on the GUI thread", what);
        QVERIFY(guiThreadOffences().empty());
        QVERIFY(guiThreadChecks() > 50);
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
