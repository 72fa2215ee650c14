// SPDX-License-Identifier: GPL-3.0-or-later
// The list of results: names, comparison with another one, the menu.
#include "tests/ui/studio.h"
#include "ui/document/remove_result_command.h"
#include "ui/main_window/actions.h"
#include "ui/panels/results_panel.h"
#include "ui/project/project.h"

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

    void saysWhatTheRunTook_data() {
        QTest::addColumn<quint64>("peak");
        QTest::addColumn<QString>("text");
        QTest::newRow("known") << quint64(345'600'000) << "took 1 s, and 345.6 MB of memory at its peak";
        QTest::newRow("not known") << quint64(0) << "took 1 s";
    }
    void saysWhatTheRunTook() {
        QFETCH(quint64, peak);
        QFETCH(QString, text);
        Studio studio;
        studio.script->peakBytes = peak;
        makeResults(studio, 1);
        QVERIFY2(listOf(studio)->item(1)->toolTip().split('\n').contains(text),
                 qPrintable(listOf(studio)->item(1)->toolTip()));
    }

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
        QCOMPARE(editor->text(), resultName(studio.window.document()->results()[0]->settings, 1));
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("the soft one"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(list->item(1)->text().startsWith(QStringLiteral("the soft one")));
        QCOMPARE(studio.window.document()->history().undoText(), QStringLiteral("Rename result"));
        studio.window.document()->history().undo();
        QCOMPARE(list->item(1)->text(), before);
        studio.window.document()->history().redo();
        QVERIFY(list->item(1)->text().startsWith(QStringLiteral("the soft one")));
    }

    /// Each task counts for itself; a number is given once, whatever is deleted or undone.
    void namesAreNumbered() {
        Studio studio;
        makeResults(studio, 2);
        ImageDocument& document = *studio.window.document();
        const auto names = [&document] {
            QStringList all;
            for (const ResultPtr& result : document.results())
                all << document.nameOf(*result).section(QLatin1Char(','), 0, 0);
            return all.join(QLatin1Char('/'));
        };
        QCOMPARE(names(), QStringLiteral("Denoise 1/Denoise 2"));
        entry(studio, 1, QStringLiteral("&Delete"))->trigger();
        QCOMPARE(names(), QStringLiteral("Denoise 2"));
        studio.runToTheEnd();
        QCOMPARE(names(), QStringLiteral("Denoise 2/Denoise 3"));
        document.history().undo();
        QCOMPARE(names(), QStringLiteral("Denoise 1/Denoise 2/Denoise 3"));
        document.history().push(new RemoveResultCommand(document, 2));
        document.show(1);

        RestorationSettings settings = document.settings();
        settings.task = Task::Upscale;
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
        studio.runToTheEnd();
        QCOMPARE(document.nameOf(*document.results()[2]), QStringLiteral("Upscale 1, ×2"));

        // As a project keeps it, without the first one and with a name of the user's.
        document.setGivenName(document.results()[2]->stage, QStringLiteral("mine"));
        entry(studio, 1, QStringLiteral("&Delete"))->trigger();
        const std::unique_ptr<ImageDocument> again = makeDocument(snapshot(document));
        QCOMPARE(again->nameOf(*again->results()[0]), document.nameOf(*document.results()[0]));
        QCOMPARE(again->nameOf(*again->results()[1]), QStringLiteral("mine"));
        QVERIFY(again->nextName(again->results()[0]->settings).startsWith(QStringLiteral("Denoise 3")));
    }

    /// Taking a name away brings a number back.
    void emptyNameIsANumber() {
        Studio studio;
        makeResults(studio, 1);
        QListWidget* list = listOf(studio);
        list->setCurrentRow(1);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        auto* editor = list->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->clear();
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(list->item(1)->text().startsWith(QStringLiteral("Denoise 2")));
    }

    /// A name outlives deleting and undoing.
    void nameComesBack() {
        Studio studio;
        makeResults(studio, 1);
        ImageDocument& document = *studio.window.document();
        document.setGivenName(document.results()[0]->stage, QStringLiteral("kept"));
        entry(studio, 1, QStringLiteral("&Delete"))->trigger();
        QVERIFY(document.results().empty());
        document.history().undo();
        QVERIFY(listOf(studio)->item(1)->text().startsWith(QStringLiteral("kept")));
    }

    void comparesWithAnotherOne() {
        Studio studio;
        makeResults(studio, 2);
        CanvasView* canvas = studio.window.canvas();
        canvas->setCompare(Compare::Off);
        entry(studio, 1, QStringLiteral("&Compare"))->trigger();
        QCOMPARE(canvas->compare(), Compare::Split);
        QVERIFY(listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
        // Both sides are restorations now: the left one is as bright as the right one.
        QTest::qWait(700);  // the divider slides in
        const QImage picture = canvas->grab().toImage();
        const auto grey = [&](double x) {
            const QPointF at = canvas->toWidget({x, 100.5}) * picture.devicePixelRatio();
            return qGray(picture.pixel(at.toPoint()));
        };
        const ImageBuffer after = test::pixelsOf(*studio.window.document()->results()[0]);
        QVERIFY(std::abs(grey(20.5) - qGray(after.sample(20, 100, 0), after.sample(20, 100, 1),
                                            after.sample(20, 100, 2))) <= 3);

        studio.window.document()->show(1);
        studio.window.actions()->deleteResult->trigger();  // the second one goes, the compared one stays
        QVERIFY(listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
        entry(studio, 1, QStringLiteral("&Delete"))->trigger();
        studio.window.document()->history().undo();
        QVERIFY(!listOf(studio)->item(1)->text().startsWith(QStringLiteral("⇄")));
    }

    /// The list's signs (⇄, ✓, •) mean nothing when read aloud.
    void stateIsSaidInWords() {
        Studio studio;
        makeResults(studio, 1);
        ImageDocument& document = *studio.window.document();
        document.setGivenName(document.results()[0]->id, QStringLiteral("50%1 %2"));
        const auto spoken = [&] { return listOf(studio)->item(1)->data(Qt::AccessibleTextRole).toString(); };
        QVERIFY2(spoken().startsWith(QStringLiteral("50%1 %2")), qPrintable(spoken()));
        QVERIFY2(spoken().contains(QStringLiteral("not saved")), qPrintable(spoken()));
        QVERIFY(!spoken().contains(QStringLiteral("•")) && !spoken().contains(QStringLiteral("✓")));
        entry(studio, 1, QStringLiteral("&Compare"))->trigger();
        QVERIFY2(spoken().contains(QStringLiteral("compared")), qPrintable(spoken()));
        QVERIFY(!spoken().contains(QStringLiteral("⇄")));
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
