// SPDX-License-Identifier: GPL-3.0-or-later
// Dragging results out of the list.
#include "tests/ui/studio.h"
#include "ui/flows/drag_flow.h"
#include "ui/panels/results_panel.h"
#include "ui/services/result_drag.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QTimer>
#include <QUrl>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

struct DragStudio : Studio {
    DragStudio() {
        open();
        paint();
        runToTheEnd();
    }
    ResultPtr result() { return window.document()->results().front(); }
    /// The file that is dropped.
    static QString fileOf(const QMimeData& mime) {
        const QList<QUrl> urls = mime.urls();
        return urls.size() == 1 ? urls.front().toLocalFile() : QString();
    }
    ImageBuffer pixelsIn(const QString& file) {
        ImageBuffer pixels;
        test::offGui([&] { pixels = readPhotograph(file.toStdString()).pixels; });
        return pixels;
    }
};

}  // namespace

class TestDrag : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    /// The file appears when it is asked for, once, and is what Save would write.
    void aResultIsWrittenWhenItIsDropped() {
        DragStudio studio;
        const std::unique_ptr<QMimeData> mime = studio.window.dragFlow()->mimeFor(0);
        const auto* carried = dynamic_cast<const ResultMime*>(mime.get());
        QVERIFY(carried);
        // Whoever only looks what it is gets an answer at once.
        QVERIFY(mime->hasUrls());
        QVERIFY(!carried->isWritten());
        int turns = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&turns] { ++turns; });
        timer.start(0);
        const QString file = studio.fileOf(*mime);
        QVERIFY(turns > 0);  // the window went on meanwhile
        QVERIFY(carried->isWritten());
        QCOMPARE(QFileInfo(file).fileName(), QStringLiteral("photo-restored.png"));
        QVERIFY(studio.pixelsIn(file) == test::pixelsOf(*studio.result()));
        const QDateTime written = QFileInfo(file).lastModified();
        QCOMPARE(studio.fileOf(*mime), file);
        QCOMPARE(QFileInfo(file).lastModified(), written);
        QVERIFY(mime->data(QStringLiteral("text/uri-list")).startsWith("file:///"));
        // Nobody knows what became of it, so the result isn't saved yet.
        QCOMPARE(studio.window.document()->unsaved().results, 1);
    }

    /// Every drag has a file of its own; all of them go with the window.
    void filesAreTakenAway() {
        QString first, second;
        {
            DragStudio studio;
            first = studio.fileOf(*studio.window.dragFlow()->mimeFor(0));
            second = studio.fileOf(*studio.window.dragFlow()->mimeFor(0));
            QVERIFY(QFileInfo::exists(first) && QFileInfo::exists(second));
            QVERIFY(first != second);
        }
        QVERIFY(!QFileInfo::exists(first) && !QFileInfo::exists(second));
        QVERIFY(!QFileInfo::exists(QFileInfo(first).path()));
    }

    /// The photograph itself is its own file.
    void theOriginalIsItsFile() {
        DragStudio studio;
        QCOMPARE(studio.fileOf(*studio.window.dragFlow()->mimeFor(ImageDocument::kOriginal)), studio.path);
        QVERIFY(!studio.window.dragFlow()->mimeFor(1));
    }

    /// 16 bits don't become a JPEG without a word.
    void losesNothing() {
        DragStudio studio;
        Photograph deep = test::makePhoto(40, 30);
        deep.pixels = deep.pixels.converted(Depth::UInt16);
        auto result = std::make_shared<RestorationResult>();
        result->photo = std::make_shared<const Photograph>(deep);
        test::offGui([&] { result->display = makeDisplayImage(deep); });
        const ResultMime mime(*studio.window.files(), result, studio.window.document()->source(),
                              QStringLiteral("/nowhere/holiday.jpg"), studio.folder.path());
        const QString file = studio.fileOf(mime);
        QCOMPARE(file, studio.folder.filePath(QStringLiteral("holiday.png")));
        QVERIFY(studio.pixelsIn(file) == deep.pixels);
    }

    /// A folder that takes nothing gives nothing, and no half file.
    void whatCantBeWrittenIsNotDropped() {
        DragStudio studio;
        const ResultMime mime(*studio.window.files(), studio.result(), studio.window.document()->source(),
                              QStringLiteral("holiday.png"),
                              studio.folder.filePath(QStringLiteral("missing")));
        QVERIFY(mime.urls().isEmpty());
        QVERIFY(!mime.isWritten());
    }

    void theListBeginsADrag() {
        DragStudio studio;
        auto* panel = studio.window.findChild<ResultsPanel*>();
        panel->disconnect(studio.window.dragFlow());  // the drag itself would wait for a drop
        QSignalSpy wanted(panel, &ResultsPanel::dragWanted);
        auto* list = panel->findChild<QListWidget*>();
        const QPoint from = list->visualItemRect(list->item(1)).center();
        QTest::mousePress(list->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(list->viewport(), from + QPoint(5, 0));
        QTest::mouseMove(list->viewport(), from + QPoint(60, 5));
        QTest::mouseMove(list->viewport(), from + QPoint(90, 5));
        QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, from + QPoint(90, 5));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.front().front().toInt(), 0);
        QCOMPARE(studio.window.document()->shownIndex(), 0);
    }
};

QTEST_MAIN(TestDrag)
#include "test_drag.moc"
