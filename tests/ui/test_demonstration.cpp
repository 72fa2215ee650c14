// SPDX-License-Identifier: GPL-3.0-or-later
// The demonstration around a scripted engine, with the photographs that are installed.
#include "core/operators/kernels.h"
#include "core/operators/task.h"
#include "tests/ui/studio.h"
#include "ui/demo/demo_flow.h"
#include "ui/demo/demo_meters.h"
#include "ui/document/image_document.h"
#include "ui/main_window/actions.h"
#include "ui/panels/timeline_strip.h"
#include "ui/start/picture_card.h"

#include <QAction>
#include <QPointer>
#include <QPointingDevice>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>

using namespace lacuna;
using namespace lacuna::ui;
using test::Studio;
using Step = DemoWindow::Step;

namespace {

constexpr int kSteps = 5;

struct Demo {
    explicit Demo(int permits = 1000, std::shared_ptr<test::Script> engine = std::make_shared<test::Script>(),
                  const ComputeSpec& compute = {})
        : script(std::move(engine)) {
        script->steps = kSteps;
        script->permits.acquire(1000 - permits);
        flow = new DemoFlow(test::fakeEngine(script), compute);
        flow->window().show();
        flow->window().activateWindow();
    }
    ~Demo() {
        script->stopPermits.release();
        delete flow;
    }
    DemoWindow& window() { return flow->window(); }
    void key(Qt::Key key) { QTest::keyClick(&window(), key); }
    QPushButton* button(const QString& text) {
        for (auto* each : window().findChildren<QPushButton*>())
            if (each->text() == text) return each;
        return nullptr;
    }
    void choose(int index = 1) {
        window().findChildren<PictureCard*>()[index]->click();
        QTRY_COMPARE(window().step(), Step::Damage);
    }
    void paint() {
        CanvasView* canvas = window().canvas();
        const QSizeF size = flow->document()->size();
        const QPoint from = canvas->toWidget({size.width() * 0.3, size.height() * 0.3}).toPoint();
        const QPoint to = canvas->toWidget({size.width() * 0.6, size.height() * 0.5}).toPoint();
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas, to);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
    }
    /// What the canvas shows in the middle of what paint() paints.
    QColor shown() {
        CanvasView* canvas = window().canvas();
        const QSizeF size = flow->document()->size();
        return canvas->grab().toImage().pixelColor(
            canvas->toWidget({size.width() * 0.45, size.height() * 0.4}).toPoint());
    }

    std::shared_ptr<test::Script> script;
    QPointer<DemoFlow> flow;
};

