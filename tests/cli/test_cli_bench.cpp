// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <set>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

/// Two photographs in a folder of their own.
QString photosIn(const Scratch& scratch) {
    QDir(scratch.path("")).mkpath("photos");
    scratch.photo("photos/a.png", 60, 56);
    scratch.photo("photos/b, c.png", 56, 60);
    return scratch.path("photos");
}

QStringList benchArguments(const Scratch& scratch, const QStringList& more = {}) {
    return QStringList{"bench",
                       "--photos",
                       photosIn(scratch),
                       "-o",
                       scratch.path("out"),
                       "--tasks",
                       "drop-50,gaussian-1.6+5",
                       "--solvers",
                       "dpir,ddrm",
                       "--budgets",
                       "1,3",
                       "--models",
                       "photo-fast",
                       "--side",
                       "48",
                       "--threads",
                       "1",
                       "--quiet"} +
           more;
}

/// The rows of a table without the header.
QStringList rowsOf(const Scratch& scratch, const QString& name = "out/results.csv") {
    QStringList lines = QString::fromUtf8(scratch.bytes(name)).split('\n', Qt::SkipEmptyParts);
    if (!lines.isEmpty()) lines.removeFirst();
    return lines;
}

}  // namespace

class TestCliBench : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyCellHasARow() {
        const Scratch scratch;
        const CliResult result = runCli(benchArguments(scratch));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QStringList rows = rowsOf(scratch);
        QCOMPARE(rows.size(), 2 * 2 * 2 * 2);
        int refused = 0;
        for (const QString& row : rows) {
            if (row.contains("ddrm") && row.contains("gaussian")) {
                QVERIFY(row.contains("DDRM can't be used"));
                ++refused;
                continue;
            }
            // The photograph's name holds a comma.
            const QStringList fields = QString(row).remove("\"b, c.png\"").split(',');
            QCOMPARE(fields.size(), 17);
            QCOMPARE(fields[6], fields[4]);       // evaluations: the budget
            QVERIFY(fields[8].toDouble() > 12);   // PSNR
            QVERIFY(fields[9].toDouble() < 1);    // SSIM
            QVERIFY(fields[13].toDouble() > 0);   // residual
            QVERIFY(fields[14].toDouble() > 0);   // seconds
            QVERIFY(fields[15].toDouble() > 10);  // MB
        }
        QCOMPARE(refused, 4);

