// SPDX-License-Identifier: GPL-3.0-or-later
// Pause, scrub, branch and export, in the window around a scripted engine.
#include "core/trajectory/trajectory.h"
#include "tests/ui/studio.h"
#include "ui/base/message_bar.h"
#include "ui/flows/run_flow.h"
#include "ui/flows/timeline_flow.h"
#include "ui/main_window/actions.h"
#include "ui/panels/loss_panel.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/timeline_strip.h"
#include "ui/services/timeline_export.h"
#include "ui/services/timeline_service.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QImageReader>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QToolButton>

#include <cmath>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;

namespace {

constexpr int kSteps = 6;
/// Where the scripted engine brightens, and by how much at the end.
constexpr QPoint kInside(80, 60);
constexpr int kGain = 20;

std::shared_ptr<test::Script> script(int permits = 1000) {
    auto made = std::make_shared<test::Script>();
    made->steps = kSteps;
    made->permits.acquire(1000 - permits);
    return made;
}

void denoise(Studio& studio) {
    studio.open();
    RestorationSettings settings = studio.window.document()->settings();
    settings.task = Task::Denoise;
    studio.window.taskPanel()->setSettings(settings, QStringLiteral("Task"));
}

int seen(Studio& studio, QPoint pixel) {
    const QImage picture = studio.window.canvas()->grab().toImage();
    const QPointF at = studio.window.canvas()->toWidget(QPointF(pixel) + QPointF(0.5, 0.5));
    return qGray(picture.pixel((at * picture.devicePixelRatio()).toPoint()));
}

int original(Studio& studio, QPoint pixel) {
    return qGray(studio.window.document()->source().display.level(0).pixel(pixel));
}

QToolButton* button(QWidget& panel, const char* name) {
    for (auto* each : panel.findChildren<QToolButton*>()) {
        if (each->accessibleName() == QLatin1String(name)) return each;
    }
    return nullptr;
}

/// Of the only result.
TimelineExport::Job exportJob(Studio& studio) {
    const LoadedPhoto& source = studio.window.document()->source();
    return {studio.window.document()->results()[0]->trajectory, source.photo, source.display, 8};
}

bool near(int a, int b) {
    return std::abs(a - b) <= 3;
}

}  // namespace

