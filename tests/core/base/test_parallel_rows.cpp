// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel_rows.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace lacuna;

namespace {

/// Which rows were worked on how often, in how many parts, and by which threads.
struct Record {
    explicit Record(std::int64_t rows) : counts(static_cast<std::size_t>(rows)) {}

    void add(std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            ++counts[static_cast<std::size_t>(row)];
        const std::lock_guard lock(mutex);
        shortest = parts++ == 0 ? end - begin : std::min(shortest, end - begin);
        threads.insert(std::this_thread::get_id());
    }

    std::vector<int> counts;
    std::mutex mutex;
    int parts = 0;
    std::int64_t shortest = 0;
    std::set<std::thread::id> threads;
};

}  // namespace

class TestParallelRows : public QObject {
    Q_OBJECT

    const int mDefault = rowThreads();

  private Q_SLOTS:
    void cleanup() { setRowThreads(mDefault); }

    void everyRowOnce_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("mostParts");
        QTest::newRow("nothing") << 0 << 1 << 4 << 0;
        QTest::newRow("one row") << 1 << 1 << 4 << 1;
        QTest::newRow("one part's worth") << 64 << 64 << 4 << 1;
        QTest::newRow("just below two parts") << 127 << 64 << 4 << 1;
        QTest::newRow("two parts") << 128 << 64 << 4 << 2;
        QTest::newRow("fewer rows than threads") << 3 << 1 << 8 << 3;
        QTest::newRow("one thread") << 1000 << 1 << 1 << 1;
        QTest::newRow("no threads") << 1000 << 1 << 0 << 1;
        QTest::newRow("odd") << 1009 << 7 << 3 << 144;
        QTest::newRow("many") << 100000 << 1 << 8 << 100000;
    }
    void everyRowOnce() {
        QFETCH(int, rows);
        QFETCH(int, least);
        QFETCH(int, threads);
        QFETCH(int, mostParts);
        setRowThreads(threads);
        Record record(rows);
        parallelRows(rows, least, [&](std::int64_t begin, std::int64_t end) { record.add(begin, end); });
        QCOMPARE(record.counts, std::vector<int>(static_cast<std::size_t>(rows), 1));
        QVERIFY(record.parts <= mostParts && (rows == 0 || record.parts >= 1));
        QVERIFY(record.parts < 2 || record.shortest >= least);
        QVERIFY(record.threads.size() <= static_cast<std::size_t>(std::max(threads, 1)));
        if (mostParts == 1) QVERIFY(record.threads.contains(std::this_thread::get_id()));
    }

    /// Whatever LibTorch was built with: the parts meet each other, which no single thread could do.
    void runsOnAsManyThreadsAsAsked() {
        constexpr int kThreads = 3;
        setRowThreads(kThreads);
        QCOMPARE(rowThreads(), kThreads);
        std::atomic<int> arrived = 0;
        Record record(kThreads);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        parallelRows(kThreads, 1, [&](std::int64_t begin, std::int64_t end) {
            ++arrived;
            while (arrived < kThreads && std::chrono::steady_clock::now() < deadline)
                std::this_thread::yield();
            record.add(begin, end);
        });
        QCOMPARE(arrived.load(), kThreads);
        QCOMPARE(record.threads.size(), std::size_t{kThreads});
    }

    void nestedCallsStayOnTheirThread() {
        setRowThreads(4);
        std::atomic<int> wrong = 0;
        std::atomic<std::int64_t> rows = 0;
        parallelRows(16, 1, [&](std::int64_t begin, std::int64_t end) {
            const auto here = std::this_thread::get_id();
            for (std::int64_t i = begin; i < end; ++i) {
                parallelRows(1000, 1, [&](std::int64_t first, std::int64_t last) {
                    if (std::this_thread::get_id() != here || first != 0 || last != 1000) ++wrong;
                    rows += last - first;
                });
            }
        });
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(rows.load(), std::int64_t{16000});
        // And afterwards the caller's thread is no longer inside.
        Record record(1000);
        parallelRows(1000, 1, [&](std::int64_t begin, std::int64_t end) { record.add(begin, end); });
        QVERIFY(record.parts > 1);
    }

    void exceptionsArrive_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("row");
        for (const int threads : {1, 4}) {
            for (const int row : {0, 500, 999})
                QTest::addRow("row %d of %d threads", row, threads) << threads << row;
        }
    }
    void exceptionsArrive() {
        QFETCH(int, threads);
        QFETCH(int, row);
        setRowThreads(threads);
        for (int round = 0; round < 20; ++round) {
            const auto work = [&, bad = row](std::int64_t begin, std::int64_t end) {
                if (begin <= bad && bad < end) throw std::runtime_error("row " + std::to_string(bad));
            };
            try {
                parallelRows(1000, 1, work);
                QFAIL("nothing was thrown");
            } catch (const std::runtime_error& error) {
                QCOMPARE(QString(error.what()), QStringLiteral("row %1").arg(row));
            }
        }
        // It works again after that.
        Record record(1000);
        parallelRows(1000, 1, [&](std::int64_t begin, std::int64_t end) { record.add(begin, end); });
        QCOMPARE(record.counts, std::vector<int>(1000, 1));
    }

    void partsAfterAnExceptionAreLeftOut() {
        setRowThreads(2);
        std::atomic<int> parts = 0;
        const auto work = [&](std::int64_t, std::int64_t) {
            ++parts;
            throw std::runtime_error("at once");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, parallelRows(1000000, 1, work));
        QVERIFY(parts <= 2);
    }

    void callersDontDisturbEachOther() {
        setRowThreads(3);
        std::vector<std::jthread> callers;
        std::vector<std::int64_t> sums(4);
        for (std::int64_t& sum : sums) {
            callers.emplace_back([&sum] {
                for (int round = 0; round < 50; ++round) {
                    std::atomic<std::int64_t> total = 0;
                    parallelRows(300, 1, [&](std::int64_t begin, std::int64_t end) {
                        for (std::int64_t i = begin; i < end; ++i)
                            total += i;
                    });
                    sum += total;
                }
            });
        }
        callers.clear();
        QCOMPARE(sums, std::vector<std::int64_t>(4, 50 * 300 * 299 / 2));
    }
};

QTEST_GUILESS_MAIN(TestParallelRows)
#include "test_parallel_rows.moc"