        const QString summary = QString::fromUtf8(scratch.bytes("out/summary.md"));
        QVERIFY(summary.contains("## drop-50, photo-fast"));
        QCOMPARE(summary.count("**") / 2, 4);  // the best of every damage and budget
        const QString page = QString::fromUtf8(scratch.bytes("out/report.html"));
        QCOMPARE(page.count("<svg"), 2 * 4);
        // Clean, damaged, and what was restored, of the first photograph.
        QCOMPARE(page.count("data:image/jpeg;base64,"), 2 + 4 + 2 + 2);
        QVERIFY(!page.contains("http"));
    }

    void goesOnWhereItStopped() {
        const Scratch scratch;
        QCOMPARE(runCli(benchArguments(scratch)).status, 0);
        const QByteArray whole = scratch.bytes("out/results.csv");
        QCOMPARE(runCli(benchArguments(scratch)).status, 0);
        QCOMPARE(scratch.bytes("out/results.csv"), whole);

        // Stopped in the middle of a row.
        const auto cut = whole.lastIndexOf('\n', -2) + 9;
        scratch.write("out/results.csv", whole.left(cut));
        QCOMPARE(runCli(benchArguments(scratch)).status, 0);
        const QStringList rows = rowsOf(scratch);
        QCOMPARE(rows.size(), 17);  // the row that was cut off stays, and isn't read
        QCOMPARE(rows.last().section(',', 0, 12),
                 QString::fromUtf8(whole).split('\n')[16].section(',', 0, 12));
        QVERIFY(QString::fromUtf8(scratch.bytes("out/summary.md")).contains("Means of 2 restorations"));
    }

    /// A program that compares pictures is one more column, here the mean difference.
    void measuresWithAProgram() {
        const Scratch scratch;
        const QString program = LACUNA_TEST_DATA "/metrics/distance.pt";
        QCOMPARE(runCli(benchArguments(scratch, {"--lpips", program})).status, 0);
        QVERIFY(scratch.bytes("out/results.csv").split('\n')[0].endsWith(",problem,lpips"));
        int measured = 0;
        for (const QString& row : rowsOf(scratch)) {
            const double value = row.section(',', -1).toDouble();
            if (row.contains("DDRM can't be used")) {
                QVERIFY(row.endsWith(','));
            } else {
                QVERIFY2(value > 0.001 && value < 1, qPrintable(row));
                ++measured;
            }
        }
        QCOMPARE(measured, 12);
        QVERIFY(QString::fromUtf8(scratch.bytes("out/summary.md")).contains("| LPIPS |"));
        QVERIFY(QString::fromUtf8(scratch.bytes("out/report.html")).contains("<th>LPIPS</th>"));
        // Gone on without it, the column stays.
        const QByteArray whole = scratch.bytes("out/results.csv");
        QCOMPARE(runCli(benchArguments(scratch)).status, 0);
        QCOMPARE(scratch.bytes("out/results.csv"), whole);
    }

    void startedWithoutTheProgram() {
        const Scratch scratch;
        QCOMPARE(runCli(benchArguments(scratch)).status, 0);
        QCOMPARE(runCli(benchArguments(scratch, {"--lpips", LACUNA_TEST_DATA "/metrics/distance.pt"})).status,
                 2);
        QCOMPARE(runCli(benchArguments(scratch, {"--lpips", scratch.path("none.pt")})).status, 4);
    }

    void shardsMakeTheWhole() {
        const Scratch scratch;
        for (const char* shard : {"1/3", "2/3", "3/3"})
            QCOMPARE(runCli(benchArguments(scratch, {"--shard", shard})).status, 0);
        std::set<QString> rows;
        for (const char* name :
             {"out/results-1-of-3.csv", "out/results-2-of-3.csv", "out/results-3-of-3.csv"}) {
            QVERIFY(!rowsOf(scratch, name).isEmpty());
            for (const QString& row : rowsOf(scratch, name))
                QVERIFY(rows.insert(row.section(',', 0, 6)).second);
        }
        QCOMPARE(int(rows.size()), 16);
        QVERIFY(QString::fromUtf8(scratch.bytes("out/summary.md")).contains("Means of 2 restorations"));
    }

    void refused_data() {
        QTest::addColumn<QStringList>("changed");
        QTest::addColumn<int>("status");
        QTest::newRow("unknown damage") << QStringList{"--tasks", "hail"} << 2;
        QTest::newRow("noise of a damage") << QStringList{"--tasks", "drop-50+300"} << 2;
        QTest::newRow("unknown solver") << QStringList{"--solvers", "magic"} << 2;
        QTest::newRow("unknown setting") << QStringList{"--solvers", "dpir:colour=1"} << 2;
        QTest::newRow("budget") << QStringList{"--budgets", "0"} << 2;
        QTest::newRow("shard") << QStringList{"--shard", "4/3"} << 2;
        QTest::newRow("unknown model") << QStringList{"--models", "none-such"} << 4;
        QTest::newRow("no photographs") << QStringList{"--photos", "/no/such/folder"} << 3;
    }
    void refused() {
        QFETCH(QStringList, changed);
        QFETCH(int, status);
        const Scratch scratch;
        QStringList arguments = benchArguments(scratch);
        const auto at = arguments.indexOf(changed[0]);
        if (at >= 0)
            arguments[at + 1] = changed[1];
        else
            arguments += changed;
        const CliResult result = runCli(arguments);
        QVERIFY2(result.status == status, qPrintable(result.describe()));
    }

    void degradeKnowsTheSameNames() {
        const Scratch scratch;
        const QString photo = scratch.photo("photo.png");
        const auto degrade = [&](const QStringList& more) {
            return runCli(QStringList{"degrade", photo, "-o", scratch.path("out.png")} + more).status;
        };
        QCOMPARE(degrade({"--damage", "drop-80", "--save-mask", scratch.path("mask.png"), "--seed", "3"}), 0);
        QVERIFY(!readMask(scratch.file("mask.png")).isEmpty());
        const QByteArray first = scratch.bytes("out.png");
        QCOMPARE(degrade({"--damage", "drop-80", "--seed", "3"}), 0);
        QCOMPARE(scratch.bytes("out.png"), first);
        QCOMPARE(degrade({"--damage", "motion-3+5", "--save-kernel", scratch.path("kernel.png")}), 0);
        QVERIFY(readPhotograph(scratch.file("kernel.png")).pixels.width() >= 13);
        QCOMPARE(degrade({"--damage", "x2"}), 0);
        QCOMPARE(readPhotograph(scratch.file("out.png")).pixels.width(), 32);

        QCOMPARE(degrade({}), 2);
        QCOMPARE(degrade({"--damage", "hail"}), 2);
        QCOMPARE(degrade({"--damage", "x2", "--task", "upscale"}), 2);
        QCOMPARE(degrade({"--damage", "x2", "--noise", "5"}), 2);
        QCOMPARE(degrade({"--damage", "x2", "--save-mask", scratch.path("m.png")}), 2);
        QCOMPARE(degrade({"--damage", "drop-50", "--save-kernel", scratch.path("k.png")}), 2);
        QCOMPARE(degrade({"--task", "denoise", "--noise", "5", "--save-mask", scratch.path("m.png")}), 2);
    }
};

QTEST_GUILESS_MAIN(TestCliBench)
#include "test_cli_bench.moc"
