// SPDX-License-Identifier: GPL-3.0-or-later
// The list of keys: what can be changed, what is refused, and what is remembered.
#include "tests/ui/studio.h"
#include "ui/main_window/actions.h"
#include "ui/preferences/shortcut_dialog.h"
#include "ui/preferences/shortcuts.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSet>
#include <QTreeWidget>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

/// The dialog, with the row of an action chosen.
struct List {
    List(Studio& studio, const QAction* action) : dialog(*studio.window.shortcuts(), &studio.window) {
        dialog.show();
        auto* tree = dialog.findChild<QTreeWidget*>();
        tree->setCurrentItem(
            tree->topLevelItem(studio.window.shortcuts()->actions().indexOf(const_cast<QAction*>(action))));
    }
    void press(const QKeySequence& key) {
        auto* edit = dialog.findChild<QKeySequenceEdit*>();
        edit->setKeySequence(key);
        Q_EMIT edit->editingFinished();
    }
    bool says(const char* words) {
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            if (label->text().contains(QString::fromUtf8(words))) return true;
        return false;
    }
    QPushButton* button(const char* text) {
        for (auto* each : dialog.findChildren<QPushButton*>())
            if (each->text() == QLatin1String(text)) return each;
        return nullptr;
    }

    ShortcutDialog dialog;
};

}  // namespace