class TestTimeline : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    void scrubsAResult() {
        Studio studio(script());
        denoise(studio);
        TimelinePanel* panel = studio.window.timelinePanel();
        QVERIFY(!panel->isVisible());
        studio.runToTheEnd();
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->strip()->kept(), kSteps);
        QCOMPARE(panel->strip()->value(), kSteps - 1);
        studio.window.canvas()->setCompare(Compare::Off);
        const int before = original(studio, kInside);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain));
        panel->strip()->setFocus();
        for (int i = 0; i < kSteps - 1; ++i)
            QTest::keyClick(panel->strip(), Qt::Key_Left);
        QCOMPARE(panel->strip()->value(), 0);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain / kSteps));
        QVERIFY(studio.window.canvas()->showsStep());
        QTest::keyClick(panel->strip(), Qt::Key_End);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain));
        QVERIFY(!studio.window.canvas()->showsStep());  // the result itself
        // With the pointer.
        QTest::mouseClick(panel->strip(), Qt::LeftButton, {}, QPoint(panel->strip()->width() / 2 - 4, 20));
        QCOMPARE(panel->strip()->value(), kSteps / 2 - 1);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain / 2));
        // The original has no steps; the result has them again.
        studio.window.document()->show(ImageDocument::kOriginal);
        QVERIFY(!panel->isVisible());
        QVERIFY(near(seen(studio, kInside), before));
        studio.window.document()->show(0);
        QVERIFY(panel->isVisible());
    }

    void noisyStateAndBoth() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        studio.window.canvas()->setCompare(Compare::Off);
        TimelinePanel* panel = studio.window.timelinePanel();
        Q_EMIT panel->iterateChosen(Iterate::Noisy);
        // The scripted engine's noisy state is the negative.
        const int last = original(studio, kInside) + kGain;
        QTRY_VERIFY(near(seen(studio, kInside), 255 - last));
        Q_EMIT panel->iterateChosen(Iterate::Both);
        QTRY_VERIFY(near(seen(studio, kInside), 255 - last));  // on the left
        const QImage picture = studio.window.canvas()->grab().toImage();
        const double ratio = picture.devicePixelRatio();
        const QPointF left = studio.window.canvas()->toWidget(QPointF(kInside) + QPointF(0.5, 0.5)) * ratio;
        const int pane = studio.window.canvas()->view().viewport().width();
        const QPoint right(int(left.x()) + pane + int(std::ceil(2 * ratio)), int(left.y()));
        QVERIFY(near(qGray(picture.pixel(right)), last));
        // Two halves of one picture are enough: no divider in either.
        studio.window.canvas()->setCompare(Compare::Split);
        const QImage split = studio.window.canvas()->grab().toImage();
        for (const int x : {10, test::kPhoto.width() - 10}) {
            const QPointF at = studio.window.canvas()->toWidget({double(x), 80}) * ratio;
            QCOMPARE(split.pixel(at.toPoint()), picture.pixel(at.toPoint()));
        }
        studio.window.canvas()->setCompare(Compare::Off);
        Q_EMIT panel->iterateChosen(Iterate::Estimate);
        QTRY_VERIFY(near(seen(studio, kInside), last));
    }

    void pausesAndSteps() {
        auto engine = script(0);
        Studio studio(engine);
        denoise(studio);
        TimelinePanel* panel = studio.window.timelinePanel();
        studio.press();
        QSignalSpy kept(studio.window.runFlow()->current().get(), &Restoration::stepKept);
        engine->permits.release(2);
        QTRY_COMPARE(kept.count(), 2);
        button(*panel, "Pause")->click();
        QVERIFY(studio.window.runFlow()->current()->isPaused());
        engine->permits.release(100);
        // The call that had begun ends; then nothing more happens.
        QTRY_COMPARE(kept.count(), 3);
        QTest::qWait(60);
        QCOMPARE(kept.count(), 3);
        button(*panel, "One step")->click();
        QTRY_COMPARE(kept.count(), 4);
        QTest::qWait(60);
        QCOMPARE(kept.count(), 4);
        // Looking back while it waits.
        panel->strip()->setValue(0);
        const int before = original(studio, kInside);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain / kSteps));
        button(*panel, "Continue")->click();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(studio.window.document()->results().size(), std::size_t(1));
        QVERIFY(!studio.window.document()->results()[0]->stoppedEarly);
    }

    void stopsWhilePaused() {
        auto engine = script(0);
        Studio studio(engine);
        denoise(studio);
        studio.press();
        engine->permits.release(2);
        QTRY_COMPARE(studio.window.timelinePanel()->strip()->kept(), 2);
        studio.window.runFlow()->current()->setPaused(true);
        studio.window.controller()->stop();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QVERIFY(studio.window.document()->results()[0]->stoppedEarly);
        QCOMPARE(studio.window.timelinePanel()->strip()->kept(), 2);
        QVERIFY(!button(*studio.window.timelinePanel(), "Continue"));
    }

    /// Both results stay; the branch's steps begin with those that it branched from.
    void branchesFromAStep() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        ImageDocument& document = *studio.window.document();
        TimelinePanel* panel = studio.window.timelinePanel();
        auto* branch = panel->findChild<QPushButton*>();
        QVERIFY(!branch->isEnabled());  // nothing is left to do after the last step
        QTRY_VERIFY(panel->strip()->hasThumbnail(0));
        panel->strip()->setValue(2);
        QVERIFY(branch->isEnabled());
        RestorationSettings settings = document.settings();
        settings.noise[std::size_t(Task::Denoise)] = 33;
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Noise"));
        branch->click();
        QTRY_COMPARE(document.results().size(), std::size_t(2));
        QCOMPARE(studio.script->branches.load(), 1);
        QCOMPARE(*studio.script->job().operation.noise, 33.0);
        QCOMPARE(document.results()[1]->branchStep, 2);
        QCOMPARE(document.results()[1]->trajectory->size(), kSteps);
        QCOMPARE(document.results()[0]->trajectory->size(), kSteps);
        QCOMPARE(panel->strip()->kept(), kSteps);
    }

    void branchesFromARunUnderWay() {
        auto engine = script(0);
        Studio studio(engine);
        denoise(studio);
        studio.press();
        engine->permits.release(3);
        TimelinePanel* panel = studio.window.timelinePanel();
        QTRY_COMPARE(panel->strip()->kept(), 3);
        QVERIFY(panel->findChild<QPushButton*>()->isEnabled());  // from the newest step
        panel->strip()->setValue(1);
        panel->findChild<QPushButton*>()->click();
        engine->permits.release(100);
        ImageDocument& document = *studio.window.document();
        QTRY_COMPARE(document.results().size(), std::size_t(2));
        QVERIFY(document.results()[0]->stoppedEarly);
        QCOMPARE(document.results()[1]->branchStep, 1);
        QVERIFY(!document.results()[1]->stoppedEarly);
    }

    /// The loss of the run under way and of the result; a click in it goes to the step.
    void lossLeadsToTheStep() {
        auto engine = script(0);
        Studio studio(engine);
        denoise(studio);
        TimelinePanel* panel = studio.window.timelinePanel();
        QVERIFY(!panel->loss()->isVisible());
        studio.press();
        engine->permits.release(3);
        QTRY_COMPARE(panel->loss()->history().size(), std::size_t(3));
        engine->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(panel->loss()->history().size(), std::size_t(kSteps));
        button(*panel, "Show loss")->click();
        QVERIFY(panel->loss()->isVisible());
        QTRY_VERIFY(panel->loss()->width() > 300);
        // Between the labels and the numbers lie the steps; this is the second of six.
        const QRectF plot = panel->loss()->plotArea(0);
        QTest::mouseClick(panel->loss(), Qt::LeftButton, {},
                          QPoint(int(plot.left() + plot.width() * 3 / 12), 40));
        QCOMPARE(panel->strip()->value(), 1);
        QVERIFY(!panel->loss()->grab().toImage().isNull());
    }

    /// Where few steps make wide cells, a picture as high as the strip would be enlarged.
    void thumbnailsFillTheirCells() {
        TimelineStrip strip;
        strip.resize(800, 56);
        strip.setSteps(4, 4);
        QCOMPARE(strip.thumbnailHeight({800, 600}), 150);
        QCOMPARE(strip.thumbnailHeight({160, 120}), 120);
        strip.setSteps(40, 40);
        QVERIFY(strip.thumbnailHeight({800, 600}) <= 75);
        QVERIFY(strip.thumbnailHeight({800, 600}) > 40);
    }

    /// The strip paints no more than what a step changes, and that is enough.
    void theStripIsPaintedInParts_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("steps");
        QTest::addRow("wide cells") << 500 << 6;
        QTest::addRow("narrow cells") << 400 << 33;
        QTest::addRow("several steps in a cell") << 200 << 33;
    }
    void theStripIsPaintedInParts() {
        QFETCH(int, width);
        QFETCH(int, steps);
        TimelineStrip strip;
        strip.resize(width, 56);
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        const auto isAsPaintedAnew = [&strip] {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            const QImage seen = strip.screen()->grabWindow(strip.winId()).toImage();
            const QImage whole = strip.grab().toImage();
            return seen.convertToFormat(QImage::Format_RGB32) == whole.convertToFormat(QImage::Format_RGB32);
        };
        QImage picture(40, 30, QImage::Format_RGB32);
        for (int kept = 1; kept <= steps; ++kept) {
            strip.setSteps(kept, steps);
            QVERIFY(isAsPaintedAnew());
            for (const int i : strip.takeWanted()) {
                picture.fill(QColor::fromHsv(i * 10, 200, 200));
                strip.setThumbnail(i, picture);
            }
            QVERIFY(isAsPaintedAnew());
            strip.setValue(kept % 3 == 0 ? 0 : kept - 1);
            QVERIFY(isAsPaintedAnew());
        }
        strip.setSteps(steps / 2, steps);
        QVERIFY(isAsPaintedAnew());
        strip.clear();
        QVERIFY(isAsPaintedAnew());
    }

    void aProjectBringsTheLossBack() {
        const QTemporaryDir folder;
        const QString project = folder.filePath(QStringLiteral("work.lacuna"));
        {
            Studio studio(script());
            denoise(studio);
            studio.runToTheEnd();
            studio.window.actions()->saveProject->trigger();
            studio.dialog<QFileDialog>()->selectFile(project);
            QMetaObject::invokeMethod(studio.dialog<QFileDialog>(), "accept");
            QTRY_VERIFY(!studio.window.isWindowModified());
        }
        Studio studio(script());
        studio.window.openPath(project);
        QTRY_VERIFY(studio.window.document());
        TimelinePanel* panel = studio.window.timelinePanel();
        QVERIFY(panel->isVisible());
        QVERIFY(!panel->strip()->isVisible());
        QCOMPARE(panel->loss()->history().size(), std::size_t(kSteps));
        studio.runToTheEnd();
        QTRY_VERIFY(panel->strip()->isVisible());
        QCOMPARE(panel->strip()->kept(), kSteps);
    }

    /// What another run has to say is not of the result that is looked at.
    void aTrialLeavesTheLossAlone() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        LossPanel* loss = studio.window.timelinePanel()->loss();
        QCOMPARE(loss->history().size(), std::size_t(kSteps));
        studio.window.actions()->tryRegion->trigger();
        CanvasView* canvas = studio.window.canvas();
        const QPoint from = canvas->toWidget({40, 40}).toPoint(), to = canvas->toWidget({120, 90}).toPoint();
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas, to);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
        QTRY_COMPARE(studio.script->runs.load(), 2);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
        QCOMPARE(loss->history().size(), std::size_t(kSteps));
    }

    void isPaintedOnWhilePaused() {
        Studio studio(script(1));
        studio.open();
        studio.paint();
        studio.press();
        QTRY_COMPARE(studio.window.timelinePanel()->strip()->kept(), 1);
        const quint64 before = studio.window.document()->maskRevision();
        const auto paintBelow = [&studio] {
            CanvasView* canvas = studio.window.canvas();
            const QPoint from = canvas->toWidget({40, 90}).toPoint(),
                         to = canvas->toWidget({120, 90}).toPoint();
            QTest::mousePress(canvas, Qt::LeftButton, {}, from);
            QTest::mouseMove(canvas, to);
            QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
        };
        paintBelow();
        QCOMPARE(studio.window.document()->maskRevision(), before);
        studio.window.runFlow()->current()->setPaused(true);
        paintBelow();
        QVERIFY(studio.window.document()->mask().isMarked({80, 90}));
        studio.window.runFlow()->current()->setPaused(false);
        studio.script->permits.release(100);
        QTRY_COMPARE(studio.window.document()->results().size(), std::size_t(1));
        QVERIFY(studio.window.document()->mask().isMarked({80, 90}));
    }

    void badge_data() {
        QTest::addColumn<double>("residual");
        QTest::addColumn<double>("noise");
        QTest::addColumn<QString>("badge");
        QTest::newRow("explained") << 1.0 << 10.0 << QStringLiteral("looks like the noise you set");
        QTest::newRow("no noise to be explained to") << 1.0 << 0.0 << QString();
        QTest::newRow("a little is fitted, too")
            << 0.9 << 10.0 << QStringLiteral("looks like the noise you set");
        QTest::newRow("more") << 1.3 << 10.0
                              << QStringLiteral("More was removed than the noise level you set");
        QTest::newRow("less") << 0.6 << 10.0
                              << QStringLiteral("Less was removed than the noise level you set");
    }
    void badge() {
        QFETCH(double, residual);
        QFETCH(double, noise);
        QFETCH(QString, badge);
        auto engine = script();
        engine->residual = residual;
        Studio studio(engine);
        denoise(studio);
        RestorationSettings settings = studio.window.document()->settings();
        settings.noise[std::size_t(Task::Denoise)] = noise;
        studio.window.taskPanel()->setSettings(settings, QStringLiteral("Noise"));
        studio.runToTheEnd();
        QStringList said;
        for (const QLabel* label : studio.window.timelinePanel()->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QLatin1String("noise"), Qt::CaseInsensitive))
                said << label->text();
        QCOMPARE(said.size(), badge.isEmpty() ? 0 : 1);
        if (!badge.isEmpty()) QVERIFY2(said[0].contains(badge), qPrintable(said[0]));
    }

    void analysisViews() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        CanvasView* canvas = studio.window.canvas();
        canvas->setCompare(Compare::Consistency);
        QTRY_VERIFY(near(seen(studio, kInside), kGain));
        QCOMPARE(studio.script->analyses.load(), 1);
        canvas->setCompare(Compare::Invented);
        QTRY_VERIFY(near(seen(studio, kInside), original(studio, kInside)));
        QCOMPARE(studio.script->analyses.load(), 1);  // both come at once
        canvas->setCompare(Compare::Off);
        QTRY_VERIFY(near(seen(studio, kInside), original(studio, kInside) + kGain));
    }

    void plays() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        TimelinePanel* panel = studio.window.timelinePanel();
        QSignalSpy moved(panel, &TimelinePanel::scrubbed);
        button(*panel, "Play steps")->click();
        QTRY_COMPARE_WITH_TIMEOUT(moved.count(), kSteps, 5000);  // back to the first, then to the last
        QCOMPARE(panel->strip()->value(), kSteps - 1);
        QTRY_VERIFY(button(*panel, "Play steps"));
    }

    /// The noisy state can be looked at while a run is paused: live frames don't carry it before it is asked
    /// for. What is chosen once stays, whatever is still on its way from the run.
    void noisyStateWhilePaused_data() {
        QTest::addColumn<QVector<int>>("toldLate");
        QTest::addColumn<int>("endsAfterwards");
        QTest::newRow("at rest") << QVector<int>{} << 0;
        QTest::newRow("both steps are told of late") << QVector<int>{1, 2} << 0;
        QTest::newRow("the last step is told of late") << QVector<int>{2} << 0;
        QTest::newRow("the step under way ends afterwards") << QVector<int>{} << 1;
    }
    void noisyStateWhilePaused() {
        QFETCH(QVector<int>, toldLate);
        QFETCH(int, endsAfterwards);
        auto engine = script(2);
        Studio studio(engine);
        denoise(studio);
        studio.press();
        TimelinePanel* panel = studio.window.timelinePanel();
        QTRY_COMPARE(panel->strip()->kept(), 2);
        QTRY_COMPARE(studio.window.canvas()->paintedFrames() > 0, true);
        button(*panel, "Pause")->click();
        auto* shown = panel->findChild<QComboBox*>();
        shown->setCurrentIndex(1);
        Q_EMIT shown->activated(1);
        // A busy computer delivers these after the window has seen the steps by itself.
        const RestorationPtr run = studio.window.controller()->active().front();
        for (const int kept : toldLate)
            Q_EMIT run->stepKept(kept);
        engine->permits.release(endsAfterwards);
        const int steps = 2 + endsAfterwards;
        QTRY_COMPARE(panel->strip()->kept(), steps);
        QCOMPARE(panel->strip()->value(), steps - 1);
        // The scripted engine's noisy state is the estimate's negative.
        const int estimate = original(studio, kInside) + kGain * steps / kSteps;
        QTRY_VERIFY(near(seen(studio, kInside), 255 - estimate));
        // Back to the estimate, of the same step.
        shown->setCurrentIndex(0);
        Q_EMIT shown->activated(0);
        QTRY_VERIFY(near(seen(studio, kInside), estimate));
        engine->permits.release(100);
        button(*panel, "Continue")->click();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
    }

    /// Where steps come faster than they are shown, pausing shows the newest one, and so does a single step.
    void newestEstimateWhilePaused() {
        auto engine = script(3);
        engine->framesUpTo = 1;
        Studio studio(engine);
        denoise(studio);
        studio.press();
        TimelinePanel* panel = studio.window.timelinePanel();
        QTRY_COMPARE(panel->strip()->kept(), 3);
        const int before = original(studio, kInside);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain / kSteps));
        button(*panel, "Pause")->click();
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain * 3 / kSteps));
        QCOMPARE(panel->strip()->value(), 2);
        engine->permits.release(1);  // the step that was under way
        QTRY_COMPARE(panel->strip()->kept(), 4);
        QTRY_VERIFY(near(seen(studio, kInside), before + kGain * 4 / kSteps));
        engine->permits.release(100);
        button(*panel, "Continue")->click();
        QTRY_VERIFY(!studio.window.controller()->isBusy());
    }

    /// Also of a step that the user went back to while the run goes on.
    void noisyStateOfAnEarlierStep() {
        auto engine = script(3);
        Studio studio(engine);
        denoise(studio);
        studio.press();
        TimelinePanel* panel = studio.window.timelinePanel();
        QTRY_COMPARE(panel->strip()->kept(), 3);
        panel->strip()->setValue(0);
        const int estimate = original(studio, kInside) + kGain / kSteps;
        QTRY_VERIFY(near(seen(studio, kInside), estimate));
        auto* shown = panel->findChild<QComboBox*>();
        shown->setCurrentIndex(1);
        Q_EMIT shown->activated(1);
        QTRY_VERIFY(near(seen(studio, kInside), 255 - estimate));
        QCOMPARE(panel->strip()->value(), 0);
        engine->permits.release(100);
        QTRY_VERIFY(!studio.window.controller()->isBusy());
    }

    /// What is made while the user drags on is shown, and the last one in any case.
    void draggingShowsStepsOnTheWay() {
        SpillStore::Limits limits;
        const auto trajectory = std::make_shared<Trajectory>(std::make_shared<SpillStore>(limits));
        TrajectoryStep step;
        step.width = step.resultWidth = 800;
        step.height = step.resultHeight = 600;
        const Bytes picture(std::size_t(6 * 800 * 600), std::byte(0x38));
        for (int i = 0; i < 8; ++i)
            trajectory->add(step, picture, picture);
        Runs runs;
        TimelineService service(runs);
        std::vector<int> shown;
        connect(&service, &TimelineService::ready, this, [&shown](int index) { shown.push_back(index); });
        const auto photo = std::make_shared<const Photograph>();
        constexpr int kAsked = 60;
        for (int i = 0; i < kAsked; ++i) {
            service.fetch(trajectory, i % 8, photo, false);
            QTest::qWait(5);
        }
        QTRY_VERIFY(!shown.empty() && shown.back() == (kAsked - 1) % 8);
        QVERIFY2(shown.size() > 2, qPrintable(QString::number(shown.size())));
        // Cancelled: nothing comes, whatever was being made.
        shown.clear();
        service.fetch(trajectory, 1, photo, false);
        service.cancel();
        QTest::qWait(200);
        QVERIFY(shown.empty());
    }

    /// Of a step of 12 megapixels that comes first which the view shows, and all of it once nobody asks for
    /// more.
    void largeStepsComeQuicklyAndThenWhole_data() {
        QTest::addColumn<QRectF>("visible");
        QTest::addColumn<double>("width");
        QTest::addColumn<QSize>("overview");
        QTest::addColumn<QRect>("part");
        QTest::newRow("fitted") << QRectF(0, 0, 1, 1) << 1000.0 << QSize(1000, 750) << QRect();
        QTest::newRow("every pixel, a part")
            << QRectF(0.5, 0.5, 0.2, 0.2) << 4000.0 << QSize(1000, 750) << QRect(1992, 1492, 816, 616);
        QTest::newRow("every pixel, at the edge")
            << QRectF(0.9, 0.9, 0.1, 0.1) << 4000.0 << QSize(1000, 750) << QRect(3592, 2692, 408, 308);
        QTest::newRow("more than is quick") << QRectF(0, 0, 1, 1) << 3000.0 << QSize(1000, 750) << QRect();
    }
    void largeStepsComeQuicklyAndThenWhole() {
        QFETCH(QRectF, visible);
        QFETCH(double, width);
        QFETCH(QSize, overview);
        QFETCH(QRect, part);
        constexpr int kWidth = 4000, kHeight = 3000;
        const auto trajectory =
            std::make_shared<Trajectory>(std::make_shared<SpillStore>(SpillStore::Limits()));
        TrajectoryStep step;
        step.width = step.resultWidth = kWidth;
        step.height = step.resultHeight = kHeight;
        const Bytes picture(std::size_t(6) * kWidth * kHeight, std::byte(0x38));
        trajectory->add(step, picture, picture);
        Runs runs;
        TimelineService service(runs);
        std::vector<std::vector<DisplayFrame>> shown;
        connect(&service, &TimelineService::ready, this,
                [&shown](int, const std::vector<DisplayFrame>& frames) { shown.push_back(frames); });
        service.fetch(trajectory, 0, std::make_shared<const Photograph>(), true, {visible, width});
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), std::size_t(2), 30'000);
        const std::vector<DisplayFrame>& quick = shown[0];
        QCOMPARE(quick.size(), std::size_t(part.isNull() ? 1 : 2));
        QCOMPARE(quick[0].picture.size(), overview);
        QCOMPARE(quick[0].noisy.size(), overview);
        QCOMPARE(quick[0].rect, QRect(0, 0, kWidth, kHeight));
        if (!part.isNull()) {
            QCOMPARE(quick[1].rect, part);
            QCOMPARE(quick[1].picture.size(), part.size());
            QCOMPARE(quick[1].noisy.size(), part.size());
        }
        QCOMPARE(shown[1].size(), std::size_t(1));
        QCOMPARE(shown[1][0].picture.size(), QSize(kWidth, kHeight));
        // Whoever drags on doesn't wait for whole ones.
        shown.clear();
        for (int i = 0; i < 5; ++i) {
            service.fetch(trajectory, 0, std::make_shared<const Photograph>(), false, {visible, width});
            QTRY_COMPARE(shown.size(), std::size_t(i + 1));
            QVERIFY(shown.back()[0].picture.size() == overview);
        }
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), std::size_t(6), 30'000);
    }

    void exportsPicturesAndAStrip() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        const TimelineExport::Job job = exportJob(studio);
        Runs runs;
        TimelineExport exporter(runs);
        int finished = 0;
        const auto count = [&finished] { ++finished; };
        const QString folder = studio.folder.filePath(QStringLiteral("steps"));
        exporter.writePictures(job, folder).then(this, count);
        QTRY_COMPARE(finished, 1);
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), kSteps);
        const QImage third(QDir(folder).filePath(QStringLiteral("step-003.png")));
        QCOMPARE(third.size(), test::kPhoto);
        QVERIFY(near(qGray(third.pixel(kInside)), original(studio, kInside) + kGain / 2));
        const QString strip = studio.folder.filePath(QStringLiteral("strip.png"));
        exporter.writeFilmStrip(job, strip).then(this, count);
        QTRY_COMPARE(finished, 2);
        QVERIFY(QImage(strip).width() > 3 * QImage(strip).height());
    }

    void exportsAFilm_data() {
        QTest::addColumn<QString>("ending");
        QTest::newRow("WebP") << QStringLiteral("webp");
        QTest::newRow("MP4") << QStringLiteral("mp4");
    }
    void exportsAFilm() {
        if (TimelineExport::filmEncoder().isEmpty()) QSKIP("ffmpeg is not installed");
        QFETCH(QString, ending);
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        Runs runs;
        TimelineExport exporter(runs);
        int finished = 0;
        const auto count = [&finished] { ++finished; };
        const QString path = studio.folder.filePath(QStringLiteral("film.") + ending);
        exporter.writeFilm(exportJob(studio), path).then(this, count);
        QTRY_COMPARE_WITH_TIMEOUT(finished, 1, 30'000);
        QFile film(path);
        QVERIFY(film.open(QIODevice::ReadOnly));
        const QByteArray head = film.read(64);
        QVERIFY(head.contains(ending == QLatin1String("webp") ? "WEBPVP8X" : "ftyp"));
        const QDir folder(studio.folder.path());
        QVERIFY(folder.entryList({QStringLiteral("*.part")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    /// What a film's encoder is given, whichever it is: every step's picture, the last one for a second.
    void encoderGetsEveryPicture() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        QFile encoder(studio.folder.filePath(QStringLiteral("ffmpeg")));
        QVERIFY(encoder.open(QIODevice::WriteOnly));
        encoder.write("#!/bin/sh\nfor last; do :; done\necho \"$@\" > \"$0.words\"\ncat > \"$last\"\n");
        encoder.close();
        encoder.setPermissions(encoder.permissions() | QFileDevice::ExeOwner);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", studio.folder.path().toLocal8Bit() + ':' + path);
        Runs runs;
        TimelineExport exporter(runs);
        int finished = 0;
        const auto count = [&finished] { ++finished; };
        const QString film = studio.folder.filePath(QStringLiteral("film.mp4"));
        exporter.writeFilm(exportJob(studio), film).then(this, count);
        QTRY_COMPARE(finished, 1);
        qputenv("PATH", path);
        const qint64 picture = qint64(3) * test::kPhoto.width() * test::kPhoto.height();
        QCOMPARE(QFileInfo(film).size(), (kSteps + 8 - 1) * picture);
        QFile words(encoder.fileName() + QStringLiteral(".words"));
        QVERIFY(words.open(QIODevice::ReadOnly));
        QVERIFY(words.readAll().contains("-pix_fmt rgb24 -s 160x120 -r 8 -i -"));
    }

    void menuSaysWhatIsMissing() {
        TimelinePanel panel;
        const auto entries = [&panel] {
            QStringList texts;
            for (const QAction* action : panel.findChild<QMenu*>()->actions())
                if (!action->isEnabled()) texts << action->text();
            return texts;
        };
        panel.setFilmEncoder(false);
        QCOMPARE(entries(), (QStringList{"Animated WebP (needs ffmpeg)", "Video, MP4 (needs ffmpeg)"}));
        panel.setFilmEncoder(true);
        QVERIFY(entries().isEmpty());
    }

    void exportToNowhereFails() {
        Studio studio(script());
        denoise(studio);
        studio.runToTheEnd();
        Runs runs;
        TimelineExport exporter(runs);
        Failure failure;
        int failed = 0;
        exporter.writeFilmStrip(exportJob(studio), QStringLiteral("/proc/no/strip.png"))
            .orElse(this, [&](const Failure& why) {
                failure = why;
                ++failed;
            });
        QTRY_COMPARE(failed, 1);
        QVERIFY(failure.code == ErrorCode::OutputFile);
        QVERIFY(failure.subject.contains(QStringLiteral("strip.png")));
    }
};

QTEST_MAIN(TestTimeline)
#include "test_timeline.moc"
