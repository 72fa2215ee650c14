// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

using namespace lacuna;
using namespace std::chrono_literals;

namespace {

/// A thread that steps for as long as it may, as a solver does.
class Stepper {
  public:
    explicit Stepper(RunControl& control)
        : mThread([this, &control] {
              while (control.proceed()) {
                  ++mSteps;
                  std::this_thread::sleep_for(100us);
              }
              mDone = true;
          }) {}

    int steps() const { return mSteps; }
    bool isDone() const { return mDone; }
    /// Whether it makes no step for a while.
    bool rests() const {
        const int before = mSteps;
        std::this_thread::sleep_for(30ms);
        return mSteps == before;
    }

  private:
    std::atomic<int> mSteps{0};
    std::atomic<bool> mDone{false};
    std::jthread mThread;  // last, so that the others exist while it runs
};

}  // namespace

class TestRunControl : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goesOnByItself() {
        RunControl control;
        QVERIFY(!control.isPaused());
        QVERIFY(!control.stopRequested());
        for (int i = 0; i < 100; ++i)
            QVERIFY(control.proceed());
    }

    void stopEndsIt() {
        RunControl control;
        Stepper stepper(control);
        QTRY_VERIFY(stepper.steps() > 3);
        control.stop();
        QTRY_VERIFY(stepper.isDone());
        QVERIFY(control.stopRequested());
        QVERIFY(!control.proceed());
        // There is no way back.
        control.resume();
        control.stepOnce();
        QVERIFY(!control.proceed());
    }

    void pauseHoldsAndResumeReleases() {
        RunControl control;
        Stepper stepper(control);
        QTRY_VERIFY(stepper.steps() > 3);
        control.pause();
        QVERIFY(control.isPaused());
        QTRY_VERIFY(stepper.rests());
        const int held = stepper.steps();
        control.resume();
        QVERIFY(!control.isPaused());
        QTRY_VERIFY(stepper.steps() > held + 3);
        control.stop();
    }

    void stopEndsAPausedRun() {
        RunControl control;
        control.pause();
        Stepper stepper(control);
        QVERIFY(stepper.rests());
        QCOMPARE(stepper.steps(), 0);
        control.stop();
        QTRY_VERIFY(stepper.isDone());
        QCOMPARE(stepper.steps(), 0);
    }

    void stepOnceMakesExactlyOne() {
        RunControl control;
        control.pause();
        Stepper stepper(control);
        for (int n = 1; n <= 5; ++n) {
            control.stepOnce();
            QTRY_COMPARE(stepper.steps(), n);
            QVERIFY(stepper.rests());
            QVERIFY(control.isPaused());
        }
        control.stop();
    }

    void stepsAddUp() {
        RunControl control;
        control.pause();
        for (int i = 0; i < 3; ++i)
            control.stepOnce();
        Stepper stepper(control);
        QTRY_COMPARE(stepper.steps(), 3);
        QVERIFY(stepper.rests());
        control.stop();
    }

    void stepOnceOfARunningRunIsNothing() {
        RunControl control;
        control.stepOnce();
        control.pause();
        Stepper stepper(control);
        QVERIFY(stepper.rests());
        QCOMPARE(stepper.steps(), 0);
        control.stop();
    }

    void resumeForgetsSteps() {
        RunControl control;
        control.pause();
        control.stepOnce();
        control.resume();
        control.pause();
        Stepper stepper(control);
        QVERIFY(stepper.rests());
        QCOMPARE(stepper.steps(), 0);
        control.stop();
    }

    void manyThreadsAtOnce() {
        for (int round = 0; round < 200; ++round) {
            RunControl control;
            std::atomic<bool> ended{false};
            std::jthread solver([&] {
                while (control.proceed()) {
                }
                ended = true;
            });
            {
                std::jthread pauser([&] {
                    for (int i = 0; i < 20; ++i) {
                        control.pause();
                        control.stepOnce();
                        control.resume();
                    }
                    control.pause();
                });
                std::jthread stopper([&] { control.stop(); });
            }
            QTRY_VERIFY_WITH_TIMEOUT(ended, 30000);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunControl)
#include "test_run_control.moc"
