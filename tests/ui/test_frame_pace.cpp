// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/frame_pace.h"

#include <QTest>

#include <chrono>

using namespace lacuna::ui;
using namespace std::chrono_literals;

class TestFramePace : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// A run that makes a step every so often and shows it where that is allowed.
    void staysWithinItsShare_data() {
        QTest::addColumn<int>("step");   // µs, without its estimate
        QTest::addColumn<int>("frame");  // µs, on the run's thread
        QTest::addColumn<int>("paint");  // µs, on another, beside the next steps
        QTest::addColumn<int>("least");  // estimates in ten seconds
        QTest::addColumn<double>("most");
        QTest::addRow("coarse steps") << 10'000 << 5'000 << 0 << 9 << 0.006;
        QTest::addRow("hardly longer than an estimate") << 6'000 << 5'000 << 0 << 9 << 0.006;
        QTest::addRow("slow steps are all shown") << 900'000 << 4'000 << 0 << 11 << 0.006;
        QTest::addRow("a large photograph") << 100'000 << 200'000 << 0 << 7 << 0.19;
        QTest::addRow("painting counts as well") << 10'000 << 500 << 2'000 << 19 << 0.006;
        QTest::addRow("painting alone") << 10'000 << 0 << 4'000 << 11 << 0.006;
        QTest::addRow("slow painting") << 100'000 << 1'000 << 200'000 << 9 << 0.21;
    }
    void staysWithinItsShare() {
        QFETCH(int, step);
        QFETCH(int, frame);
        QFETCH(int, paint);
        QFETCH(int, least);
        QFETCH(double, most);
        FramePace pace;
        const FramePace::Clock::time_point begin{};
        auto now = begin;
        FramePace::Clock::duration spent{}, elsewhere{};
        int shown = 0;
        while (now - begin < 10s) {
            now += std::chrono::microseconds(step);
            if (!pace.allows(now, elsewhere)) continue;
            const auto begun = now;
            now += std::chrono::microseconds(frame);
            pace.spent(begun, now, elsewhere);
            elsewhere += std::chrono::microseconds(paint);
            spent += now - begun + std::chrono::microseconds(paint);
            ++shown;
        }
        QVERIFY2(shown >= least, qPrintable(QString::number(shown)));
        const double share =
            std::chrono::duration<double>(spent) / std::chrono::duration<double>(now - begin);
        QVERIFY2(share <= most, qPrintable(QString::number(share)));
    }

    void theFirstIsShown() {
        const FramePace pace;
        QVERIFY(pace.allows(FramePace::Clock::time_point{}, 0s));
        QVERIFY(pace.allows(FramePace::Clock::now(), 0s));
    }

    void aWatchedRunShowsMore() {
        FramePace pace;
        const FramePace::Clock::time_point begin{};
        pace.spent(begin, begin + 10ms, 0s);
        QVERIFY(!pace.allows(begin + 250ms, 0s));
        QVERIFY(!pace.allows(begin + 199ms, 0s, FramePace::kWatchedShare));
        QVERIFY(pace.allows(begin + 201ms, 0s, FramePace::kWatchedShare));
    }

    /// Somebody who paints is told late what it cost; the rest grows with it.
    void theRestGrows() {
        FramePace pace;
        const FramePace::Clock::time_point begin{};
        pace.spent(begin, begin + 1ms, 3s);
        QVERIFY(!pace.allows(begin + 199ms, 3s));
        QVERIFY(pace.allows(begin + 201ms, 3s));
        QVERIFY(!pace.allows(begin + 201ms, 3s + 2ms));
        QVERIFY(pace.allows(begin + 601ms, 3s + 2ms));
        QVERIFY(pace.allows(begin + 1ms + FramePace::kLongestRest, 3s + 1h));
    }
};

QTEST_GUILESS_MAIN(TestFramePace)
#include "test_frame_pace.moc"
