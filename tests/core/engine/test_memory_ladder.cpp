// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/memory_ladder.h"
#include "core/models/load_denoiser.h"

#include <QTest>

using namespace lacuna;

Q_DECLARE_METATYPE(lacuna::Attempt)
Q_DECLARE_METATYPE(lacuna::FailedAttempt)

class TestMemoryLadder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rungs_data() {
        QTest::addColumn<Attempt>("now");
        QTest::addColumn<FailedAttempt>("failed");
        QTest::addColumn<int>("device");
        QTest::addColumn<int>("precision");
        QTest::addColumn<QString>("note");  // empty: none is left
        QTest::addColumn<Attempt>("next");
        const auto row = [](const char* name, const Attempt& now, const FailedAttempt& failed,
                            DeviceChoice device, Precision precision, const char* note,
                            const Attempt& next = {}) {
            QTest::newRow(name) << now << failed << int(device) << int(precision) << QString(note) << next;
        };
        const Precision single = Precision::Float32, half = Precision::BFloat16, any = Precision::Auto;
        const auto automatic = DeviceChoice::Auto, gpu = DeviceChoice::Cuda, cpu = DeviceChoice::Cpu;
        const Precision best = resolvedPrecision(any, "cpu");
        row("half the tile", {"cuda:0", single, 0}, {1024, 112}, automatic, any, "smaller-tiles",
            {"cuda:0", single, 512});
        row("to a multiple of 16", {"cuda:0", single, 0}, {1000, 112}, automatic, any, "smaller-tiles",
            {"cuda:0", single, 512});
        row("not below 256", {"cuda:0", single, 0}, {464, 112}, automatic, any, "half-precision",
            {"cuda:0", half, 0});
        row("nor below the model's least", {"cuda:0", single, 0}, {1024, 600}, automatic, any,
            "half-precision", {"cuda:0", half, 0});
        row("no plan fitted", {"cuda:0", single, 0}, {}, automatic, any, "half-precision",
            {"cuda:0", half, 0});
        row("half precision already", {"cuda:0", half, 0}, {256, 112}, automatic, any, "run-on-cpu",
            {"cpu", best, 0});
        row("half precision begins with large tiles", {"cuda:0", single, 256}, {256, 112}, automatic, any,
            "half-precision", {"cuda:0", half, 0});
        row("the precision is asked for", {"cuda:0", single, 0}, {256, 112}, automatic, single, "run-on-cpu",
            {"cpu", single, 0});
        row("the GPU is asked for", {"cuda:0", half, 0}, {256, 112}, gpu, any, "");
        row("the GPU is asked for, in single precision", {"cuda:0", single, 0}, {256, 112}, gpu, any,
            "half-precision", {"cuda:0", half, 0});
        row("the CPU's tiles", {"cpu", single, 0}, {1024, 112}, cpu, any, "smaller-tiles",
            {"cpu", single, 512});
        row("a GPU without bfloat16", {"cuda:0", single, 0}, {256, 112, Precision::Float16}, automatic, any,
            "half-precision", {"cuda:0", Precision::Float16, 0});
        row("nothing below the CPU", {"cpu", single, 256}, {256, 112}, automatic, any, "");
    }
    void rungs() {
        QFETCH(Attempt, now);
        QFETCH(FailedAttempt, failed);
        QFETCH(int, device);
        QFETCH(int, precision);
        QFETCH(QString, note);
        QFETCH(Attempt, next);
        RestorationJob job;
        job.compute.device = DeviceChoice(device);
        job.model.precision = Precision(precision);
        const auto rung = nextAttempt(now, failed, job);
        QCOMPARE(rung.has_value(), !note.isEmpty());
        if (!rung) return;
        QCOMPARE(QString(toString(rung->note.code)), note);
        QVERIFY(rung->attempt == next);
        if (note == "half-precision") QCOMPARE(rung->note.text, std::string(toString(next.precision)));
    }

    /// A value that doesn't fit into float16 takes a wider precision, and nothing else does.
    void overflows_data() {
        QTest::addColumn<Attempt>("now");
        QTest::addColumn<int>("half");
        QTest::addColumn<int>("next");  // −1: none
        const int wide = int(Precision::BFloat16), narrow = int(Precision::Float16);
        QTest::newRow("a GPU") << Attempt{"cuda:0", Precision::Float16, 512} << wide << wide;
        QTest::newRow("a GPU without bfloat16")
            << Attempt{"cuda:0", Precision::Float16, 0} << narrow << int(Precision::Float32);
        QTest::newRow("the CPU") << Attempt{"cpu", Precision::Float16, 0} << wide << int(Precision::Float32);
        QTest::newRow("bfloat16") << Attempt{"cuda:0", Precision::BFloat16, 0} << wide << -1;
        QTest::newRow("float32") << Attempt{"cpu", Precision::Float32, 0} << wide << -1;
    }
    void overflows() {
        QFETCH(Attempt, now);
        QFETCH(int, half);
        QFETCH(int, next);
        const auto rung = afterOverflow(now, Precision(half));
        QCOMPARE(rung ? int(rung->attempt.precision) : -1, next);
        if (!rung) return;
        QCOMPARE(rung->attempt.device, now.device);
        QCOMPARE(rung->attempt.tile, now.tile);
        QVERIFY(rung->note.code == NoteCode::Float16Overflow);
        QCOMPARE(rung->note.text, std::string(toString(rung->attempt.precision)));
    }

    /// However memory runs out, the ladder ends.
    void itEnds() {
        RestorationJob job;
        std::optional<NextAttempt> next{{{"cuda:0", Precision::Float32, 0}, {}}};
        int rungs = 0;
        for (; next; ++rungs) {
            QVERIFY(rungs < 20);
            const int tile = next->attempt.tile > 0 ? next->attempt.tile : 4096;
            next = nextAttempt(next->attempt, {tile, 112}, job);
        }
        QCOMPARE(rungs, 3 * 5);  // 4096 to 256, in single and half precision and on the CPU
    }
};

QTEST_GUILESS_MAIN(TestMemoryLadder)
#include "test_memory_ladder.moc"
