// SPDX-License-Identifier: GPL-3.0-or-later
// The list of results: names, comparison with another one, the menu.
#include "tests/ui/studio.h"
#include "ui/main_window/actions.h"
#include "ui/panels/results_panel.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

void makeResults(Studio& studio, int count) {
    studio.open();
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = Task::Denoise;
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
    for (int i = 0; i < count; ++i)
        studio.runToTheEnd();
    QCOMPARE(studio.window.document()->results().size(), std::size_t(count));
}

QListWidget* listOf(Studio& studio) {
    return studio.window.findChild<ResultsPanel*>()->findChild<QListWidget*>();
}

/// The entry of the context menu of a row whose text begins so.
QAction* entry(Studio& studio, int row, const QString& start) {
    QListWidget* list = listOf(studio);
    Q_EMIT list->customContextMenuRequested(list->visualItemRect(list->item(row)).center());
    for (QMenu* menu : studio.window.findChild<ResultsPanel*>()->findChildren<QMenu*>()) {
        for (QAction* action : menu->actions())
            if (action->text().startsWith(start)) return action;
    }
    return nullptr;
}

}  // namespace

class TestResults : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void isNamedInPlace() {
        Studio studio;
        makeResults(studio, 2);
        QListWidget* list = listOf(studio);
        const QString before = list->item(1)->text();
        list->setCurrentRow(1);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        auto* editor = list->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), resultName(studio.window.document()->results()[0]->settings));
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("the soft one"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(list->item(1)->text().startsWith(QStringLiteral("the soft one")));
        QCOMPARE(studio.window.document()->history().undoText(), QStringLiteral("Rename a result"));
        studio.window.document()->history().undo();
        QCOMPARE(list->item(1)->text(), before);
        studio.window.document()->history().redo();
        QVERIFY(list->item(1)->text().startsWith(QStringLiteral("the soft one")));
    }

    /// A name outlives deleting and undoing.
    void nameComesBack() {
        Studio studio;
        makeResults(studio, 1);
        ImageDocument& document = *studio.window.document();
        document.setGivenName(document.results()[0]->id, QStringLiteral("kept"));
        entry(studio, 1, QStringLiteral("&Delete"))->trigger();
        QVERIFY(document.results().empty());
        document.history().undo();
        QVERIFY(listOf(studio)->item(1)->text().startsWith(QStringLiteral("kept")));
    }

    void comparesWithAnotherOne() {
        Studio studio;
        makeResults(studio, 2);
        CanvasView* canvas = studio.window.canvas();
        canvas->setCompare(CanvasView::Compare::Off);
        entry(studio, 1, QStringLiteral("&Compare"))->trigger();
        QCOMPARE(canvas->compare(), CanvasView::Compare::Split);
        QVERIFY(listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
        // Both sides are restorations now: the left one is as bright as the right one.
        QTest::qWait(700);  // the divider slides in
        const QImage picture = canvas->grab().toImage();
        const auto grey = [&](double x) {
            const QPointF at = canvas->toWidget({x, 100.5}) * picture.devicePixelRatio();
            return qGray(picture.pixel(at.toPoint()));
        };
        const ImageBuffer& after = studio.window.document()->results()[0]->photo->pixels;
        QVERIFY(std::abs(grey(20.5) - qGray(after.sample(20, 100, 0), after.sample(20, 100, 1),
                                            after.sample(20, 100, 2))) <= 3);

        studio.window.document()->history().undo();  // the second one goes, the compared one stays
        QVERIFY(listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
        entry(studio, 1, QStringLiteral("&Delete"))->trigger();
        studio.window.document()->history().undo();
        QVERIFY(!listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
    }

    void comparesWithTheOriginalAgain() {
        Studio studio;
        makeResults(studio, 1);
        QVERIFY(!entry(studio, 0, QStringLiteral("&Compare"))->isEnabled());
        entry(studio, 1, QStringLiteral("&Compare"))->trigger();
        entry(studio, 0, QStringLiteral("&Compare"))->trigger();
        QVERIFY(!listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
    }
};

QTEST_MAIN(TestResults)
#include "test_results.moc"
