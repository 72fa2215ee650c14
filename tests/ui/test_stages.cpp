// SPDX-License-Identifier: GPL-3.0-or-later
// Chains of restorations, in the window around a scripted engine, which adds 20 to every sample that it
// restores.
#include "core/engine/recipe_job.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/base/slider_row.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/remove_result_command.h"
#include "ui/main_window/actions.h"
#include "ui/panels/results_panel.h"
#include "ui/panels/run_strip.h"
#include "ui/panels/start_row.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timeline_strip.h"
#include "ui/project/project_io.h"
#include "ui/project/project_store.h"
#include "ui/services/file_service.h"
#include "ui/services/save_recipe.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace lacuna;
using namespace lacuna::ui;
using test::Script, test::Studio;

namespace {

constexpr QPoint kMarked(80, 60);  ///< where Studio::paint() passes

void choose(Studio& studio, Task task) {
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = task;
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
}

void run(Studio& studio, Task task) {
    choose(studio, task);
    studio.runToTheEnd();
}

QListWidget* listOf(Studio& studio) {
    return studio.window.findChild<ResultsPanel*>()->findChild<QListWidget*>();
}

QComboBox* startOf(Studio& studio) {
    return studio.window.findChild<StartRow*>()->findChild<QComboBox*>();
}

/// Opens a row's context menu and triggers the entry whose text begins so.
void trigger(Studio& studio, int row, const QString& start) {
    auto* panel = studio.window.findChild<ResultsPanel*>();
    QListWidget* list = listOf(studio);
    Q_EMIT list->customContextMenuRequested(list->visualItemRect(list->item(row)).center());
    for (QMenu* menu : panel->findChildren<QMenu*>()) {
        for (QAction* action : menu->actions()) {
            if (!action->text().startsWith(start)) continue;
            action->trigger();
            menu->close();
            QCoreApplication::sendPostedEvents(menu, QEvent::DeferredDelete);
            return;
        }
    }
    QFAIL(qPrintable(start));
}

int sampleOf(const ResultPtr& result, QPoint at) {
    return test::pixelsOf(*result).sample(at.x(), at.y(), 0);
}

QString nameOf(const Studio& studio, int index) {
    const ImageDocument& document = *studio.window.document();
    return document.nameOf(*document.results()[std::size_t(index)]);
}

/// Scratches, then grain, then a second denoising of that.
void makeChain(Studio& studio) {
    studio.open();
    studio.paint();
    run(studio, Task::Inpaint);
    run(studio, Task::Denoise);
    run(studio, Task::Deblur);
    QCOMPARE(studio.window.document()->results().size(), std::size_t(3));
}

}  // namespace

