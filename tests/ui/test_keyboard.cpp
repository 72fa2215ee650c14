// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done without a pointer, and what a screen reader is told.
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "tests/ui/studio.h"
#include "ui/base/fold_section.h"
#include "ui/document/image_document.h"
#include "ui/main_window/actions.h"
#include "ui/panels/gallery_window.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/start/picture_card.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

void setTask(Studio& studio, int task) {
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = Task(task);
    studio.window.document()->setSettings(settings);
    QCoreApplication::processEvents();
}

/// Those that the Tab key reaches in the window of `first`, from there on.
QList<QWidget*> tabOrder(QWidget* first) {
    QList<QWidget*> order;
    QWidget* at = first;
    do {
        const bool reached =
            at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus) && !at->focusProxy();
        if (reached && at->window() == first->window()) order << at;
        at = at->nextInFocusChain();
    } while (at != first);
    return order;
}

QString nameOf(const QWidget* widget) {
    return QStringLiteral("%1 “%2”").arg(QLatin1String(widget->metaObject()->className()),
                                         widget->accessibleName());
}

/// Steps of the Tab key within `panel` that go up, or to the left within a row.
QStringList stepsBackIn(const QWidget& panel, const QList<QWidget*>& order) {
    QStringList back;
    const QWidget* before = nullptr;
    for (QWidget* widget : order) {
        if (!panel.isAncestorOf(widget)) continue;
        if (before) {
            const QRect a(before->mapToGlobal(QPoint()), before->size());
            const QRect b(widget->mapToGlobal(QPoint()), widget->size());
            const bool sameRow = a.top() <= b.center().y() && b.center().y() <= a.bottom();
            if (sameRow ? b.left() < a.left() : b.top() < a.top())
                back << nameOf(before) + " → " + nameOf(widget);
        }
        before = widget;
    }
    return back;
}

bool isControl(const QWidget* widget) {
    const bool control =
        qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractSlider*>(widget) ||
        qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QComboBox*>(widget) ||
        qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QLineEdit*>(widget);
    return control && !widget->objectName().startsWith(QLatin1String("qt_")) &&
           !widget->inherits("QScrollBar") && !widget->inherits("QHeaderView") &&
           !widget->inherits("QTableCornerButton") &&
           !qobject_cast<const QComboBox*>(widget->parentWidget()) &&
           !qobject_cast<const QLineEdit*>(widget->parentWidget()) &&
           !qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) &&
           !widget->parentWidget()->inherits("QComboBoxPrivateContainer");
}

}  // namespace

