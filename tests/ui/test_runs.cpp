// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "ui/main_window/busy_row.h"
#include "ui/services/run_queue.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <memory>
#include <stdexcept>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

/// Work that lasts until it is let go.
struct Gate {
    QSemaphore begun;
    QSemaphore go;
    void pass() {
        begun.release();
        go.acquire();
    }
};

}  // namespace

class TestRuns : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void answersArriveInOrderOnTheGuiThread() {
        RunQueue queue(1);
        std::vector<int> answers;
        for (int i = 0; i < 5; ++i) {
            const RunOf<int> run = queue.post({}, [i](RunToken&) {
                Q_ASSERT(QThread::currentThread() != QCoreApplication::instance()->thread());
                return i;
            });
            QCOMPARE(run.run()->state(), Run::State::Queued);
            run.then(this, [&answers](int answer) {
                QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
                answers.push_back(answer);
            });
        }
        QTRY_COMPARE(answers, (std::vector<int>{0, 1, 2, 3, 4}));
    }

    void whatIsUrgentGoesFirst() {
        RunQueue queue(1);
        Gate gate;
        queue.post({}, [&gate](RunToken&) { gate.pass(); });
        gate.begun.acquire();
        std::vector<int> order;
        const auto post = [&](int name, bool urgent) {
            queue.post({{}, Run::Kind::Reading, urgent}, [name](RunToken&) { return name; })
                .then(this, [&order](int done) { order.push_back(done); });
        };
        post(1, false);
        post(2, true);
        post(3, false);
        post(4, true);
        gate.go.release();
        QTRY_COMPARE(order, (std::vector<int>{2, 4, 1, 3}));
    }

    void failuresAreValues_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("an expected fault") << 0 << int(ErrorCode::DiskFull);
        QTest::newRow("memory") << 1 << int(ErrorCode::OutOfMemory);
        QTest::newRow("anything else") << 2 << int(ErrorCode::Internal);
    }
    void failuresAreValues() {
        QFETCH(int, kind);
        QFETCH(int, code);
        RunQueue queue(1);
        std::vector<Failure> failures;
        bool answered = false;
        queue
            .post({},
                  [kind](RunToken&) -> int {
                      if (kind == 0) throw Error(ErrorCode::DiskFull, "file", "full");
                      if (kind == 1) throw std::bad_alloc();
                      throw std::runtime_error("odd");
                  })
            .then(this, [&answered] { answered = true; })
            .orElse(this, [&failures](const Failure& failure) { failures.push_back(failure); });
        QTRY_COMPARE(failures.size(), std::size_t(1));
        QCOMPARE(int(failures[0].code), code);
        QVERIFY(!answered);
    }

    /// Cancelled before its turn, work is never begun.
    void whatWaitsIsDropped() {
        RunQueue queue(1);
        Gate gate;
        queue.post({}, [&gate](RunToken&) { gate.pass(); });
        gate.begun.acquire();
        std::atomic<int> begun{0};
        int cancelled = 0;
        LatestRun latest;
        int answer = 0;
        for (int i = 1; i <= 10; ++i) {
            latest
                .replace(queue.post({},
                                    [&begun, i](RunToken&) {
                                        ++begun;
                                        return i;
                                    }))
                .then(this, [&answer](int last) { answer = last; })
                .ifCancelled(this, [&cancelled] { ++cancelled; });
        }
        QCOMPARE(cancelled, 9);
        gate.go.release();
        QTRY_COMPARE(answer, 10);
        QCOMPARE(begun.load(), 1);
        QVERIFY(!latest.isActive());
    }

    /// Who waits for an answer goes on at once, whatever the work is doing.
    void aReadIsLeftAtOnce() {
        RunQueue queue(1);
        Gate gate;
        bool answered = false, cancelled = false;
        const auto run = queue.post({}, [&gate](RunToken&) {
            gate.pass();
            return 1;
        });
        run.then(this, [&answered] { answered = true; }).ifCancelled(this, [&cancelled] {
            cancelled = true;
        });
        gate.begun.acquire();
        QTRY_COMPARE(run.run()->state(), Run::State::Running);
        run.run()->cancel();
        QCOMPARE(run.run()->state(), Run::State::Cancelled);
        QVERIFY(cancelled);
        gate.go.release();
        QTest::qWait(50);
        QVERIFY(!answered);
        QCOMPARE(run.run()->state(), Run::State::Cancelled);
    }

    /// A file is there or it isn't: a write that is stopped too late is done.
    void aWriteEndsWhenItHas_data() {
        QTest::addColumn<bool>("looks");
        QTest::addColumn<int>("state");
        QTest::newRow("stopped in time") << true << int(Run::State::Cancelled);
        QTest::newRow("complete by then") << false << int(Run::State::Done);
    }
    void aWriteEndsWhenItHas() {
        QFETCH(bool, looks);
        QFETCH(int, state);
        RunQueue queue(1);
        Gate gate;
        const auto run = queue.post({QStringLiteral("Saving"), Run::Kind::Writing}, [&](RunToken& token) {
            gate.pass();
            if (looks) token.check();
        });
        gate.begun.acquire();
        run.run()->cancel();
        QCOMPARE(run.run()->state(), Run::State::Cancelling);
        gate.go.release();
        QTRY_COMPARE(int(run.run()->state()), state);
    }

    void handlersGoWithTheirContext() {
        RunQueue queue(1);
        Gate gate;
        auto context = std::make_unique<QObject>();
        bool answered = false;
        const auto run = queue.post({}, [&gate](RunToken&) { gate.pass(); });
        run.then(context.get(), [&answered] { answered = true; });
        gate.begun.acquire();
        context.reset();
        gate.go.release();
        QTRY_VERIFY(run.run()->isOver());
        QVERIFY(!answered);
    }

    void tellsHowFarItIs() {
        RunQueue queue(1);
        std::vector<double> shares;
        const auto run = queue.post({}, [](RunToken& token) {
            for (int i = 0; i <= 1000; ++i)
                token.report(i / 1000.0);
        });
        connect(run.run().get(), &Run::progressed, this,
                [&shares](double share) { shares.push_back(share); });
        QTRY_VERIFY(run.run()->isOver());
        QCOMPARE(shares.size(), std::size_t(101));
        QCOMPARE(shares.back(), 1.0);
    }

    /// The end waits for files, and for nothing else that hasn't begun.
    void destructionWaitsForFiles() {
        std::atomic<bool> written{false}, read{false};
        Gate gate;
        std::unique_ptr<QThread> opener;
        {
            RunQueue queue(1);
            queue.post({}, [&gate](RunToken& token) {
                gate.begun.release();
                while (!token.stopRequested())
                    QThread::msleep(1);
            });
            gate.begun.acquire();
            queue.post({{}, Run::Kind::Reading}, [&read](RunToken&) { read = true; });
            queue.post({{}, Run::Kind::Writing}, [&written](RunToken&) { written = true; });
        }
        QVERIFY(written);
        QVERIFY(!read);
    }

    void oneThreadStaysTheSame() {
        std::vector<QThread*> threads;
        QThread* last = nullptr;
        {
            RunQueue queue(1, RunQueue::Threads::Lasting);
            queue.setLastWork([&last] { last = QThread::currentThread(); });
            for (int i = 0; i < 3; ++i) {
                const auto run = queue.post({}, [](RunToken&) { return QThread::currentThread(); });
                run.then(this, [&threads](QThread* thread) { threads.push_back(thread); });
                QTRY_VERIFY(run.run()->isOver());
            }
        }
        QCOMPARE(threads.size(), std::size_t(3));
        QCOMPARE(threads[1], threads[0]);
        QCOMPARE(threads[2], threads[0]);
        QCOMPARE(last, threads[0]);
    }

    void allRunsAreKnown() {
        Runs runs;
        Gate gate;
        std::vector<RunPtr> ended;
        connect(&runs, &Runs::ended, this, [&ended](const RunPtr& run) { ended.push_back(run); });
        QVERIFY(!runs.isWriting());
        const auto run = runs.writing().post({QStringLiteral("Saving"), Run::Kind::Writing},
                                             [&gate](RunToken&) { gate.pass(); });
        QVERIFY(runs.isWriting());
        QCOMPARE(runs.active(), std::vector{run.run()});
        gate.go.release();
        QTRY_COMPARE(ended, std::vector{run.run()});
        QVERIFY(!runs.isWriting());
    }

    /// What takes longer than a moment says so and can be cancelled, the oldest first.
    void longRunsAreShown() {
        Runs runs;
        BusyRow row(runs);
        row.show();
        row.hide();
        Gate gate;
        const auto post = [&](const QString& words) {
            return runs.looking().post({words}, [&gate](RunToken& token) {
                token.report(0.25);
                gate.pass();
            });
        };
        runs.looking().post({QStringLiteral("Quick")}, [](RunToken&) {});
        QTest::qWait(300);
        QVERIFY(!row.isActive());
        const auto first = post(QStringLiteral("First."));
        const auto second = post(QStringLiteral("Second."));
        const auto silent = post({});
        QVERIFY(!row.isActive());
        QTRY_VERIFY(row.isActive());
        auto* words = row.findChild<QLabel*>();
        QTRY_COMPARE(words->text(), QStringLiteral("First. (1 more)"));
        QTRY_COMPARE(row.findChild<QProgressBar*>()->value(), 25);
        auto* cancel = row.findChild<QPushButton*>();
        QCOMPARE(cancel->accessibleDescription(), words->text());
        cancel->click();
        QCOMPARE(first.run()->state(), Run::State::Cancelled);
        QTRY_COMPARE(words->text(), QStringLiteral("Second."));
        row.setElsewhere(second.run());  // it has a place of its own
        QVERIFY(!row.isActive());
        gate.go.release(3);
        QTRY_VERIFY(silent.run()->isOver());
    }
};

QTEST_MAIN(TestRuns)
#include "test_runs.moc"
