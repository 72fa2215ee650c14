// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/throttle.h"

#include <QElapsedTimer>
#include <QTest>

#include <chrono>

using namespace lacuna::ui;
using namespace std::chrono_literals;

class TestThrottle : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theFirstIsCalledAtOnce() {
        int calls = 0;
        Throttle throttle(1h, [&calls] { ++calls; });
        throttle.flush();
        QCOMPARE(calls, 0);
        throttle.ask();
        QCOMPARE(calls, 1);
        throttle.ask();
        throttle.ask();
        QCOMPARE(calls, 1);
    }

    /// However often it is asked for, and never more often than that; the last question is answered.
    void othersWait() {
        int calls = 0, asked = 0, seen = 0;
        Throttle throttle(100ms, [&] {
            ++calls;
            seen = asked;
        });
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 450) {
            ++asked;
            throttle.ask();
            QTest::qWait(5);
        }
        QTRY_COMPARE(seen, asked);
        QVERIFY2(calls >= 2 && calls <= 2 + int(timer.elapsed() / 100), qPrintable(QString::number(calls)));
        const int before = calls;
        QTest::qWait(250);  // nobody asks
        QCOMPARE(calls, before);
    }

    void flushedItIsCalledNow() {
        int calls = 0;
        Throttle throttle(1h, [&calls] { ++calls; });
        throttle.ask();
        throttle.ask();
        throttle.flush();
        QCOMPARE(calls, 2);
        throttle.flush();
        QCOMPARE(calls, 2);
        throttle.ask();
        QCOMPARE(calls, 2);
    }

    /// It may ask for itself.
    void asksWithinTheCall() {
        int calls = 0;
        Throttle* self = nullptr;
        Throttle throttle(20ms, [&] {
            if (++calls < 3) self->ask();
        });
        self = &throttle;
        throttle.ask();
        QCOMPARE(calls, 1);
        QTRY_COMPARE(calls, 3);
    }
};

QTEST_GUILESS_MAIN(TestThrottle)
#include "test_throttle.moc"
