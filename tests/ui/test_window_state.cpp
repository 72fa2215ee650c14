// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers, and what it says of the computer.
#include "tests/ui/studio.h"
#include "ui/base/fold_section.h"
#include "ui/base/message_bar.h"
#include "ui/base/screen_room.h"
#include "ui/document/image_document.h"
#include "ui/flows/mask_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/preferences/preferences.h"
#include "ui/start/recent_files.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSpinBox>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

bool says(const QWidget& window, const char* words) {
    for (const QLabel* label : window.findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(QLatin1String(words))) return true;
    return false;
}

QString checkedTheme(Studio& studio) {
    const QAction* checked = studio.window.actions()->themes->checkedAction();
    return checked ? checked->text().remove(QLatin1Char('&')) : QString();
}

QDoubleSpinBox* spinBox(Studio& studio, const char* name) {
    for (QDoubleSpinBox* box : studio.window.findChildren<QDoubleSpinBox*>())
        if (box->accessibleName() == QLatin1String(name)) return box;
    return nullptr;
}

}  // namespace

class TestWindowState : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    /// A screen may be smaller than the window would like to be.
    void fitsOnTheScreen() {
        Studio studio;
        const QRect room = studio.window.screen()->availableGeometry();
        QVERIFY2(room.width() < 1280 && room.height() < 820, "the test's screen is too large");
        QVERIFY(studio.window.width() <= room.width());
        QVERIFY(studio.window.height() < room.height());  // a frame needs room, too
    }

    /// Measured once, at the first start, and said there and in the preferences.
    void saysWhatTheComputerCanDo() {
        QSettings().clear();
        Studio studio;
        QVERIFY(!says(studio.window, "megapixel"));
        QTRY_VERIFY(says(studio.window,
                         "On this computer (A processor), restoring a one-megapixel photograph takes"));
        studio.window.actions()->preferences->trigger();
        QWidget* dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        QVERIFY(says(*dialog, "megapixel"));
        Studio again;
        QTRY_VERIFY(says(again.window, "megapixel"));
        QCOMPARE(again.script->speedRuns.load(), 0);
    }

    void themeMenuFollowsThePreferences() {
        Studio studio;
        QCOMPARE(checkedTheme(studio), QStringLiteral("Same as the desktop"));
        studio.theme.setChoice(Theme::Choice::Dark);
        QCOMPARE(checkedTheme(studio), QStringLiteral("Dark"));
        const Theme kept;
        QVERIFY(kept.choice() == Theme::Choice::Dark);
    }

    /// What is chosen for all photographs is no step of one's history, and undoing doesn't take it back.
    void preferencesAreNoStep() {
        Studio studio;
        studio.open();
        RestorationSettings settings = studio.window.document()->settings();
        settings.task = Task::Denoise;
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
        studio.window.preferences()->setThreads(3);
        QCOMPARE(studio.window.document()->settings().compute.threads, 3);
        QCOMPARE(studio.window.document()->history().count(), 1);
        studio.window.actions()->undo->trigger();
        QVERIFY(studio.window.document()->settings().task == Task::Inpaint);
        QCOMPARE(studio.window.document()->settings().compute.threads, 3);
        studio.window.actions()->redo->trigger();
        QVERIFY(studio.window.document()->settings().task == Task::Denoise);
        QCOMPARE(studio.window.document()->settings().compute.threads, 3);
        QCOMPARE(Preferences().threads(), 3);
    }

    /// Another preference leaves alone what was chosen for this photograph.
    void ownDeviceStays() {
        Studio studio;
        studio.open();
        RestorationSettings settings = studio.window.document()->settings();
        settings.compute.device = DeviceChoice::Cpu;
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Device"));
        studio.window.preferences()->setMaskOpacity(80);
        QVERIFY(studio.window.document()->settings().compute.device == DeviceChoice::Cpu);
        studio.window.actions()->undo->trigger();
        QVERIFY(studio.window.document()->settings().compute.device == DeviceChoice::Auto);
    }

    void windowComesBackAsItWas() {
        const QSize size(1100, 700);
        {
            Studio studio;
            studio.window.resize(size);
            QVERIFY(!studio.window.actions()->rulers->isChecked());
            studio.window.actions()->rulers->trigger();
            QVERIFY(studio.window.close());
        }
        Studio studio;
        QCOMPARE(studio.window.size(), size);
        QVERIFY(studio.window.actions()->rulers->isChecked());
    }

    void toolsAndViewsComeBack() {
        const auto sizeOf = [](Studio& studio) { return spinBox(studio, "Brush size")->value(); };
        const auto speedOf = [](Studio& studio) {
            return studio.window.timelinePanel()->findChild<QSpinBox*>();
        };
        const auto advancedOf = [](Studio& studio) {
            return studio.window.taskPanel()->findChild<FoldSection*>();
        };
        {
            Studio studio;
            studio.open();
            Actions& actions = *studio.window.actions();
            QVERIFY(actions.brush->isChecked());
            QVERIFY(studio.window.canvas()->maskLook() == MaskLook::Overlay);
            QVERIFY(studio.window.canvas()->iterate() == Iterate::Estimate);
            QVERIFY(!advancedOf(studio)->isOpen());
            actions.largerBrush->trigger();
            actions.softerBrush->trigger();
            actions.eraser->trigger();
            actions.maskLooks->actions().last()->trigger();
            advancedOf(studio)->findChild<QToolButton*>()->click();
            QVERIFY(advancedOf(studio)->isOpen());
            auto* shown = studio.window.timelinePanel()->findChild<QComboBox*>();
            shown->setCurrentIndex(2);
            Q_EMIT shown->activated(2);
            speedOf(studio)->setValue(20);
            for (QToolButton* button : studio.window.timelinePanel()->findChildren<QToolButton*>())
                if (button->isCheckable()) button->click();
        }
        Studio studio;
        studio.open();
        Actions& actions = *studio.window.actions();
        QVERIFY(actions.eraser->isChecked());
        QCOMPARE(sizeOf(studio), 4.0);  // the eraser's own, for a photograph as small as this
        actions.brush->trigger();
        QCOMPARE(sizeOf(studio), 5.0);
        QCOMPARE(spinBox(studio, "Brush hardness")->value(), 90.0);
        QVERIFY(studio.window.canvas()->maskLook() == MaskLook::Outline);
        QVERIFY(actions.maskLooks->actions().last()->isChecked());
        QVERIFY(studio.window.canvas()->isMaskShown());
        QVERIFY(advancedOf(studio)->isOpen());
        QCOMPARE(studio.window.timelinePanel()->findChild<QComboBox*>()->currentIndex(), 2);
        QVERIFY(studio.window.canvas()->iterate() == Iterate::Both);
        QCOMPARE(speedOf(studio)->value(), 20);
        QVERIFY(!studio.window.timelinePanel()->loss()->isHidden());
    }

    /// By its key, by dragging its edge, and at the next start.
    void sidePanelFolds() {
        {
            Studio studio;
            QVERIFY(!studio.window.actions()->sidePanel->isEnabled());  // nothing is open
            studio.open();
            auto* split = static_cast<QSplitter*>(studio.window.centralWidget());
            const int width = split->sizes().back();
            QVERIFY(width > 200);
            QVERIFY(studio.window.actions()->sidePanel->isChecked());
            studio.window.taskPanel()->runButton()->setFocus();
            QTest::keyClick(&studio.window, Qt::Key_F9);
            QCOMPARE(split->sizes().back(), 0);
            QVERIFY(studio.window.canvas()->hasFocus());
            QVERIFY(!studio.window.taskPanel()->isEnabled());  // the Tab key passes it by
            QTest::keyClick(&studio.window, Qt::Key_F9);
            QCOMPARE(split->sizes().back(), width);
            QVERIFY(studio.window.taskPanel()->isEnabled());
            QSplitterHandle* edge = split->handle(1);
            QTest::mousePress(edge, Qt::LeftButton, {}, edge->rect().center());
            QTest::mouseMove(edge, edge->rect().center() + QPoint(width, 0));
            QTest::mouseRelease(edge, Qt::LeftButton, {}, edge->rect().center());
            QCOMPARE(split->sizes().back(), 0);
            QVERIFY(!studio.window.actions()->sidePanel->isChecked());
            QVERIFY(studio.window.close());
        }
        Studio studio;
        studio.open();
        auto* split = static_cast<QSplitter*>(studio.window.centralWidget());
        QCOMPARE(split->sizes().back(), 0);
        QVERIFY(!studio.window.actions()->sidePanel->isChecked());
        QTest::keyClick(&studio.window, Qt::Key_F9);
        QVERIFY(split->sizes().back() > 200);
    }

    /// Only the canvas; F11 or Esc brings back what was there.
    void fullScreenIsOnlyTheCanvas() {
        Studio studio;
        studio.open();
        const auto around = [&studio] {
            int visible = studio.window.menuBar()->isVisible() + studio.window.statusBar()->isVisible() +
                          studio.window.taskPanel()->isVisible();
            for (const QToolBar* bar : studio.window.findChildren<QToolBar*>())
                visible += bar->isVisible();
            return visible;
        };
        QCOMPARE(around(), 5);
        for (const int end : {int(Qt::Key_F11), int(Qt::Key_Escape)}) {
            QTest::keyClick(&studio.window, Qt::Key_F11);
            QVERIFY(studio.window.isFullScreen());
            QVERIFY(studio.window.actions()->fullScreen->isChecked());
            QCOMPARE(around(), 0);
            QVERIFY(studio.window.canvas()->isVisible());
            QTest::keyClick(&studio.window, Qt::Key(end));
            QVERIFY(!studio.window.isFullScreen());
            QVERIFY(!studio.window.actions()->fullScreen->isChecked());
            QCOMPARE(around(), 5);
        }
    }

    /// Closing a photograph leaves nothing of it in memory, nor of its results.
    void closingForgetsThePhotograph() {
        Studio studio;
        studio.open();
        studio.paint();
        studio.runToTheEnd();
        QTRY_VERIFY(!studio.window.document()->results().empty());
        studio.window.actions()->comparisons->actions()[3]->trigger();  // the difference
        studio.window.actions()->compare->trigger();
        studio.window.actions()->findDamage->trigger();
        QTRY_VERIFY(!studio.window.maskFlow()->isBusy());
        studio.window.actions()->copy->trigger();
        const std::weak_ptr<const Photograph> photo = studio.window.document()->source().photo;
        const std::weak_ptr<const RestorationResult> result = studio.window.document()->results()[0];
        studio.window.document()->markSaved(result.lock());
        studio.window.document()->markMaskSaved(studio.window.document()->maskRevision());
        studio.window.actions()->close->trigger();
        QTRY_VERIFY(!studio.window.document());
        constexpr int kPatience = 20'000;  // it may just be written into the recovery file
        QTRY_VERIFY_WITH_TIMEOUT(photo.expired(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(result.expired(), kPatience);
    }

    /// A brush keeps its share of the photograph, not its pixels.
    void brushSizeGoesWithThePhotograph() {
        Studio studio;
        studio.open();
        QDoubleSpinBox* size = spinBox(studio, "Brush size");
        size->setValue(16);
        const QString larger = studio.folder.filePath(QStringLiteral("larger.png"));
        test::offGui([&] { writePhotograph(test::makePhoto(1000, 700), larger.toStdString()); });
        studio.window.openPath(larger);
        QTRY_COMPARE(studio.window.document()->size(), QSize(1000, 700));
        QCOMPARE(size->value(), 100.0);
        studio.window.openPath(studio.path);
        QTRY_COMPARE(studio.window.document()->size(), test::kPhoto);
        QCOMPARE(size->value(), 16.0);
    }

    void isNoSmallerThanItsPanelsNeed() {
        Studio studio;
        studio.open();
        studio.window.resize(300, 200);
        QCOMPARE(studio.window.size(), withinScreen(studio.window, QSize(1024, 640)));
    }

    void recentPhotographs() {
        Studio studio;
        studio.open();
        QCOMPARE(RecentFiles().paths(), QStringList{studio.path});
        // One that is gone is said to be, and leaves the list.
        QVERIFY(QFile::remove(studio.path));
        Studio later;
        later.window.openPath(studio.path);
        QTRY_VERIFY(later.window.messageBar()->isVisible());
        QVERIFY(later.window.messageBar()->message().headline.contains(QStringLiteral("photo.png")));
        QVERIFY(RecentFiles().paths().isEmpty());
    }
};

QTEST_MAIN(TestWindowState)
#include "test_window_state.moc"