class TestStages : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    /// Another task goes on from what is shown, the same one tries again; the label says which.
    void goesByWhatIsShown() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        QCOMPARE(startOf(studio)->currentText(), QStringLiteral("Original photograph"));
        studio.paint();
        run(studio, Task::Inpaint);
        QVERIFY(!document.startsFrom());  // a second try
        choose(studio, Task::Denoise);
        QCOMPARE(document.startsFrom(), document.results()[0]);
        QCOMPARE(startOf(studio)->currentText().trimmed(), QStringLiteral("Inpaint 1"));
        studio.runToTheEnd();
        QVERIFY(studio.script->job().photo.pixels == test::pixelsOf(*document.results()[0]));
        QCOMPARE(document.results()[1]->parent, document.results()[0]->stage);
        QCOMPARE(document.results()[1]->parentId, document.results()[0]->id);
        studio.runToTheEnd();
        QCOMPARE(document.results()[2]->parent, document.results()[0]->stage);
        document.show(ImageDocument::kOriginal);
        QCOMPARE(startOf(studio)->currentText(), QStringLiteral("Original photograph"));
        studio.runToTheEnd();
        QVERIFY(document.results()[3]->parent.isEmpty());
        QVERIFY(studio.script->job().photo.pixels == document.source().photo->pixels);
    }

    /// What was inpainted before isn't missing for the tasks after; what was marked since is.
    void inpaintedPixelsAreNotMissing() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        studio.paint();
        choose(studio, Task::Deblur);
        const auto hints = [&](const char* words) {
            for (QLabel* label : studio.window.taskPanel()->findChildren<QLabel*>())
                if (label->isVisible() && label->text().startsWith(QLatin1String(words))) return true;
            return false;
        };
        QVERIFY(hints("Marked areas count as missing"));
        QVERIFY(!document.request().mask.isNull());
        run(studio, Task::Inpaint);
        run(studio, Task::Denoise);
        choose(studio, Task::Deblur);
        QVERIFY(hints("The picture that this run starts from has the marked areas"));
        studio.runToTheEnd();
        QVERIFY(studio.script->job().mask.isEmpty());
        document.pinStart(QString());
        QVERIFY(!document.request().mask.isNull());  // in the original it is missing
        QVERIFY(hints("Marked areas count as missing"));
        document.pinStart(std::nullopt);
        QImage more = document.mask().image();
        more.scanLine(5)[7] = 255;
        document.history().push(new ChangeMaskCommand(document, QString(), MaskLayer(more)));
        QVERIFY(!document.request().mask.isNull());
    }

    void startIsChosen() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        QCOMPARE(startOf(studio)->count(), 4);
        startOf(studio)->setCurrentIndex(1);
        Q_EMIT startOf(studio)->activated(1);
        QCOMPARE(document.startsFrom(), document.results()[0]);
        studio.runToTheEnd();
        QCOMPARE(document.shownResult()->parent, document.results()[0]->stage);
        // The choice was for that run; a try with the same task starts from the same.
        QVERIFY(!document.isStartPinned());
        QCOMPARE(document.startsFrom(), document.results()[0]);

        Q_EMIT startOf(studio)->activated(0);
        QVERIFY(!document.startsFrom());
        QCOMPARE(startOf(studio)->itemText(startOf(studio)->count() - 1), QStringLiteral("Automatic"));
        Q_EMIT startOf(studio)->activated(startOf(studio)->count() - 1);
        QCOMPARE(document.startsFrom(), document.results()[0]);

        trigger(studio, 3, QStringLiteral("&Go on"));
        QCOMPARE(document.shownIndex(), 2);
        QCOMPARE(document.startsFrom(), document.results()[2]);
        trigger(studio, 0, QStringLiteral("&Go on"));
        QVERIFY(!document.startsFrom());
        document.show(1);
        studio.window.actions()->goOnFrom->trigger();
        QCOMPARE(document.startsFrom(), document.results()[1]);
        // A stage that is deleted is no start any more.
        document.history().push(new RemoveResultCommand(document, 1));
        QVERIFY(document.startsFrom() != nullptr);
        QCOMPARE(document.startsFrom(), document.results()[0]);
    }

    /// The end of a run is no step of undo: what was undone meanwhile can be done again, and undo doesn't
    /// take the result away.
    void runLeavesTheHistoryAlone() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        studio.paint();
        choose(studio, Task::Denoise);
        document.history().undo();  // the task
        document.history().undo();  // the stroke
        QVERIFY(document.mask().isEmpty());
        RestorationSettings settings = document.settings();
        settings.task = Task::Denoise;
        document.setSettings(settings);
        studio.runToTheEnd();
        QCOMPARE(document.results().size(), std::size_t(1));
        QVERIFY(document.history().canRedo());
        QVERIFY(!document.history().canUndo());
        document.history().redo();
        QVERIFY(!document.mask().isEmpty());
        document.history().undo();
        QCOMPARE(document.results().size(), std::size_t(1));
        // Deleting is a step.
        studio.window.actions()->deleteResult->trigger();
        QVERIFY(document.results().empty());
        document.history().undo();
        QCOMPARE(document.results().size(), std::size_t(1));
    }

    void deletesWithWhatIsBelow() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        document.show(ImageDocument::kOriginal);
        run(studio, Task::Denoise);
        const Results before = document.results();
        QCOMPARE(document.results().size(), std::size_t(4));
        document.history().push(new RemoveResultCommand(document, 0));
        QCOMPARE(document.results(), Results{before[3]});
        QVERIFY(document.history().undoText().contains(QStringLiteral("Inpaint 1")));
        QVERIFY(document.history().undoText().contains(QStringLiteral("2")));
        QVERIFY(document.history().byteCount() >= 3 * before[0]->byteCount());
        document.history().undo();
        QCOMPARE(document.results(), before);
        QCOMPARE(document.shownIndex(), 0);
        document.history().redo();
        QCOMPARE(document.results(), Results{before[3]});
    }

    /// A change in the first stage: it is made anew in its place, what was made from it is out of date, and
    /// is run again as a whole.
    void updatesAndRunsAgain() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        const Results before = document.results();
        const int original = document.source().photo->pixels.sample(kMarked.x(), kMarked.y(), 0);
        QCOMPARE(sampleOf(before[2], kMarked), original + 60);
        QImage other(test::kPhoto, QImage::Format_Grayscale8);
        other.fill(0);
        other.scanLine(5)[7] = 255;
        document.history().push(new ChangeMaskCommand(document, QStringLiteral("Other"), MaskLayer(other)));
        choose(studio, Task::Denoise);

        QListWidget* list = listOf(studio);
        Q_EMIT list->itemDoubleClicked(list->item(1));
        QCOMPARE(document.changed(), before[0]);
        QCOMPARE(document.settings().task, Task::Inpaint);
        QVERIFY(document.mask() == before[0]->mask);
        QCOMPARE(studio.window.taskPanel()->runButton()->text(), QStringLiteral("Update"));
        QVERIFY(!startOf(studio)->isVisible());
        RestorationSettings settings = document.settings();
        settings.keepUnmasked = false;
        settings.seed = 77;
        document.setSettings(settings);
        studio.runToTheEnd();
        QCOMPARE(document.results().size(), std::size_t(3));
        const ResultPtr updated = document.results()[0];
        QCOMPARE(updated->stage, before[0]->stage);
        QVERIFY(updated->id != before[0]->id);
        QCOMPARE(updated->settings.seed, quint64(77));
        QCOMPARE(nameOf(studio, 0), QStringLiteral("Inpaint 1"));
        QVERIFY(!document.changed());
        QVERIFY(!document.isStale(*updated));
        for (int i : {1, 2}) {
            QVERIFY(document.isStale(*document.results()[std::size_t(i)]));
            QVERIFY(list->item(i + 1)->text().contains(QStringLiteral("out of date")));
            QVERIFY(list->item(i + 1)->toolTip().startsWith(QStringLiteral("Out of date")));
        }
        QVERIFY(!list->item(1)->text().contains(QStringLiteral("out of date")));
        const Message message = studio.window.messageBar()->message();
        QVERIFY(studio.window.messageBar()->isVisible());
        QVERIFY2(message.text.contains(QStringLiteral("2")), qPrintable(message.text));

        const int runs = studio.script->runs;
        message.action();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(studio.script->runs.load(), runs + 2);
        QCOMPARE(document.shownIndex(), 0);  // as before
        for (int i : {1, 2}) {
            const ResultPtr& again = document.results()[std::size_t(i)];
            QCOMPARE(again->stage, before[std::size_t(i)]->stage);
            QCOMPARE(again->settings, before[std::size_t(i)]->settings);
            QVERIFY(!document.isStale(*again));
        }
        QVERIFY(studio.script->job().photo.pixels == test::pixelsOf(*document.results()[1]));
        QVERIFY(!studio.window.actions()->runAgain->isEnabled());

        // The version before comes back, and so do those that were made from it.
        trigger(studio, 1, QStringLiteral("&Restore the previous"));
        QCOMPARE(document.results()[0], before[0]);
        QVERIFY(document.isStale(*document.results()[1]));
        QVERIFY(studio.window.actions()->runAgain->isEnabled());
        trigger(studio, 2, QStringLiteral("&Restore the previous"));
        trigger(studio, 3, QStringLiteral("&Restore the previous"));
        QCOMPARE(document.results(), before);
        QVERIFY(!studio.window.actions()->runAgain->isEnabled());
    }

    /// A name that says what made the result goes with the settings; one that the user gave stays.
    void namesGoWithTheSettings() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        run(studio, Task::Denoise);
        QCOMPARE(nameOf(studio, 0), QStringLiteral("Denoise 1, noise 15"));
        const auto update = [&](Task task, double noise) {
            trigger(studio, 1, QStringLiteral("Change"));
            RestorationSettings settings = document.settings();
            settings.task = task;
            settings.noise[std::size_t(task)] = noise;
            document.setSettings(settings);
            studio.runToTheEnd();
        };
        update(Task::Denoise, 20);
        QCOMPARE(nameOf(studio, 0), QStringLiteral("Denoise 1, noise 20"));
        update(Task::Upscale, 1);
        QCOMPARE(nameOf(studio, 0), QStringLiteral("Upscale 1, ×2"));
        document.setGivenName(document.results()[0]->stage, QStringLiteral("mine"));
        update(Task::Denoise, 7);
        QCOMPARE(nameOf(studio, 0), QStringLiteral("mine"));
        QCOMPARE(document.results().size(), std::size_t(1));
    }

    /// A result whose stage was deleted during its run becomes a new one, and the deleted one can come back.
    void deletedWhileItIsMadeAnew() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        const Results before = document.results();
        trigger(studio, 1, QStringLiteral("Change"));
        studio.script->permits.tryAcquire(studio.script->permits.available());
        studio.press();
        document.history().push(new RemoveResultCommand(document, 0));
        QVERIFY(document.results().empty());
        studio.script->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(document.results().size(), std::size_t(1));
        document.history().undo();
        QCOMPARE(document.results().size(), std::size_t(4));
        for (const ResultPtr& result : before)
            QCOMPARE(document.at(result->stage), result);
    }

    /// With changed settings a new result can be made, too, from what the changed one was made from.
    void changedSettingsMakeANewOne() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        trigger(studio, 2, QStringLiteral("Change"));
        QCOMPARE(document.changed(), document.results()[1]);
        QCOMPARE(document.startsFrom(), document.results()[0]);
        QPushButton* fresh = nullptr;
        for (QPushButton* button : studio.window.taskPanel()->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("As a new result")) fresh = button;
        QVERIFY(fresh && fresh->isVisible());
        fresh->click();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(document.results().size(), std::size_t(4));
        QCOMPARE(document.results()[3]->parent, document.results()[0]->stage);
        QVERIFY(!document.changed() && !fresh->isVisible());
        QVERIFY(!document.isStale(*document.results()[2]));

        trigger(studio, 2, QStringLiteral("Change"));
        studio.window.findChild<StartRow*>()->findChild<QToolButton*>()->click();
        QVERIFY(!document.changed());
        QCOMPARE(studio.window.taskPanel()->runButton()->text(), QStringLiteral("Restore"));
    }

    /// What is done stays, what was under way doesn't replace anything, and the rest can be gone on with.
    void runningAgainCanBeStopped() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        trigger(studio, 1, QStringLiteral("Change"));
        studio.runToTheEnd();
        const Results before = document.results();
        studio.script->permits.tryAcquire(studio.script->permits.available());
        studio.script->permits.release(studio.script->steps + 1);  // one run, and a step of the next
        studio.window.actions()->runAgain->trigger();
        auto* strip = studio.window.findChild<RunStrip*>();
        QTRY_VERIFY(document.results()[1] != before[1]);
        QTRY_VERIFY(strip->findChild<QLabel*>()->text().startsWith(QStringLiteral("2 of 2, “Deblur 1")));
        QTRY_COMPARE(studio.script->permits.available(), 0);
        studio.window.actions()->stop->trigger();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(document.results().size(), std::size_t(3));
        QVERIFY(!document.isStale(*document.results()[1]));
        QCOMPARE(document.results()[2], before[2]);
        const Message message = studio.window.messageBar()->message();
        QVERIFY2(message.text.contains(QStringLiteral("1")), qPrintable(message.text));
        studio.script->permits.release(100);
        message.action();
        QTRY_VERIFY(!document.isStale(*document.results()[2]));
        QTRY_VERIFY(!studio.window.controller()->isBusy());
    }

    /// An update that is stopped becomes a result of its own.
    void stoppedUpdateReplacesNothing() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        const Results before = document.results();
        trigger(studio, 1, QStringLiteral("Change"));
        studio.script->permits.tryAcquire(studio.script->permits.available());
        studio.script->permits.release(2);
        studio.press();
        QTRY_COMPARE(studio.script->permits.available(), 0);
        studio.window.actions()->stop->trigger();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(document.results().size(), std::size_t(4));
        QCOMPARE(document.results()[0], before[0]);
        QVERIFY(document.results()[3]->stoppedEarly);
        QVERIFY(!document.isStale(*document.results()[1]));
    }

    /// After an enlargement the mask, a region to try and the view are enlarged with it, and are kept in the
    /// photograph's own pixels.
    void goesOnFromAnEnlargement() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        studio.script->upscales = true;
        run(studio, Task::Upscale);
        studio.script->upscales = false;
        studio.paint();
        run(studio, Task::Inpaint);
        const RestorationJob job = studio.script->job();
        QCOMPARE(QSize(job.mask.width(), job.mask.height()), 2 * test::kPhoto);
        QCOMPARE(job.mask.sample(2 * kMarked.x() + 1, 2 * kMarked.y() + 1, 0), 255);
        QVERIFY(job.focus.width > test::kPhoto.width());
        QCOMPARE(document.results()[1]->mask.size(), test::kPhoto);
        QCOMPARE(document.results()[1]->display.size(), 2 * test::kPhoto);

        studio.window.taskPanel()->setSettings(document.settings(), QString());
        studio.window.actions()->tryRegion->trigger();
        const QPoint from = studio.window.canvas()->toWidget({60, 50}).toPoint();
        const QPoint to = studio.window.canvas()->toWidget({100, 70}).toPoint();
        QTest::mousePress(studio.window.canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(studio.window.canvas(), to);
        QTest::mouseRelease(studio.window.canvas(), Qt::LeftButton, {}, to);
        QTRY_VERIFY(studio.window.controller()->isBusy());
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(studio.script->job().photo.pixels.width() >= 2 * (100 - 60));
        QCOMPARE(document.results().size(), std::size_t(2));
        QVERIFY(studio.window.messageBar()->message().headline.contains(QStringLiteral("Tried")));
    }

    /// Residual and invented detail are those of the stage: against what it was made from.
    void analysisIsAgainstTheStagesInput() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        document.show(1);
        const ResultPtr shown = document.shownResult();
        DisplayImage consistency;
        studio.window.controller()
            ->analyse(document.requestFor(*shown), shown)
            .then(this, [&](const AnalysisPictures& pictures) { consistency = pictures.consistency; });
        studio.window.canvas()->setCompare(Compare::Consistency);
        QTRY_VERIFY(!consistency.isNull());
        QCOMPARE(qRed(consistency.level(0).pixel(kMarked)), 20);  // not 40, as against the photograph
        const QString tip = listOf(studio)->item(2)->toolTip();
        QVERIFY2(tip.contains(QStringLiteral("made from: Inpaint 1")), qPrintable(tip));

        // Of a stage whose beginning has changed it would say nothing true.
        studio.window.canvas()->setCompare(Compare::Off);
        trigger(studio, 1, QStringLiteral("Change"));
        studio.runToTheEnd();
        const int analyses = studio.script->analyses;
        document.show(2);
        studio.window.canvas()->setCompare(Compare::Invented);
        QTRY_VERIFY(studio.window.messageBar()->message().headline.contains(QStringLiteral("has changed")));
        QCOMPARE(studio.script->analyses.load(), analyses);
    }

    void blends() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        const Results before = document.results();
        document.show(1);
        auto* slider = studio.window.findChild<ResultsPanel*>()->findChild<SliderRow*>();
        auto* spin = slider->findChild<QDoubleSpinBox*>();
        QVERIFY(slider->isEnabled());
        QCOMPARE(slider->value(), 100.0);
        for (const double percent : {80.0, 40.0, 50.0})
            spin->setValue(percent);
        QTRY_COMPARE(document.results()[1]->blend, 0.5);
        const ResultPtr half = document.results()[1];
        QCOMPARE(sampleOf(half, kMarked), sampleOf(before[0], kMarked) + 10);
        QCOMPARE(half->display.level(0).pixelColor(5, 5).red(),
                 (before[0]->display.level(0).pixelColor(5, 5).red() +
                  before[1]->display.level(0).pixelColor(5, 5).red()) /
                     2);
        QCOMPARE(half->stage, before[1]->stage);
        QVERIFY(document.isStale(*document.results()[2]));
        QVERIFY(listOf(studio)->item(2)->text().contains(QStringLiteral("50 %")));
        QVERIFY(!document.isSaved(half));

        // A drag is one step of undo, and the full share is what it was.
        document.history().undo();
        QCOMPARE(document.results(), before);
        QCOMPARE(slider->value(), 100.0);
        document.history().redo();
        QCOMPARE(document.results()[1], half);
        spin->setValue(100);
        QTRY_COMPARE(document.results()[1], before[1]);
        QVERIFY(!document.isStale(*document.results()[2]));
        // The same share gives the same picture under the same id, so that what was made from it stays good.
        spin->setValue(50);
        QTRY_COMPARE(document.results()[1]->id, half->id);
        QVERIFY(test::pixelsOf(*document.results()[1]) == test::pixelsOf(*half));

        // Running again keeps the share.
        document.show(1);
        trigger(studio, 1, QStringLiteral("Change"));
        studio.runToTheEnd();
        studio.window.actions()->runAgain->trigger();
        QTRY_VERIFY(!document.isStale(*document.results()[2]));
        QCOMPARE(document.results()[1]->blend, 0.5);
        QCOMPARE(sampleOf(document.results()[1], kMarked), sampleOf(document.results()[0], kMarked) + 10);

        document.show(ImageDocument::kOriginal);
        QVERIFY(!slider->isEnabled());
        QImage nothing(test::kPhoto, QImage::Format_Grayscale8);
        nothing.fill(0);
        document.history().push(new ChangeMaskCommand(document, QString(), MaskLayer(nothing)));
        studio.script->upscales = true;
        run(studio, Task::Upscale);
        QVERIFY(!slider->isEnabled());  // what it was made from is smaller
    }

    void onlyWhatIsMarked() {
        Studio studio;
        studio.open();
        ImageDocument& document = *studio.window.document();
        choose(studio, Task::Inpaint);
        QCheckBox* part = nullptr;
        for (QCheckBox* box : studio.window.taskPanel()->findChildren<QCheckBox*>())
            if (box->text() == QStringLiteral("Only &what is marked")) part = box;
        QVERIFY(part && !part->isVisible());
        choose(studio, Task::Denoise);
        QVERIFY(part->isVisible());
        QVERIFY(studio.window.taskPanel()->runButton()->isEnabled());
        part->click();
        QVERIFY(document.settings().restoresPart());
        QVERIFY(!studio.window.taskPanel()->runButton()->isEnabled());  // nothing is marked
        studio.paint();
        QVERIFY(studio.window.taskPanel()->runButton()->isEnabled());
        studio.runToTheEnd();
        QVERIFY(studio.script->job().onlyMarked);
        QVERIFY(document.results()[0]->keepsUnmarked);
        QCOMPARE(sampleOf(document.results()[0], {3, 3}), document.source().photo->pixels.sample(3, 3, 0));
        part->click();
        studio.runToTheEnd();
        QVERIFY(!studio.script->job().onlyMarked && studio.script->job().mask.isEmpty());
        QVERIFY(!document.results()[1]->keepsUnmarked);
    }

    /// At the end of the chain stands a picture of the same kind as the file: depth, profile, metadata,
    /// alpha.
    void chainKeepsWhatTheFileHas() {
        Studio studio;
        Photograph deep = test::makePhoto(test::kPhoto.width(), test::kPhoto.height());
        deep.pixels = deep.pixels.converted(Depth::UInt16);
        deep.alpha = ImageBuffer(test::kPhoto.width(), test::kPhoto.height(), 1, Depth::UInt16);
        for (int x = 0; x < 60; ++x)
            deep.alpha.setSample(x, 20, 0, 1000 * x);
        deep.metadata.xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";
        studio.path = studio.folder.filePath(QStringLiteral("deep.png"));
        test::offGui([&] { writePhotograph(deep, studio.path.toStdString()); });
        makeChain(studio);
        const Photograph& from = *studio.window.document()->source().photo;
        std::shared_ptr<const Photograph> loaded;
        test::offGui([&] { loaded = studio.window.document()->results()[2]->photo.load(); });
        const Photograph& end = *loaded;
        QCOMPARE(end.pixels.depth(), Depth::UInt16);
        QVERIFY(end.alpha == from.alpha && !end.alpha.isEmpty());
        QVERIFY(end.metadata.icc == from.metadata.icc);
        QVERIFY(end.metadata.exif == from.metadata.exif);
        QVERIFY(end.metadata.xmp == from.metadata.xmp);
        QCOMPARE(end.format, from.format);
    }

    /// A project holds the tree: parents, shares, what is out of date.
    void projectHoldsTheChain() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        document.show(1);
        studio.window.findChild<ResultsPanel*>()
            ->findChild<SliderRow*>()
            ->findChild<QDoubleSpinBox*>()
            ->setValue(30);
        QTRY_COMPARE(document.results()[1]->blend, 0.3);
        const QString path = studio.folder.filePath(QStringLiteral("chain.lacuna"));
        Project read;
        test::offGui([&] {
            ZipSink file(path);
            writeProject(snapshot(document), file);
            read = readProject(ZipSource(path));
        });
        const std::unique_ptr<ImageDocument> again = makeDocument(read);
        QCOMPARE(again->results().size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            const ResultPtr& was = document.results()[i];
            const ResultPtr& now = again->results()[i];
            QCOMPARE(now->id, was->id);
            QCOMPARE(now->stage, was->stage);
            QCOMPARE(now->parent, was->parent);
            QCOMPARE(now->blend, was->blend);
            QCOMPARE(now->keepsUnmarked, was->keepsUnmarked);
            QVERIFY(test::pixelsOf(*now) == test::pixelsOf(*was));
            QCOMPARE(again->isStale(*now), i == 2);
            QCOMPARE(again->nameOf(*now), document.nameOf(*was));
        }
    }

    /// A result outlives the damaged one that it was made from, which then counts as gone.
    void resultStaysWithoutItsParent_data() {
        QTest::addColumn<double>("share");
        QTest::newRow("whole") << 1.0;
        QTest::newRow("blended") << 0.3;
    }
    void resultStaysWithoutItsParent() {
        QFETCH(double, share);
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        const ResultPtr whole = document.results()[1];
        Project read;
        test::offGui([&] {
            Project project = snapshot(document);
            project.results[1] = withBlend(whole, *document.inputOf(*whole).load(), share);
            ProjectFolder folder(studio.folder.filePath(QStringLiteral("parts")));
            writeProject(project, folder);
            const QString parent = QStringLiteral("parts/results/%1.png").arg(document.results()[0]->id);
            if (QFile::remove(studio.folder.filePath(parent))) read = readProject(folder);
        });
        // A blend can't be computed without what it is blended with.
        QCOMPARE(read.missing.size(), std::size_t(share < 1 ? 2 : 1));
        QCOMPARE(read.missing[0].what, Project::Missing::What::Result);
        const std::unique_ptr<ImageDocument> again = makeDocument(read);
        QCOMPARE(again->results().size(), std::size_t(2));
        const ResultPtr& first = again->results()[0];
        QCOMPARE(first->stage, whole->stage);
        QCOMPARE(first->blend, 1.0);
        QVERIFY(test::pixelsOf(*first) == test::pixelsOf(*whole));
        QVERIFY(!first->keepsUnmarked);
        QVERIFY(again->isStale(*first));
        QCOMPARE(again->results()[1]->parent, first->stage);
    }

    void recipeHoldsTheChain() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        const QString path = studio.folder.filePath(QStringLiteral("chain.json"));
        QVERIFY(studio.window.actions()->saveRecipe->isEnabled());
        test::offGui([&] { saveRecipe(path, document.shownChain(), document.source()); });
        const Recipe recipe = readRecipe(path.toStdString());
        QCOMPARE(recipe.stages.size(), std::size_t(3));
        QCOMPARE(recipe.stages[0].operation.task, Task::Inpaint);
        QCOMPARE(recipe.stages[2].operation.task, Task::Deblur);
        QVERIFY(recipe.stages[0].mask && recipe.stages[0].mask->path.filename() == "chain-mask-1.png");
        QVERIFY(!recipe.stages[1].mask);
        QCOMPARE(recipe.resultHash, hashOf(test::pixelsOf(*document.results()[2])));
        // What is out of date has none.
        trigger(studio, 1, QStringLiteral("Change"));
        studio.runToTheEnd();
        QVERIFY(studio.window.actions()->saveRecipe->isEnabled());
        document.show(2);
        QVERIFY(!studio.window.actions()->saveRecipe->isEnabled());
    }

    /// During a run, what it started from is seen around its frames: not the original with its scratches.
    void runIsSeenOnItsStart() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        CanvasView* canvas = studio.window.canvas();
        canvas->setCompare(Compare::Off);
        studio.window.actions()->showMask->setChecked(false);
        document.show(1);
        document.pinStart(document.results()[1]->stage);
        studio.script->permits.tryAcquire(studio.script->permits.available());
        choose(studio, Task::Upscale);
        studio.press();  // without a step there is no frame yet
        QTRY_COMPARE(studio.script->runs.load(), 4);
        const auto red = [canvas](const QImage& picture) {
            return qRed(
                picture.pixel((canvas->toWidget({20.5, 20.5}) * picture.devicePixelRatio()).toPoint()));
        };
        const int running = red(canvas->grab().toImage());
        const int expected = sampleOf(document.results()[1], {20, 20});
        QVERIFY2(std::abs(running - expected) <= 4,
                 qPrintable(QStringLiteral("%1, not %2").arg(running).arg(expected)));
        studio.script->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
    }

    /// A branch goes on from the input of the run that it branches off, whatever is shown or chosen.
    void branchKeepsItsStart() {
        Studio studio;
        makeChain(studio);
        ImageDocument& document = *studio.window.document();
        document.show(1);
        choose(studio, Task::Denoise);
        TimelinePanel* panel = studio.window.timelinePanel();
        QTRY_VERIFY(panel->strip()->hasThumbnail(0));
        panel->strip()->setValue(1);
        document.pinStart(QString());
        panel->findChild<QPushButton*>()->click();
        QTRY_COMPARE(document.results().size(), std::size_t(4));
        QCOMPARE(studio.script->branches.load(), 1);
        QCOMPARE(document.shownResult()->parent, document.results()[0]->stage);
        QCOMPARE(document.shownResult()->branchStep, 1);
        QVERIFY(studio.script->job().photo.pixels == test::pixelsOf(*document.results()[0]));
    }
};

QTEST_MAIN(TestStages)
#include "test_stages.moc"
