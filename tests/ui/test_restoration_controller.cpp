// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/thread_guard.h"
#include "ui/services/frame_pace.h"
#include "ui/services/restoration_controller.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <QWidget>

#include <chrono>
#include <ctime>

using namespace lacuna;
using namespace lacuna::ui;
using namespace std::chrono_literals;

namespace {

/// What a controller said, gathered on the GUI thread.
struct Record {
    explicit Record(RestorationController& controller) {
        QObject::connect(
            &controller, &RestorationController::begun, &controller, [&](const RestorationPtr& begun) {
                begun->run()
                    .then(&controller, [this](const ResultPtr& result) { results.push_back(result); })
                    .orElse(&controller, [this](const Failure& failure) { failures.push_back(failure); })
                    .ifCancelled(&controller, [this] { ++cancelled; });
                QObject::connect(begun.get(), &Restoration::frameReady, &controller,
                                 [this](const DisplayFrame& frame) { frames.push_back(frame); });
                QObject::connect(begun.get(), &Restoration::progressed, &controller,
                                 [this](const Progress& progress) { progresses.push_back(progress); });
            });
        QObject::connect(&controller, &RestorationController::planned, &controller, [this] { ++plans; });
        QObject::connect(&controller, &RestorationController::speedMeasured, &controller,
                         [this](double speed) { speeds.push_back(speed); });
    }
    std::vector<ResultPtr> results;
    std::vector<Failure> failures;
    std::vector<DisplayFrame> frames;
    std::vector<Progress> progresses;
    std::vector<double> speeds;
    int plans = 0;
    int cancelled = 0;
};

constexpr std::chrono::nanoseconds kComputing = 20ms;

/// Takes so much of this thread's processor time.
void compute() {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    for (const auto begun = now(); now() - begun < kComputing;) {
    }
}

class SlowWidget : public QWidget {
  public:
    int painted = 0;

  protected:
    void paintEvent(QPaintEvent*) override {
        compute();
        ++painted;
    }
};

RunRequest makeRequest(int side = 64) {
    RunRequest request;
    request.photo = test::loadedPhoto(side, side).photo;
    request.settings.task = Task::Denoise;
    return request;
}

}  // namespace

