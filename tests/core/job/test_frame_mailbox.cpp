// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/frame_mailbox.h"

#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

using namespace lacuna;

namespace {

/// A frame whose every pixel tells its number, so that a torn one shows.
Frame frame(int number, int side = 8) {
    Frame out;
    out.progress.evaluations = number;
    out.estimate = ImageBuffer(side, side, 3, Depth::UInt8);
    for (int y = 0; y < side; ++y) {
        auto* row = out.estimate.row<std::uint8_t>(y);
        std::fill(row, row + side * 3, static_cast<std::uint8_t>(number % 251));
    }
    return out;
}

bool isWhole(const Frame& frame) {
    const int expected = frame.progress.evaluations % 251;
    for (int y = 0; y < frame.estimate.height(); ++y) {
        for (int x = 0; x < frame.estimate.width(); ++x) {
            for (int c = 0; c < 3; ++c) {
                if (frame.estimate.sample(x, y, c) != expected) return false;
            }
        }
    }
    return true;
}

}  // namespace

class TestFrameMailbox : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void startsEmpty() {
        FrameMailbox box({});
        QVERIFY(!box.isFull());
        QVERIFY(!box.take());
    }

    void latestWins() {
        FrameMailbox box({});
        for (int n = 1; n <= 5; ++n)
            box.put(frame(n));
        QVERIFY(box.isFull());
        const auto taken = box.take();
        QVERIFY(taken);
        QCOMPARE(taken->progress.evaluations, 5);
        QVERIFY(isWhole(*taken));
        QVERIFY(!box.isFull());
        QVERIFY(!box.take());
    }

    void tellsOnlyWhenItWasEmpty() {
        int told = 0;
        FrameMailbox box([&] { ++told; });
        box.put(frame(1));
        box.put(frame(2));
        box.put(frame(3));
        QCOMPARE(told, 1);
        box.take();
        QCOMPARE(told, 1);
        box.put(frame(4));
        QCOMPARE(told, 2);
    }

    void mayBeEmptiedByWhomItTells() {
        // onFilled is called outside the lock.
        FrameMailbox* self = nullptr;
        int last = 0;
        FrameMailbox box([&] { last = self->take()->progress.evaluations; });
        self = &box;
        box.put(frame(7));
        QCOMPARE(last, 7);
        QVERIFY(!box.isFull());
    }

    /// The reader wakes for every filling, sees whole frames in order, and the last one for certain.
    void oneWriterOneReader() {
        constexpr int kFrames = 20000;
        std::counting_semaphore<> filled(0);
        std::atomic<int> told{0};
        FrameMailbox box([&] {
            ++told;
            filled.release();
        });
        std::vector<int> seen;
        bool whole = true;
        int takenNothing = 0;
        std::jthread reader([&] {
            while (seen.empty() || seen.back() != kFrames) {
                filled.acquire();
                const auto taken = box.take();
                if (!taken) {
                    ++takenNothing;
                    continue;
                }
                whole = whole && isWhole(*taken);
                seen.push_back(taken->progress.evaluations);
            }
        });
        for (int n = 1; n <= kFrames; ++n) {
            box.put(frame(n));
            if (n % 4 == 0) std::this_thread::yield();  // or the writer is done before the reader has begun
        }
        reader.join();
        QVERIFY(whole);
        QCOMPARE(takenNothing, 0);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), kFrames);
        QCOMPARE(told.load(), static_cast<int>(seen.size()));
    }

    void manyWriters() {
        constexpr int kWriters = 4, kFrames = 2000;
        std::atomic<int> told{0};
        FrameMailbox box([&] { ++told; });
        std::atomic<bool> done{false};
        int taken = 0;
        bool whole = true;
        std::jthread reader([&] {
            for (bool last = false; !last;) {
                last = done;
                while (const auto one = box.take()) {
                    ++taken;
                    whole = whole && isWhole(*one);
                }
                std::this_thread::yield();
            }
        });
        {
            std::vector<std::jthread> writers;
            for (int w = 0; w < kWriters; ++w) {
                writers.emplace_back([&, w] {
                    for (int n = 0; n < kFrames; ++n)
                        box.put(frame(w * kFrames + n));
                });
            }
        }
        done = true;
        reader.join();
        QVERIFY(whole);
        QVERIFY(!box.isFull());
        QCOMPARE(told.load(), taken);
    }
};

QTEST_GUILESS_MAIN(TestFrameMailbox)
#include "test_frame_mailbox.moc"
