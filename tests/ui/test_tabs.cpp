// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/flows/file_flow.h"
#include "ui/flows/gallery_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/busy_row.h"
#include "ui/main_window/document_tabs.h"
#include "ui/panels/gallery_window.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/timeline_panel.h"
#include "ui/services/frame_pace.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSemaphore>
#include <QSpinBox>
#include <QUrl>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

using test::kPhoto;
using test::Script;
using test::Studio;

std::shared_ptr<Script> heldScript() {
    auto script = std::make_shared<Script>();
    script->permits.acquire(1000);
    return script;
}

/// Several photographs beside the studio's own.
struct Tabs : Studio {
    explicit Tabs(std::shared_ptr<Script> engine = std::make_shared<Script>()) : Studio(std::move(engine)) {
        for (const char* name : {"one.png", "two.png"}) {
            paths << folder.filePath(QLatin1String(name));
            test::offGui([this] {
                writePhotograph(test::makePhoto(kPhoto.width(), kPhoto.height()), paths.last().toStdString());
            });
        }
    }
    ~Tabs() { room.release(100); }

    void openBoth() {
        window.openPaths(paths);
        QTRY_COMPARE(window.documents().count(), 2);
        window.documents().show(titled(QStringLiteral("one.png")));
    }
    ImageDocument* titled(const QString& title) {
        for (int i = 0; i < window.documents().count(); ++i)
            if (window.documents().at(i)->source().title == title) return window.documents().at(i);
        return nullptr;
    }
    DocumentTabs& bar() { return *window.findChild<DocumentTabs*>(); }
    /// Keeps a queue from getting to anything else before `room` is given.
    void hold(RunQueue& queue, int threads) {
        for (int i = 0; i < threads; ++i) {
            queue.post({}, [this](RunToken&) {
                held.release();
                room.acquire();
            });
        }
        held.acquire(threads);
    }
    void answer(QMessageBox::StandardButton button) {
        QTRY_VERIFY(dialog<QMessageBox>());
        dialog<QMessageBox>()->button(button)->click();
    }
    void accept(const QString& path) {
        QTRY_VERIFY(dialog<QFileDialog>());
        auto* asked = dialog<QFileDialog>();
        // selectFile() leaves alone a line that has the focus.
        asked->findChild<QLineEdit*>()->setText(path);
        QMetaObject::invokeMethod(asked, "accept");
    }
    /// With restored samples of what was marked, as many levels lighter as there were runs before.
    bool isFileOf(const QString& path, const ResultPtr& result) {
        bool same = false;
        test::offGui(
            [&] { same = readPhotograph(path.toStdString()).pixels == result->photo.load()->pixels; });
        return same;
    }

    QStringList paths;
    QSemaphore held;
    QSemaphore room;
};

}  // namespace

