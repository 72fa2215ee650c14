// SPDX-License-Identifier: GPL-3.0-or-later
// What waits for the first window: until it is painted, for a while where none is, and no longer than the
// program runs.
#include "ui/base/first_paint.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QtTest>

#include <chrono>
#include <future>
#include <memory>

using lacuna::ui::FirstPaint;

class TestFirstPaint : public QObject {
    Q_OBJECT

    /// On a thread of its own, as the engine's.
    static std::future<bool> waiting(FirstPaint::Gate gate) {
        return std::async(std::launch::async, [gate]() mutable { return gate.wait(); });
    }
    static bool isOver(const std::future<bool>& answer) {
        return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

  private Q_SLOTS:
    void opensWhenAWindowIsPainted() {
        const FirstPaint paint;
        std::future<bool> answer = waiting(paint.gate());
        QTest::qWait(200);
        QVERIFY(!isOver(answer));
        QElapsedTimer clock;
        clock.start();
        QLabel window(QStringLiteral("first"));
        window.show();
        QTRY_VERIFY(isOver(answer));
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(answer.get());
        QVERIFY(waiting(paint.gate()).get());  // stays open
    }

    void opensAfterAWhileWithoutOne() {
        const FirstPaint paint;
        std::future<bool> answer = waiting(paint.gate());
        QTRY_VERIFY_WITH_TIMEOUT(isOver(answer), 10'000);
        QVERIFY(answer.get());
    }

    void endsWithTheProgram() {
        auto paint = std::make_unique<FirstPaint>();
        std::future<bool> first = waiting(paint->gate());
        FirstPaint::Gate kept = paint->gate();
        paint.reset();
        QVERIFY(!first.get());
        QVERIFY(!waiting(kept).get());
    }
};

QTEST_MAIN(TestFirstPaint)
#include "test_first_paint.moc"