class TestRestorationController : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void runsAndDelivers() {
        auto script = std::make_shared<test::Script>();
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.start(makeRequest());
        QVERIFY(controller.isBusy());
        QTRY_COMPARE(record.results.size(), std::size_t(1));
        QVERIFY(!controller.isBusy());
        const RestorationResult& result = *record.results[0];
        QVERIFY(!result.stoppedEarly);
        QCOMPARE(result.display.size(), QSize(64, 64));
        QCOMPARE(test::pixelsOf(result).sample(3, 3, 0),
                 makeRequest().photo.load()->pixels.sample(3, 3, 0) + 20);
        QCOMPARE(record.progresses.size(), std::size_t(4));
        QVERIFY(record.failures.empty());
    }

    /// Every estimate arrives when the GUI keeps up; one slot, so that none queue up when it doesn't.
    void framesArriveLive() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.start(makeRequest());
        for (std::size_t i = 1; i <= 3; ++i) {
            script->permits.release();
            QTRY_COMPARE(record.frames.size(), i);
            QCOMPARE(record.frames.back().progress.step, int(i) - 1);
            QCOMPARE(record.frames.back().rect, QRect(0, 0, 64, 64));
            QVERIFY(record.results.empty());
        }
        script->permits.release();
        QTRY_COMPARE(record.results.size(), std::size_t(1));
    }

    void busyGuiGetsTheLatestOnly() {
        auto script = std::make_shared<test::Script>();
        script->steps = 50;
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.start(makeRequest());
        QThread::msleep(300);  // no event is handled meanwhile
        QTRY_COMPARE(record.results.size(), std::size_t(1));
        QVERIFY2(script->framesWanted <= 2, qPrintable(QString::number(script->framesWanted)));
    }

    /// What it takes to show an estimate counts, whoever computes it: the next one waits the longer.
    void showingIsPaidFor_data() {
        QTest::addColumn<bool>("paints");
        QTest::addRow("who is told of it") << false;
        QTest::addRow("who paints it later") << true;
    }
    void showingIsPaidFor() {
        QFETCH(bool, paints);
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        SlowWidget window;
        window.show();
        QTRY_COMPARE(window.painted, 1);
        const RestorationPtr restoration = controller.start(makeRequest());
        connect(restoration.get(), &Restoration::frameReady, this, [&window, paints] {
            if (paints) {
                window.update();
            } else {
                compute();
            }
        });
        QCOMPARE(restoration->timeToShow(), 0ns);
        script->permits.release();
        QTRY_COMPARE(record.frames.size(), std::size_t(1));
        QTRY_VERIFY(restoration->timeToShow() >= kComputing);
        QVERIFY(restoration->timeToShow() < 10 * kComputing);
        QCOMPARE(window.painted, paints ? 2 : 1);
        script->permits.release();
        QTRY_COMPARE(record.progresses.size(), std::size_t(2));
        QTest::qWait(100);
        QCOMPARE(record.frames.size(), std::size_t(1));
        QTest::qWait(int(FramePace::kLongestRest.count()));
        script->permits.release();
        QTRY_COMPARE(record.frames.size(), std::size_t(2));
        script->permits.release();
        QTRY_COMPARE(record.results.size(), std::size_t(1));
    }

    void stopKeepsTheEstimate() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.start(makeRequest());
        script->permits.release(2);
        QTRY_COMPARE(record.progresses.size(), std::size_t(2));
        QElapsedTimer timer;
        timer.start();
        controller.stop();
        QCOMPARE(controller.active().front()->state(), RunState::Stopping);
        QTRY_COMPARE(record.results.size(), std::size_t(1));
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(record.results[0]->stoppedEarly);
        QVERIFY(!record.results[0]->beforeFirstEstimate);
        QCOMPARE(test::pixelsOf(*record.results[0]).sample(0, 0, 0),
                 makeRequest().photo.load()->pixels.sample(0, 0, 0) + 10);
    }

    void stopBeforeTheFirstEstimate() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.start(makeRequest());
        QTRY_COMPARE(script->runs.load(), 1);
        controller.stop();
        QTRY_COMPARE(record.results.size(), std::size_t(1));
        QVERIFY(record.results[0]->beforeFirstEstimate);
        QVERIFY(record.results[0]->display.isNull());
    }

    /// Several are done one after the other; one that is stopped while it waits never begins.
    void othersWaitForTheirTurn() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        const RestorationPtr first = controller.start(makeRequest());
        const RestorationPtr second = controller.start(makeRequest());
        const RestorationPtr third = controller.start(makeRequest());
        QTRY_COMPARE(script->runs.load(), 1);
        QCOMPARE(controller.active().size(), std::size_t(3));
        second->stop();
        QCOMPARE(second->state(), RunState::Idle);
        QCOMPARE(record.cancelled, 1);
        script->permits.release(8);
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(script->runs.load(), 2);
        QCOMPARE(record.results.size(), std::size_t(2));
        QVERIFY(record.failures.empty());
    }

    void errorsArriveAsValues_data() {
        QTest::addColumn<int>("code");
        for (int code = 0; code <= int(ErrorCode::Internal); ++code)
            QTest::newRow(toString(ErrorCode(code))) << code;
    }
    void errorsArriveAsValues() {
        QFETCH(int, code);
        auto script = std::make_shared<test::Script>();
        script->error = Error(ErrorCode(code), "thing", "reason");
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.start(makeRequest());
        QTRY_COMPARE(record.failures.size(), std::size_t(1));
        QCOMPARE(record.failures[0].code, ErrorCode(code));
        QCOMPARE(record.failures[0].subject, QStringLiteral("thing"));
        QVERIFY(!controller.isBusy());
        script->error.reset();
        controller.start(makeRequest());  // and the next run is not harmed
        QTRY_COMPARE(record.results.size(), std::size_t(1));
    }

    void engineThatDoesNotStart() {
        RestorationController controller([]() -> std::unique_ptr<RestorationEngine> {
            throw Error(ErrorCode::DeviceUnavailable, {}, "no");
        });
        Record record(controller);
        controller.start(makeRequest());
        QTRY_COMPARE(record.failures.size(), std::size_t(1));
    }

    /// Plans asked for in a burst become one; none is made during a run.
    void plansAreAskedForOnce() {
        auto script = std::make_shared<test::Script>();
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        for (int i = 0; i < 20; ++i)
            controller.requestPlan(makeRequest(16));
        QTRY_COMPARE(record.plans, 1);
        QCOMPARE(script->plans.load(), 1);
        script->permits.acquire(1000);
        controller.start(makeRequest());
        controller.requestPlan(makeRequest());
        QTest::qWait(400);
        QCOMPARE(script->plans.load(), 1);
        controller.stop();
        QTRY_VERIFY(!controller.isBusy());
    }

    /// Measuring the speed gives way to a run that the user wants.
    void measuringGivesWay() {
        auto script = std::make_shared<test::Script>();
        script->speedPermits.acquire();
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.preload({}, {}, true);
        QTRY_COMPARE(script->speedRuns.load(), 1);
        controller.start(makeRequest());
        QTRY_COMPARE(record.results.size(), std::size_t(1));
        QVERIFY(record.speeds.empty());
        script->speedPermits.release();
        controller.preload({}, {}, true);
        QTRY_COMPARE(record.speeds.size(), std::size_t(1));
        QCOMPARE(record.speeds[0], 100.0);
    }

    /// And to another model, which is loaded at once.
    void measuringGivesWayToAnotherModel() {
        auto script = std::make_shared<test::Script>();
        script->speedPermits.acquire();
        RestorationController controller(test::fakeEngine(script));
        Record record(controller);
        controller.preload({}, {}, true);
        QTRY_COMPARE(script->speedRuns.load(), 1);
        controller.preload({}, {}, true);
        QTRY_COMPARE(script->preloads.load(), 2);
        QTRY_COMPARE(script->speedRuns.load(), 2);
        QVERIFY(record.speeds.empty());
    }

    void destructionStopsARun() {
        auto script = std::make_shared<test::Script>();
        script->permits.acquire(1000);
        {
            RestorationController controller(test::fakeEngine(script));
            controller.start(makeRequest());
            QTRY_COMPARE(script->runs.load(), 1);
        }
        QVERIFY(script->destroyed);
    }

    void everythingRanOnOneOtherThread() {
        auto script = std::make_shared<test::Script>();
        {
            RestorationController controller(test::fakeEngine(script));
            Record record(controller);
            controller.preload({}, {}, true);
            controller.start(makeRequest());
            QTRY_COMPARE(record.results.size(), std::size_t(1));
            controller.requestPlan(makeRequest());
            QTRY_COMPARE(record.plans, 1);
        }
        QVERIFY(script->threads.size() >= 6);
        for (const Qt::HANDLE thread : script->threads) {
            QCOMPARE(thread, script->threads.front());
            QVERIFY(thread != QThread::currentThreadId());
        }
        QVERIFY(guiThreadOffences().empty());
        QVERIFY(guiThreadChecks() > 0);
    }
};

QTEST_MAIN(TestRestorationController)
#include "test_restoration_controller.moc"