class TestTabs : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void everyPhotographHasATab() {
        Tabs studio;
        studio.open();
        QVERIFY(!studio.bar().isVisible());
        ImageDocument* first = studio.window.document();
        studio.window.openPath(studio.paths[0]);
        QTRY_VERIFY(studio.window.document() != first);
        QVERIFY(studio.bar().isVisible());
        QCOMPARE(studio.bar().count(), 2);
        QCOMPARE(studio.bar().tabText(0), QStringLiteral("photo.png"));
        QCOMPARE(studio.bar().tabText(1), QStringLiteral("one.png"));
        QCOMPARE(studio.bar().currentIndex(), 1);
        // Each has its own mask, and its own place of the view.
        studio.paint();
        QCOMPARE(studio.bar().tabText(1), QStringLiteral("one.png*"));
        QVERIFY(first->mask().isEmpty());
        studio.window.actions()->zoomActual->trigger();
        studio.window.actions()->zoomIn->trigger();
        const double zoom = studio.window.canvas()->zoom();
        QTest::keyClick(&studio.window, Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(studio.window.document(), first);
        QCOMPARE(studio.bar().currentIndex(), 0);
        QVERIFY(studio.window.canvas()->isFitted());
        QVERIFY(!studio.window.isWindowModified());
        QTest::keyClick(&studio.window, Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(studio.window.canvas()->zoom(), zoom);
        QVERIFY(studio.window.isWindowModified());
        QCOMPARE(studio.window.document()->history().count(), 1);
        QTest::mouseClick(&studio.bar(), Qt::LeftButton, {}, studio.bar().tabRect(0).center());
        QCOMPARE(studio.window.document(), first);
        // Closing one asks for that one only.
        studio.window.actions()->close->trigger();
        QVERIFY(!studio.dialog<QMessageBox>());
        QCOMPARE(studio.window.documents().count(), 1);
        QVERIFY(!studio.bar().isVisible());
        QCOMPARE(studio.window.document()->source().title, QStringLiteral("one.png"));
        studio.window.actions()->close->trigger();
        studio.answer(QMessageBox::Discard);
        QTRY_VERIFY(!studio.window.document());
        QVERIFY(!studio.window.canvas()->isVisible());
    }

    void severalFilesAreDropped_data() {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("opened");
        QTest::newRow("one") << QStringList{"one.png"} << 1;
        QTest::newRow("three") << QStringList{"one.png", "two.png", "photo.png"} << 3;
        QTest::newRow("one of them missing") << QStringList{"one.png", "gone.png", "two.png"} << 2;
    }
    void severalFilesAreDropped() {
        QFETCH(QStringList, names);
        QFETCH(int, opened);
        Tabs studio;
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& name : names)
            urls << QUrl::fromLocalFile(studio.folder.filePath(name));
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(60, 60), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&studio.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(60, 60), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&studio.window, &drop);
        QTRY_COMPARE(studio.window.documents().count(), opened);
        QTRY_VERIFY(studio.window.runs().active().empty() || !studio.window.runs().isWriting());
        QCOMPARE(studio.window.messageBar()->isVisible(), opened < names.size());
    }

    /// What is painted while another photograph is being opened stays, under the hands of who paints it.
    void openingTakesNothingAway() {
        Tabs studio;
        studio.open();
        ImageDocument* first = studio.window.document();
        studio.hold(studio.window.runs().looking(), 3);
        studio.window.openPath(studio.paths[0]);
        QVERIFY(!studio.dialog<QMessageBox>());
        studio.paint();
        QTRY_VERIFY(studio.window.busyRow()->isActive());
        QVERIFY(studio.window.busyRow()->findChild<QLabel*>()->text().contains(QStringLiteral("one.png")));
        studio.room.release(100);
        QTRY_COMPARE(studio.window.documents().count(), 2);
        QCOMPARE(studio.window.document(), first);
        QVERIFY(first->mask().isMarked({80, 60}));
        QTRY_VERIFY(studio.window.messageBar()->isVisible());
        studio.window.messageBar()->findChild<QPushButton*>()->click();
        QCOMPARE(studio.window.document()->source().title, QStringLiteral("one.png"));
        QVERIFY(studio.window.document()->mask().isEmpty());
    }

    void openingCanBeCancelled() {
        Tabs studio;
        studio.hold(studio.window.runs().looking(), 3);
        studio.window.openPath(studio.paths[0]);
        BusyRow& row = *studio.window.busyRow();
        QTRY_VERIFY(row.isVisible());
        row.findChild<QPushButton*>()->click();
        QTRY_VERIFY(!row.isVisible());
        studio.room.release(100);
        QTest::qWait(100);
        QVERIFY(!studio.window.document());
        QVERIFY(!studio.window.messageBar()->isVisible());
    }

    void aRunStaysWithItsPhotograph() {
        Tabs studio(heldScript());
        studio.openBoth();
        ImageDocument* one = studio.window.document();
        ImageDocument* two = studio.titled(QStringLiteral("two.png"));
        studio.paint();
        studio.press();
        studio.script->permits.release();
        QTRY_COMPARE(studio.window.canvas()->paintedFrames(), 1);
        QVERIFY(studio.window.timelinePanel()->isVisible());
        studio.window.documents().show(two);
        // The other one is as free as before.
        auto* strip = studio.window.findChild<RunStrip*>();
        QVERIFY(!strip->isVisible());
        QVERIFY(!studio.window.timelinePanel()->isVisible());
        QVERIFY(studio.window.taskPanel()->runButton()->text().startsWith(QLatin1String("Restore")));
        QTRY_VERIFY(studio.window.busyRow()->isVisible());
        studio.paint();
        QVERIFY(two->mask().isMarked({80, 60}));
        studio.press();  // and waits for its turn
        QCOMPARE(studio.window.controller()->active().size(), std::size_t(2));
        QVERIFY(strip->isVisible());
        studio.window.documents().show(one);
        QVERIFY(strip->isVisible());
        QTRY_COMPARE(studio.window.canvas()->paintedFrames(), 2);  // where it was
        studio.window.documents().show(two);
        studio.script->permits.release(100);
        QTRY_COMPARE(one->results().size(), std::size_t(1));
        QTRY_COMPARE(two->results().size(), std::size_t(1));
        QCOMPARE(studio.script->runs.load(), 2);
        QVERIFY(one->results()[0]->mask == one->mask());
        QCOMPARE(studio.window.document(), two);
        studio.window.documents().show(one);
        QVERIFY(studio.window.timelinePanel()->isVisible());
        QVERIFY(!strip->isVisible());
    }

    void closingATabEndsItsRun() {
        Tabs studio(heldScript());
        studio.openBoth();
        studio.paint();
        studio.press();
        studio.script->permits.release();
        QTRY_COMPARE(studio.window.canvas()->paintedFrames(), 1);
        studio.window.actions()->close->trigger();
        studio.answer(QMessageBox::Discard);
        QTRY_COMPARE(studio.window.documents().count(), 1);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(studio.window.document()->results().empty());
        QVERIFY(!studio.window.findChild<RunStrip*>()->isVisible());
        studio.paint();
        studio.script->permits.release(100);
        studio.press();
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(1));
    }

    /// What the user doesn't see is said when its photograph is shown.
    void aFailureWaitsForItsTab() {
        auto script = heldScript();
        script->error = Error(ErrorCode::OutOfMemory, {}, "no");
        Tabs studio(script);
        studio.openBoth();
        ImageDocument* one = studio.window.document();
        studio.paint();
        studio.press();
        QTRY_COMPARE(script->runs.load(), 1);
        studio.window.documents().show(studio.titled(QStringLiteral("two.png")));
        script->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(!studio.window.messageBar()->isVisible());
        studio.window.documents().show(one);
        QVERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(studio.window.messageBar()->message().text.contains(QLatin1String("memory")));
    }

    /// The whole window asks for one photograph after the other; who cancels has lost none.
    void closingAsksForEach() {
        Tabs studio;
        studio.openBoth();
        studio.paint();
        studio.window.documents().show(studio.titled(QStringLiteral("two.png")));
        studio.paint();
        for (int turn = 0; turn < 2; ++turn) {
            QVERIFY(!studio.window.close());
            for (const char* title : {"one.png", "two.png"}) {
                // The question before this one goes after its answer.
                QTRY_COMPARE(studio.window.document()->source().title, QLatin1String(title));
                QTRY_VERIFY(studio.dialog<QMessageBox>() &&
                            studio.dialog<QMessageBox>()->informativeText().contains(QLatin1String(title)));
                const bool cancels = turn == 0 && title == std::string("two.png");
                studio.answer(cancels ? QMessageBox::Cancel : QMessageBox::Discard);
            }
            QTRY_VERIFY(!studio.dialog<QMessageBox>());
            QCOMPARE(studio.window.isVisible(), turn == 0);
            QCOMPARE(studio.window.documents().count(), 2);
        }
    }

    /// The result that isn't saved is the one that is saved, whichever is shown.
    void closingSavesWhatIsUnsaved() {
        Tabs studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        studio.runToTheEnd();
        ImageDocument& document = *studio.window.document();
        QCOMPARE(document.results().size(), std::size_t(2));
        document.show(0);
        studio.window.actions()->save->trigger();
        const QString saved = studio.folder.filePath(QStringLiteral("saved.png"));
        studio.accept(saved);
        QTRY_COMPARE(document.unsavedResults(), 1);
        const ResultPtr unsaved = document.results()[1];
        QVERIFY(!studio.window.close());
        studio.answer(QMessageBox::Save);
        const QString last = studio.folder.filePath(QStringLiteral("last.png"));
        studio.accept(last);
        QTRY_VERIFY(!studio.window.isVisible());
        QVERIFY(document.isSaved(unsaved));
        QVERIFY(QFile::exists(last));
    }

    /// A run that ends while the dialog is open doesn't change what it was opened for.
    void savingKeepsToItsResult_data() {
        QTest::addColumn<bool>("otherTab");
        QTest::newRow("another result") << false;
        QTest::newRow("another photograph") << true;
    }
    void savingKeepsToItsResult() {
        QFETCH(bool, otherTab);
        Tabs studio;
        studio.openBoth();
        studio.paint();
        studio.runToTheEnd();
        ImageDocument& document = *studio.window.document();
        const ResultPtr first = document.results()[0];
        studio.window.actions()->saveAs->trigger();
        auto* dialog = studio.dialog<QFileDialog>();
        QVERIFY(dialog);
        QVERIFY(dialog->windowTitle().contains(document.nameOf(*first)));
        if (otherTab) {
            studio.window.documents().show(studio.titled(QStringLiteral("two.png")));
        } else {
            RestorationSettings settings = document.settings();
            settings.task = Task::Denoise;  // another picture
            document.setSettings(settings);
            studio.window.runFlow()->start();
            QTRY_COMPARE(document.results().size(), std::size_t(2));
            QCOMPARE(document.shownIndex(), 1);
        }
        const QString file = studio.folder.filePath(QStringLiteral("first.png"));
        studio.accept(file);
        QTRY_VERIFY(document.isSaved(first));
        QVERIFY(studio.isFileOf(file, first));
        if (!otherTab) QVERIFY(!document.isSaved(document.results()[1]));
    }

    /// The window goes when the files are there.
    void closingWaitsForFiles_data() {
        QTest::addColumn<bool>("cancels");
        QTest::newRow("they are written") << false;
        QTest::newRow("the user cancels them") << true;
    }
    void closingWaitsForFiles() {
        QFETCH(bool, cancels);
        Tabs studio;
        studio.open();
        studio.paint();
        studio.hold(studio.window.runs().writing(), 1);
        const QString file = studio.folder.filePath(QStringLiteral("mask.png"));
        studio.window.fileFlow()->writeMask(file);
        QVERIFY(!studio.window.close());
        QVERIFY(!studio.dialog<QMessageBox>());
        QTRY_VERIFY(studio.window.busyRow()->isVisible());
        if (cancels) {
            studio.window.busyRow()->findChild<QPushButton*>()->click();
            studio.room.release(100);
            QTest::qWait(100);
            QVERIFY(studio.window.isVisible());
            QVERIFY(!QFile::exists(file));
            return;
        }
        studio.room.release(100);
        QTRY_VERIFY(!studio.window.isVisible());
        QVERIFY(QFile::exists(file));
    }

    /// The gallery's runs are its own: what else is begun waits for its turn, and neither is lost or doubled.
    void branchingDuringAGallery() {
        Tabs studio(heldScript());
        studio.open();
        RestorationSettings settings = studio.window.document()->settings();
        settings.task = Task::Denoise;
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
        studio.script->permits.release(4);
        studio.runToTheEnd();
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(1));
        const auto trajectory = studio.window.document()->results()[0]->trajectory;
        studio.window.actions()->seedGallery->trigger();
        GalleryWindow* gallery = studio.window.galleryFlow()->window();
        gallery->findChild<QSpinBox*>()->setValue(2);
        Q_EMIT gallery->makeWanted(2);
        QTRY_COMPARE(studio.script->runs.load(), 2);
        studio.window.runFlow()->branch(trajectory, 1);
        QCOMPARE(studio.window.controller()->active().size(), std::size_t(2));
        studio.script->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(studio.script->runs.load(), 4);
        QCOMPARE(studio.script->branches.load(), 1);
        QTRY_COMPARE(gallery->count(), 3);  // with the map
        QCOMPARE(studio.window.document()->results().size(), std::size_t(2));
        QCOMPARE(studio.window.document()->results()[1]->branchStep, 1);
    }

    /// Who chooses a result during a run sees that result; the run goes on, and can be looked at again.
    void aChosenResultIsSeenDuringARun() {
        auto script = std::make_shared<Script>();
        Tabs studio(script);
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        ImageDocument& document = *studio.window.document();
        CanvasView& canvas = *studio.window.canvas();
        canvas.setCompare(Compare::Off);
        canvas.setMaskShown(false);
        const auto seen = [&canvas] {
            const QPoint at = canvas.view().toDevice({80.5, 60.5}).toPoint();
            return qRed(canvas.grab().toImage().pixel(at));
        };
        const int original = document.source().photo->pixels.sample(80, 60, 0);
        QCOMPARE(seen(), original + 20);
        script->permits.acquire(script->permits.available());
        studio.press();
        script->permits.release(1);
        QTRY_COMPARE(seen(), original + 5);
        // A step that ends too soon after the picture before isn't shown.
        const auto rest = [] { QTest::qWait(int(FramePace::kLongestRest.count()) + 50); };
        rest();
        script->permits.release(1);
        QTRY_COMPARE(seen(), original + 10);
        QVERIFY(studio.window.runFlow()->isWatching());
        document.show(ImageDocument::kOriginal);
        canvas.setMaskShown(false);
        QTRY_COMPARE(seen(), original);
        document.show(0);
        canvas.setCompare(Compare::Off);
        QTRY_COMPARE(seen(), original + 20);
        rest();
        script->permits.release(1);
        QTest::qWait(50);
        QCOMPARE(seen(), original + 20);
        // Back to the run.
        auto* strip = studio.window.findChild<RunStrip*>();
        QVERIFY(strip->isVisible());
        for (auto* button : strip->findChildren<QPushButton*>())
            if (button->isVisible()) button->click();
        QTRY_COMPARE(seen(), original + 15);
        QVERIFY(studio.window.runFlow()->isWatching());
        script->permits.release(100);
        QTRY_COMPARE(document.results().size(), std::size_t(2));
    }

    /// A trial that ends while another photograph is shown is there when its own is shown again.
    void aTrialWaitsForItsTab() {
        Tabs studio(heldScript());
        studio.openBoth();
        ImageDocument* one = studio.window.document();
        studio.paint();
        studio.window.runFlow()->startTrial(QRect(40, 40, 60, 40));
        QTRY_COMPARE(studio.script->runs.load(), 1);
        studio.window.documents().show(studio.titled(QStringLiteral("two.png")));
        studio.script->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(!studio.window.messageBar()->isVisible());
        studio.window.documents().show(one);
        QVERIFY(studio.window.messageBar()->isVisible());
        QVERIFY(one->results().empty());
    }
};

QTEST_MAIN(TestTabs)
#include "test_tabs.moc"