class TestKeyboard : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void tabGoesRowByRow_data() {
        QTest::addColumn<int>("task");
        for (const TaskRow& row : taskRows())
            QTest::newRow(row.name) << int(row.task);
    }
    void tabGoesRowByRow() {
        QFETCH(int, task);
        Studio studio;
        studio.window.resize(1280, 1600);
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        setTask(studio, task);
        for (FoldSection* fold : studio.window.findChildren<FoldSection*>())
            fold->setOpen(true);
        QTest::qWait(300);  // folds slide
        const QList<QWidget*> order = tabOrder(studio.window.canvas());
        QVERIFY(order.size() > 20);
        const QStringList back = stepsBackIn(*studio.window.taskPanel(), order) +
                                 stepsBackIn(*studio.window.timelinePanel(), order);
        QVERIFY2(back.isEmpty(), qPrintable(back.join(QLatin1Char('\n'))));
        // From the photograph to its steps, to the panel, to the results.
        const auto first = [&order](const QWidget& panel) {
            for (qsizetype i = 0; i < order.size(); ++i)
                if (panel.isAncestorOf(order[i])) return i;
            return qsizetype(-1);
        };
        const auto* results = studio.window.findChild<QListWidget*>();
        QVERIFY(results);
        QVERIFY(0 < first(*studio.window.timelinePanel()));
        QVERIFY(first(*studio.window.timelinePanel()) < first(*studio.window.taskPanel()));
        QVERIFY(first(*studio.window.taskPanel()) < order.indexOf(const_cast<QListWidget*>(results)));
    }

    /// After a number and Enter, the keys belong to the photograph again.
    void enterEndsTyping() {
        Studio studio;
        studio.open();
        studio.paint();
        QVERIFY(!studio.window.document()->mask().isEmpty());
        studio.window.activateWindow();
        setTask(studio, int(Task::Denoise));
        for (QAbstractSpinBox* box : studio.window.taskPanel()->findChildren<QAbstractSpinBox*>()) {
            if (!box->isVisible()) continue;
            box->setFocus();
            box->selectAll();
            QTest::keyClicks(box, QStringLiteral("7"));
            QTest::keyClick(box, Qt::Key_Return);
            QTRY_COMPARE(studio.window.focusWidget(), static_cast<QWidget*>(studio.window.canvas()));
            QCOMPARE(studio.window.document()->settings().noise[std::size_t(Task::Denoise)], 7.0);
            return;
        }
        QFAIL("no number is shown");
    }

    void enterOpensASample() {
        Studio studio;
        auto* card = studio.window.findChild<PictureCard*>();
        QVERIFY(card);
        card->setFocus();
        QTest::keyClick(card, Qt::Key_Return);
        QTRY_VERIFY(studio.window.document());
    }

    void tasksHaveKeys() {
        Studio studio;
        studio.open();
        const QList<QAction*> tasks = studio.window.actions()->tasks->actions();
        QCOMPARE(tasks.size(), int(taskRows().size()));
        for (QAction* task : tasks) {
            QVERIFY(!task->shortcut().isEmpty());
            task->trigger();
            QCOMPARE(int(studio.window.document()->settings().task), task->data().toInt());
            QVERIFY(task->isChecked());
        }
    }

    /// What has no key has a place in a menu at least; these have both.
    void commandsAreInMenus_data() {
        QTest::addColumn<QString>("key");
        for (const char* key :
             {"Alt+1", "Alt+4", "F", "Ctrl+G", "Ctrl+Shift+R", "Ctrl+Shift+D", ",", ".", "Ctrl+B"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void commandsAreInMenus() {
        QFETCH(QString, key);
        Studio studio;
        int found = 0;
        for (const QMenu* menu : studio.window.menuBar()->findChildren<QMenu*>()) {
            for (const QAction* action : menu->actions())
                found += action->shortcuts().contains(QKeySequence(key)) ? 1 : 0;
        }
        QCOMPARE(found, 1);
    }

    void escapeClosesTheGallery() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.window.actions()->seedGallery->trigger();
        auto* gallery = studio.window.findChild<GalleryWindow*>();
        QVERIFY(gallery->isVisible());
        QTest::keyClick(gallery, Qt::Key_Escape);
        QVERIFY(!gallery->isVisible());
    }

    /// Wherever the focus is, but where text is written.
    void oHoldsTheOriginal() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        CanvasView* canvas = studio.window.canvas();
        canvas->setCompare(Compare::Off);
        const QPoint at = canvas->toWidget({80, 60}).toPoint();
        const auto seen = [&] {
            return qGray(canvas->grab().toImage().pixel(at * canvas->devicePixelRatioF()));
        };
        const int restored = seen();
        auto* results = studio.window.findChild<QListWidget*>();
        for (QWidget* focus : {static_cast<QWidget*>(canvas), static_cast<QWidget*>(results)}) {
            QTest::keyPress(focus, Qt::Key_O);
            QCOMPARE(results->currentRow(), 1);
            QVERIFY(seen() < restored);
            QTest::keyRelease(focus, Qt::Key_O);
            QCOMPARE(seen(), restored);
        }
        results->editItem(results->item(1));
        auto* editor = results->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClick(editor, Qt::Key_O);
        QCOMPARE(editor->text().toLower(), QStringLiteral("o"));
    }

    void lossByArrowKeys() {
        LossPanel panel;
        panel.resize(600, 240);
        std::vector<LossRecord> history;
        for (int step = 0; step < 3; ++step)
            for (int inner = 0; inner < 2; ++inner)
                history.push_back({0, step, inner, 1.0 / (step + 1), {4.0 - step, 1, 0.5, 0}, {}, {}});
        panel.setHistory(history);
        panel.setCurrent(0, 1);
        QSignalSpy chosen(&panel, &LossPanel::stepChosen);
        QTest::keyClick(&panel, Qt::Key_Right);  // from the last inner step of step 1
        QVERIFY2(panel.accessibleDescription().contains(QStringLiteral("Step 3, inner step 1")),
                 qPrintable(panel.accessibleDescription()));
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("Misfit 2")));
        QTest::keyClick(&panel, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][1].toInt(), 2);
        QTest::keyClick(&panel, Qt::Key_Home);
        QTest::keyClick(&panel, Qt::Key_Left);
        QTest::keyClick(&panel, Qt::Key_Enter);
        QCOMPARE(chosen[1][1].toInt(), 0);
    }

    void controlsOfOtherWindowsHaveNames_data() {
        QTest::addColumn<QAction * Actions::*>("action");
        QTest::newRow("preferences") << &Actions::preferences;
        QTest::newRow("degrade") << &Actions::degrade;
        QTest::newRow("seed gallery") << &Actions::seedGallery;
        QTest::newRow("compare solvers") << &Actions::compareSolvers;
        QTest::newRow("models") << &Actions::models;
        QTest::newRow("manual") << &Actions::manual;
    }
    void controlsOfOtherWindowsHaveNames() {
        QFETCH(QAction * Actions::*, action);
        Studio studio;
        studio.open();
        studio.paint();
        (studio.window.actions()->*action)->trigger();
        QCoreApplication::processEvents();
        int checked = 0;
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (!window->isVisible() || window == &studio.window) continue;
            for (QWidget* widget : window->findChildren<QWidget*>()) {
                if (!isControl(widget)) continue;
                QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(interface);
                QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), qPrintable(nameOf(widget)));
                ++checked;
            }
            const QStringList back =
                action == &Actions::manual ? QStringList() : stepsBackIn(*window, tabOrder(window));
            QVERIFY2(back.isEmpty(), qPrintable(back.join(QLatin1Char('\n'))));
        }
        QVERIFY(checked > 0);
    }

    /// Every knob says what it does to the picture.
    void knobsExplainThemselves() {
        Studio studio;
        studio.open();
        int checked = 0;
        for (QWidget* widget : studio.window.taskPanel()->findChildren<QWidget*>()) {
            const bool knob = qobject_cast<QAbstractSlider*>(widget) ||
                              qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget);
            if (!knob || !isControl(widget)) continue;
            bool explained = false;
            for (const QWidget* at = widget; at != studio.window.taskPanel() && !explained;
                 at = at->parentWidget())
                explained = !at->toolTip().isEmpty();
            QVERIFY2(explained, qPrintable(nameOf(widget)));
            ++checked;
        }
        QVERIFY(checked > 15);
    }
};

QTEST_MAIN(TestKeyboard)
#include "test_keyboard.moc"