class TestShortcuts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    /// Whatever has a key is in the list, under a name of its own, and no two commands share a key.
    void listIsComplete() {
        Studio studio;
        const QList<QAction*>& listed = studio.window.shortcuts()->actions();
        QVERIFY(listed.size() > 50);
        QSet<QString> names, keys;
        for (const QAction* action : listed) {
            QVERIFY2(!names.contains(action->objectName()), qPrintable(action->objectName()));
            names << action->objectName();
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys << key.toString();
            }
        }
        for (const QAction* action : studio.window.actions()->findChildren<QAction*>())
            QVERIFY2(action->shortcuts().isEmpty() || listed.contains(action), qPrintable(action->text()));
    }

    void aKeyIsChangedAndRemembered() {
        {
            Studio studio;
            studio.open();
            Actions& actions = *studio.window.actions();
            List list(studio, actions.lasso);
            list.press(QKeySequence(Qt::Key_J));
            QCOMPARE(actions.lasso->shortcut(), QKeySequence(Qt::Key_J));
            QVERIFY(actions.lasso->toolTip().endsWith(QStringLiteral("(J)")));
            list.dialog.close();
            studio.window.activateWindow();
            QTest::keyClick(studio.window.canvas(), Qt::Key_J);
            QVERIFY(actions.lasso->isChecked());
        }
        Studio again;
        QCOMPARE(again.window.actions()->lasso->shortcut(), QKeySequence(Qt::Key_J));
        QCOMPARE(again.window.actions()->brush->shortcut(), QKeySequence(Qt::Key_B));
    }

    /// What names a key elsewhere names the one that it has.
    void hintsFollowTheKeys() {
        Studio studio;
        studio.open();
        studio.paint();
        Actions& actions = *studio.window.actions();
        Shortcuts& shortcuts = *studio.window.shortcuts();
        const auto hintOf = [&studio](const char* name) {
            for (const auto* spin : studio.window.findChildren<QDoubleSpinBox*>())
                if (spin->accessibleName() == QLatin1String(name)) return spin->toolTip();
            return QString();
        };
        const auto* button = studio.window.taskPanel()->runButton();
        QVERIFY(button->toolTip().endsWith(QStringLiteral("(Ctrl+Return)")));
        QVERIFY(hintOf("Brush size").endsWith(QStringLiteral("([ and ])")));
        QVERIFY(hintOf("Brush hardness").contains(QStringLiteral("Shift+")));
        QVERIFY(shortcuts.set(*actions.restore, QKeySequence(Qt::Key_F7)));
        QVERIFY(button->toolTip().endsWith(QStringLiteral("(F7)")));
        QVERIFY(shortcuts.set(*actions.smallerBrush, QKeySequence(Qt::Key_J)));
        QVERIFY(hintOf("Brush size").endsWith(QStringLiteral("(J and ])")));
        QVERIFY(shortcuts.set(*actions.smallerBrush, QKeySequence()));
        QVERIFY(hintOf("Brush size").endsWith(QStringLiteral("(])")));
        QVERIFY(shortcuts.set(*actions.largerBrush, QKeySequence()));
        QVERIFY(shortcuts.set(*actions.restore, QKeySequence()));
        QVERIFY(!hintOf("Brush size").contains(QLatin1Char('(')));
        QVERIFY(!button->toolTip().contains(QLatin1Char('(')));
    }

    void aTakenKeyIsRefused() {
        Studio studio;
        Actions& actions = *studio.window.actions();
        List list(studio, actions.brush);
        list.press(QKeySequence(Qt::Key_E));
        QCOMPARE(actions.brush->shortcut(), QKeySequence(Qt::Key_B));
        QCOMPARE(actions.eraser->shortcut(), QKeySequence(Qt::Key_E));
        QVERIFY(list.says("already belongs to “Eraser”"));
        QVERIFY(!QSettings().contains(QStringLiteral("shortcuts/brush")));
    }

    void aReservedKeyIsRefused_data() {
        QTest::addColumn<QKeySequence>("key");
        QTest::newRow("space") << QKeySequence(Qt::Key_Space);
        QTest::newRow("the original") << QKeySequence(Qt::Key_O);
        QTest::newRow("escape") << QKeySequence(Qt::Key_Escape);
        QTest::newRow("an arrow with shift") << QKeySequence(Qt::SHIFT | Qt::Key_Left);
    }
    void aReservedKeyIsRefused() {
        QFETCH(QKeySequence, key);
        Studio studio;
        Actions& actions = *studio.window.actions();
        List list(studio, actions.rulers);
        list.press(key);
        QVERIFY(actions.rulers->shortcut().isEmpty());
        QVERIFY(list.says("is reserved"));
    }

    /// Of several keys in a row, the first counts.
    void onlyTheFirstOfSeveral() {
        Studio studio;
        List list(studio, studio.window.actions()->rulers);
        list.press(QKeySequence(QStringLiteral("Ctrl+K, J")));
        QCOMPARE(studio.window.actions()->rulers->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_K));
    }

    void noKeyAndDefault() {
        Studio studio;
        Actions& actions = *studio.window.actions();
        const QList<QKeySequence> both = actions.restore->shortcuts();
        QCOMPARE(both.size(), 2);
        List list(studio, actions.restore);
        list.button("&No key")->click();
        QVERIFY(actions.restore->shortcuts().isEmpty());
        QVERIFY(Studio().window.actions()->restore->shortcuts().isEmpty());
        list.button("&Default")->click();
        QCOMPARE(actions.restore->shortcuts(), both);
        QVERIFY(!QSettings().contains(QStringLiteral("shortcuts/restore")));
    }

    /// A default key that another command has by now stays there, until all are reset.
    void resetsAll() {
        Studio studio;
        Actions& actions = *studio.window.actions();
        Shortcuts& shortcuts = *studio.window.shortcuts();
        QVERIFY(shortcuts.set(*actions.brush, QKeySequence(Qt::Key_J)));
        QVERIFY(shortcuts.set(*actions.eraser, QKeySequence(Qt::Key_B)));
        shortcuts.reset(*actions.brush);
        QVERIFY(actions.brush->shortcuts().isEmpty());
        List list(studio, actions.brush);
        list.button("&Reset all")->click();
        QCOMPARE(actions.brush->shortcut(), QKeySequence(Qt::Key_B));
        QCOMPARE(actions.eraser->shortcut(), QKeySequence(Qt::Key_E));
        for (const QString& key : QSettings().allKeys())
            QVERIFY2(!key.startsWith(QLatin1String("shortcuts/")), qPrintable(key));
    }
};

QTEST_MAIN(TestShortcuts)
#include "test_shortcuts.moc"