/// The largest of the channels' differences.
int difference(const QColor& a, const QColor& b) {
    return std::max(
        {std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
}

}  // namespace

class TestDemonstration : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { test::useTestSettings(); }
    void init() { test::clearSettings(); }

    /// Without a keyboard, too.
    void aButtonLeaves() {
        Demo demo;
        QPushButton* leave = demo.button(QStringLiteral("Leave"));
        QVERIFY(leave && leave->isVisible());
        leave->click();
        QTRY_VERIFY(!demo.flow || !demo.window().isVisible());
    }

    /// The fast model where it is installed, else the usual one.
    void takesTheFastModel_data() {
        QTest::addColumn<bool>("installed");
        QTest::newRow("installed") << true;
        QTest::newRow("not installed") << false;
    }
    void takesTheFastModel() {
        QFETCH(bool, installed);
        auto script = std::make_shared<test::Script>();
        InstalledModel fast;
        fast.name = "photo-fast";
        if (installed) script->moreModels.push_back(fast);
        Demo demo(1000, script);
        const std::string expected = installed ? "photo-fast" : ModelRef{}.nameOrPath;
        QTRY_COMPARE(script->preloadedModel().nameOrPath, expected);
        demo.choose();
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        QCOMPARE(script->job().model.nameOrPath, expected);
    }

    /// A finger is enough for all of it.
    void byTouch() {
        std::unique_ptr<QPointingDevice> finger(QTest::createTouchDevice());
        Demo demo;
        demo.window().resize(800, 600);  // what the offscreen screen has
        const auto tap = [&](QWidget* widget) {
            QTest::touchEvent(widget, finger.get()).press(0, widget->rect().center(), widget);
            QTest::touchEvent(widget, finger.get()).release(0, widget->rect().center(), widget);
        };
        tap(demo.window().findChildren<PictureCard*>()[1]);
        QTRY_COMPARE(demo.window().step(), Step::Damage);
        CanvasView* canvas = demo.window().canvas();
        const QSizeF size = demo.flow->document()->size();
        const QPoint from = canvas->toWidget({size.width() * 0.3, size.height() * 0.3}).toPoint();
        const QPoint to = canvas->toWidget({size.width() * 0.6, size.height() * 0.5}).toPoint();
        QTest::touchEvent(canvas, finger.get()).press(0, from, canvas);
        QTest::touchEvent(canvas, finger.get()).move(0, to, canvas);
        QTest::touchEvent(canvas, finger.get()).release(0, to, canvas);
        QTRY_COMPARE(demo.window().step(), Step::Restore);
        QVERIFY(!demo.flow->document()->mask().isEmpty());
        tap(demo.button(QStringLiteral("Restore")));
        QTRY_COMPARE(demo.window().step(), Step::Look);
        TimelineStrip* strip = demo.window().strip();
        const QPoint early(strip->width() / 4, strip->height() / 2);
        QTest::touchEvent(strip, finger.get()).press(0, early, strip);
        QTest::touchEvent(strip, finger.get()).release(0, early, strip);
        QCOMPARE(strip->value(), 1);
    }

    void paintedByHand() {
        Demo demo;
        QCOMPARE(demo.window().findChildren<PictureCard*>().size(), 3);
        QCOMPARE(demo.window().step(), Step::Choose);
        demo.choose();
        demo.paint();
        QCOMPARE(demo.window().step(), Step::Restore);
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        const RestorationJob job = demo.script->job();
        QCOMPARE(job.operation.task, Task::Inpaint);
        QVERIFY(!job.mask.isEmpty());
        QCOMPARE(demo.window().strip()->kept(), kSteps);
        QCOMPARE(demo.window().meters()->count(), kSteps);
        QCOMPARE(demo.window().canvas()->compare(), Compare::Split);
    }

    void keysAlone() {
        Demo demo;
        QTRY_VERIFY(demo.window().findChildren<PictureCard*>()[0]->hasFocus());
        demo.key(Qt::Key_Right);
        QVERIFY(demo.window().findChildren<PictureCard*>()[1]->hasFocus());
        demo.key(Qt::Key_PageDown);
        QTRY_COMPARE(demo.window().step(), Step::Damage);
        demo.key(Qt::Key_Space);
        QCOMPARE(demo.window().step(), Step::Restore);
        demo.key(Qt::Key_PageDown);
        QTRY_COMPARE(demo.window().step(), Step::Look);
        QCOMPARE(demo.window().strip()->value(), kSteps - 1);
        demo.key(Qt::Key_Left);
        demo.key(Qt::Key_Left);
        QCOMPARE(demo.window().strip()->value(), kSteps - 3);
        QTRY_VERIFY(demo.window().canvas()->showsStep());
        demo.key(Qt::Key_Space);  // play
        QTRY_COMPARE(demo.window().strip()->value(), kSteps - 1);
        QTRY_VERIFY(!demo.window().canvas()->showsStep());
        demo.key(Qt::Key_PageUp);
        QCOMPARE(demo.window().step(), Step::Choose);
        QVERIFY(!demo.flow->document());
    }

    void blurredAndBack() {
        Demo demo;
        demo.choose();
        demo.button(QStringLiteral("Shake it"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Restore);
        QVERIFY(demo.flow->document()->source().clean);
        // A change of mind: scratches on the photograph as it was.
        demo.button(QStringLiteral("Scratch it"))->click();
        QCOMPARE(demo.window().step(), Step::Restore);
        QVERIFY(!demo.flow->document()->source().clean);
        demo.button(QStringLiteral("Blur it"))->click();
        QTRY_VERIFY(demo.flow->document()->source().clean);
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        QCOMPARE(demo.script->job().operation.task, Task::Deblur);
        QVERIFY(demo.script->job().mask.isEmpty());
        QCOMPARE(demo.script->job().operation.kernel.kind, "disc");
    }

    void blurs_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kind");
        QTest::newRow("focus") << QStringLiteral("Blur it") << QStringLiteral("disc");
        QTest::newRow("shake") << QStringLiteral("Shake it") << QStringLiteral("motion");
    }
    void blurs() {
        QFETCH(QString, text);
        QFETCH(QString, kind);
        Demo demo;
        demo.choose();
        demo.button(text)->click();
        QTRY_COMPARE(demo.window().step(), Step::Restore);
        QCOMPARE(QString::fromStdString(demo.flow->document()->settings().kernel.kind), kind);
    }

    void aSecondPressOnAPhotographChangesNothing() {
        Demo demo;
        auto* card = demo.window().findChildren<PictureCard*>()[1];
        card->click();
        QTRY_COMPARE(demo.window().step(), Step::Damage);
        card->click();
        demo.button(QStringLiteral("Scratch it"))->click();
        const ImageDocument* document = demo.flow->document();
        QTest::qWait(300);
        QCOMPARE(demo.flow->document(), document);
        QCOMPARE(demo.window().step(), Step::Restore);
    }

    void theLastDamageCounts() {
        Demo demo;
        demo.choose();
        demo.button(QStringLiteral("Shake it"))->click();
        demo.button(QStringLiteral("Scratch it"))->click();
        QTest::qWait(200);  // the engine does what it was asked all the same
        QVERIFY(!demo.flow->document()->source().clean);
        QVERIFY(!demo.flow->document()->mask().isEmpty());
    }

    void startingOverForgetsTheBlur() {
        Demo demo;
        demo.choose();
        demo.button(QStringLiteral("Shake it"))->click();
        demo.button(QStringLiteral("Start over"))->click();
        QTest::qWait(200);  // the engine does what it was asked all the same
        QCOMPARE(demo.window().step(), Step::Choose);
        QVERIFY(!demo.flow->document());
    }

    /// As it looked when it was painted, and beside the restored picture.
    void damageLooksTheSameThroughout() {
        Demo demo;
        demo.choose();
        demo.paint();
        const QColor painted = demo.shown();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        QVERIFY2(difference(demo.shown(), painted) <= 2, qPrintable(demo.shown().name()));
    }

    void comparesWithTheDamageAndTheOriginal() {
        Demo demo;
        demo.choose(0);
        const QColor whole = demo.shown();
        demo.paint();
        const QColor painted = demo.shown();
        QVERIFY(difference(whole, painted) > 40);
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        const CanvasView* canvas = demo.window().canvas();
        QCOMPARE(canvas->comparedName(), QStringLiteral("Damaged"));
        QPushButton* button = demo.button(QStringLiteral("Show the original"));
        const int width = button->width();
        button->click();
        QCOMPARE(canvas->comparedName(), QStringLiteral("Original"));
        QVERIFY2(difference(demo.shown(), whole) < difference(demo.shown(), painted),
                 qPrintable(demo.shown().name()));
        QCOMPARE(button->text(), QStringLiteral("Show the damage"));
        QCoreApplication::processEvents();
        QCOMPARE(button->width(), width);
        demo.key(Qt::Key_Down);
        QCOMPARE(canvas->comparedName(), QStringLiteral("Damaged"));
        QVERIFY(difference(demo.shown(), painted) <= 2);
    }

    void touchingTheStepsStopsTheReplay_data() {
        QTest::addColumn<int>("key");
        QTest::newRow("arrow") << int(Qt::Key_Right);
        QTest::newRow("wheel") << 0;
    }
    void touchingTheStepsStopsTheReplay() {
        QFETCH(int, key);
        Demo demo;
        demo.choose();
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        demo.button(QStringLiteral("Play again"))->click();
        TimelineStrip* strip = demo.window().strip();
        QCOMPARE(strip->value(), 0);
        if (key) {
            demo.key(Qt::Key(key));
        } else {
            const QPointF middle(strip->rect().center());
            QWheelEvent turn(middle, strip->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                             Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(strip, &turn);
        }
        QCOMPARE(strip->value(), 1);
        QTest::qWait(500);
        QCOMPARE(strip->value(), 1);
    }

    void startsOverWhenLeftAlone() {
        Demo demo;
        demo.choose();
        demo.paint();
        demo.flow->setPatience(200);
        QTRY_COMPARE(demo.window().step(), Step::Choose);
    }

    /// Nobody touches anything while it computes, and that is no reason to stop.
    void waitsForARun() {
        Demo demo(1);
        demo.choose();
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Watch);
        demo.flow->setPatience(50);
        QTest::qWait(250);
        QCOMPARE(demo.window().step(), Step::Watch);
        demo.flow->setPatience(60'000);
        demo.script->permits.release(kSteps);
        QTRY_COMPARE(demo.window().step(), Step::Look);
    }

    void startingOverStopsTheRun() {
        Demo demo(1);
        demo.choose();
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Watch);
        QTRY_VERIFY(demo.flow->controller().isBusy());
        demo.button(QStringLiteral("Start over"))->click();
        QTRY_VERIFY(!demo.flow->controller().isBusy());
        QCOMPARE(demo.window().step(), Step::Choose);
        demo.choose();  // and it goes on working
        demo.script->permits.release(100);
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Look);
    }

    /// A denoiser call of the old run lasts, and meanwhile the next visitor goes through all of it.
    void nothingWaitsForARunThatStops() {
        Demo demo(1);
        demo.choose();
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_VERIFY(demo.script->runs == 1);
        demo.script->stopPermits.acquire();
        demo.button(QStringLiteral("Start over"))->click();
        demo.script->permits.release(100);
        demo.choose();
        QVERIFY(demo.flow->controller().isBusy());
        demo.paint();
        QCOMPARE(demo.window().step(), Step::Restore);
        demo.button(QStringLiteral("Restore"))->click();
        QCOMPARE(demo.window().step(), Step::Watch);
        QVERIFY(demo.flow->controller().isBusy());
        QCOMPARE(demo.script->runs.load(), 1);
        demo.script->stopPermits.release();
        QTRY_COMPARE(demo.window().step(), Step::Look);
        QCOMPARE(demo.script->runs.load(), 2);
        QCOMPARE(demo.window().meters()->count(), kSteps);
    }

    void computesAsThePreferencesSay() {
        QSettings().setValue(QStringLiteral("computer/device"), int(DeviceChoice::Cpu));
        QSettings().setValue(QStringLiteral("computer/threads"), 3);
        QSettings().setValue(QStringLiteral("computer/memoryGigabytes"), 2);
        ComputeSpec expected;
        expected.device = DeviceChoice::Cpu;
        expected.threads = 3;
        expected.memoryLimit = std::uint64_t(2) << 30;
        Studio studio;
        studio.window.showDemonstration();
        DemoWindow& window = studio.window.demonstration()->window();
        window.findChildren<PictureCard*>()[1]->click();
        QTRY_COMPARE(window.step(), Step::Damage);
        Q_EMIT window.scratchWanted();
        Q_EMIT window.restoreWanted();
        QTRY_COMPARE(window.step(), Step::Look);
        QVERIFY(studio.script->job().compute == expected);
        window.close();

        Demo demo(1000, std::make_shared<test::Script>(), expected);
        QTRY_VERIFY(demo.script->preloads == 1);
        QVERIFY(demo.script->preloadedCompute() == expected);
    }

    void faultsAreSaidAndItGoesOn() {
        Demo demo;
        demo.script->error = Error(ErrorCode::OutOfMemory, {}, "none left");
        demo.choose();
        demo.paint();
        demo.button(QStringLiteral("Restore"))->click();
        QTRY_COMPARE(demo.window().step(), Step::Choose);
        const QString own = QStringLiteral("Choose a photograph.");
        QVERIFY2(demo.window().sentence().contains("could not be finished"),
                 qPrintable(demo.window().sentence()));
        QVERIFY2(demo.window().sentence().endsWith(own), qPrintable(demo.window().sentence()));
        demo.flow->setPatience(100);
        QTRY_COMPARE(demo.window().sentence(), own);
    }

    void studioOpensItAndGetsItsWindowBack() {
        Studio studio;
        studio.open();
        const ImageDocument* document = studio.window.document();
        studio.window.actions()->demonstration->trigger();
        QVERIFY(studio.window.demonstration());
        const QPointer<DemoFlow> flow = studio.window.demonstration();
        QSignalSpy ended(&studio.window, &MainWindow::demonstrationEnded);
        QTest::keyClick(&flow->window(), Qt::Key_Escape);
        QCOMPARE(ended.count(), 1);
        QTRY_VERIFY(!flow);
        QVERIFY(!studio.window.demonstration());
        QCOMPARE(studio.window.document(), document);
    }

    /// As painted, with the rim that the filled one leaves for the focus.
    void buttonsAreOfOneHeight() {
        Demo demo;
        demo.choose();
        demo.paint();
        QCOMPARE(demo.window().step(), Step::Restore);
        QCoreApplication::processEvents();
        const QImage picture = demo.window().grab().toImage();
        const QRgb ground = demo.window().palette().color(QPalette::Window).rgb();
        const auto paintedHeight = [&](const QPushButton* button) {
            const QPoint at = button->mapTo(&demo.window(), QPoint(button->width() / 8, 0));
            int rows = 0;
            for (int y = at.y() - 8; y < at.y() + button->height() + 8; ++y)
                rows += picture.pixel(at.x(), y) != ground;
            return rows;
        };
        QCOMPARE(paintedHeight(demo.button(QStringLiteral("Restore"))),
                 paintedHeight(demo.button(QStringLiteral("Start over"))));
    }

    void everyControlHasAName() {
        Demo demo;
        demo.choose();
        for (auto* button : demo.window().findChildren<QAbstractButton*>())
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
        QCOMPARE(demo.window().accessibleDescription(), demo.window().sentence());
    }
};

QTEST_MAIN(TestDemonstration)
#include "test_demonstration.moc"
