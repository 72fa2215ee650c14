// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <vector>

using namespace lacuna;

namespace {

constexpr std::uint64_t kMiB = 1 << 20;
const char* const kMeminfo = "MemTotal:       1024000 kB\nMemFree:  1 kB\nMemAvailable:    512000 kB\n";

/// A kernel's folders, from "path: content" pairs below one folder.
class Kernel {
  public:
    void write(const QString& path, const QByteArray& text) const {
        const QString file = mFolder.filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }
    MachineFolders folders() const {
        return {mFolder.filePath("proc").toStdString(), mFolder.filePath("cpu").toStdString(),
                mFolder.filePath("cgroup").toStdString()};
    }

  private:
    QTemporaryDir mFolder;
};

using Files = QList<QPair<QString, QByteArray>>;

}  // namespace

class TestMachine : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void freeMemory_data() {
        QTest::addColumn<Files>("files");
        QTest::addColumn<quint64>("free");
        QTest::addColumn<quint64>("total");
        const quint64 all = 512000 * 1024ULL, ram = 1024000 * 1024ULL;
        const QPair<QString, QByteArray> meminfo{"proc/meminfo", kMeminfo},
            unified{"proc/self/cgroup", "0::/a/b\n"},
            old{"proc/self/cgroup", "5:cpu,cpuacct:/c\n4:memory:/a\n0::/\n"};
        QTest::newRow("nothing is known") << Files{} << quint64(0) << quint64(0);
        QTest::newRow("an old kernel without MemAvailable")
            << Files{{"proc/meminfo", "MemTotal: 1024000 kB\n"}} << quint64(0) << ram;
        QTest::newRow("no groups") << Files{meminfo} << all << ram;
        QTest::newRow("a group without a limit") << Files{meminfo,
                                                          unified,
                                                          {"cgroup/a/b/memory.max", "max\n"},
                                                          {"cgroup/a/b/memory.current", "5\n"}}
                                                 << all << ram;
        QTest::newRow("a group's limit")
            << Files{meminfo,
                     unified,
                     {"cgroup/a/b/memory.max", QByteArray::number(100 * kMiB)},
                     {"cgroup/a/b/memory.current", QByteArray::number(60 * kMiB)}}
            << quint64(40 * kMiB) << quint64(100 * kMiB);
        QTest::newRow("what it caches can be dropped")
            << Files{meminfo,
                     unified,
                     {"cgroup/a/b/memory.max", QByteArray::number(100 * kMiB)},
                     {"cgroup/a/b/memory.current", QByteArray::number(60 * kMiB)},
                     {"cgroup/a/b/memory.stat",
                      "anon 5\ninactive_file " + QByteArray::number(50 * kMiB) + "\n"}}
            << quint64(90 * kMiB) << quint64(100 * kMiB);
        QTest::newRow("the limit of the group above")
            << Files{meminfo,
                     unified,
                     {"cgroup/a/b/memory.max", "max\n"},
                     {"cgroup/a/b/memory.current", "1\n"},
                     {"cgroup/a/memory.max", QByteArray::number(80 * kMiB)},
                     {"cgroup/a/memory.current", QByteArray::number(90 * kMiB)}}
            << quint64(0) << quint64(80 * kMiB);
        QTest::newRow("a container, where the place is that outside")
            << Files{meminfo,
                     {"proc/self/cgroup", "0::/../../outside\n"},
                     {"cgroup/memory.max", QByteArray::number(70 * kMiB)},
                     {"cgroup/memory.current", QByteArray::number(10 * kMiB)}}
            << quint64(60 * kMiB) << quint64(70 * kMiB);
        QTest::newRow("version 1")
            << Files{meminfo,
                     old,
                     {"cgroup/memory/a/memory.limit_in_bytes", QByteArray::number(50 * kMiB)},
                     {"cgroup/memory/a/memory.usage_in_bytes", QByteArray::number(30 * kMiB)},
                     {"cgroup/memory/a/memory.stat",
                      "inactive_file 7\ntotal_inactive_file " + QByteArray::number(10 * kMiB)}}
            << quint64(30 * kMiB) << quint64(50 * kMiB);
        QTest::newRow("version 1 without a limit")
            << Files{meminfo,
                     old,
                     {"cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n"},
                     {"cgroup/memory/a/memory.usage_in_bytes", "5\n"}}
            << all << ram;
        QTest::newRow("nonsense") << Files{meminfo,
                                           {"proc/self/cgroup", "nonsense\n::\n0:"},
                                           {"cgroup/memory.max", "much\n"}}
                                  << all << ram;
    }
    void freeMemory() {
        QFETCH(Files, files);
        const Kernel kernel;
        for (const auto& [path, text] : files)
            kernel.write(path, text);
        const MemoryState state = machineMemory(kernel.folders());
        QTEST(quint64(state.free), "free");
        QTEST(quint64(state.total), "total");
    }

    /// Of 64 processors, of which the test may run on some; each pair is one core or each is one.
    void cores_data() {
        QTest::addColumn<Files>("files");
        QTest::addColumn<bool>("pairs");
        QTest::addColumn<double>("most");
        const QPair<QString, QByteArray> unified{"proc/self/cgroup", "0::/a\n"},
            old{"proc/self/cgroup", "5:cpu,cpuacct:/c\n"};
        QTest::newRow("one thread a core") << Files{} << false << 1e9;
        QTest::newRow("two threads a core") << Files{} << true << 1e9;
        QTest::newRow("half a core's time")
            << Files{unified, {"cgroup/a/cpu.max", "50000 100000\n"}} << false << 1.0;
        QTest::newRow("the group above")
            << Files{unified, {"cgroup/a/cpu.max", "max 100000\n"}, {"cgroup/cpu.max", "90000 100000\n"}}
            << false << 1.0;
        QTest::newRow("all the time") << Files{unified, {"cgroup/a/cpu.max", "max 100000\n"}} << false << 1e9;
        QTest::newRow("version 1") << Files{old,
                                            {"cgroup/cpu/c/cpu.cfs_quota_us", "20000\n"},
                                            {"cgroup/cpu/c/cpu.cfs_period_us", "100000\n"}}
                                   << false << 1.0;
        QTest::newRow("version 1, all the time") << Files{old,
                                                          {"cgroup/cpu/c/cpu.cfs_quota_us", "-1\n"},
                                                          {"cgroup/cpu/c/cpu.cfs_period_us", "100000\n"}}
                                                 << false << 1e9;
    }
    void cores() {
        QFETCH(Files, files);
        QFETCH(bool, pairs);
        QFETCH(double, most);
        const Kernel kernel, plain;
        for (int cpu = 0; cpu < 64; ++cpu)
            kernel.write(QString("cpu/cpu%1/topology/core_id").arg(cpu),
                         QByteArray::number(pairs ? cpu / 2 : cpu));
        for (const auto& [path, text] : files)
            kernel.write(path, text);
        const int threads = usableCores(plain.folders());  // nothing is known of them: each counts
        const int expected = pairs ? (threads + 1) / 2 : threads;
        // Which of the pairs the test may run on isn't known.
        const int found = usableCores(kernel.folders());
        if (pairs)
            QVERIFY(found >= expected && found <= threads);
        else
            QCOMPARE(found, int(std::min<double>(expected, most)));
        QVERIFY(usableCores() >= 1 && usableCores() <= threads);
    }

    void thePeakBeginsAnew() {
        QVERIFY(restartPeak());
        const std::uint64_t before = residentBytes();
        QVERIFY(before > kMiB);
        QVERIFY(peakResidentBytes() < before + 16 * kMiB);
        {
            std::vector<char> block(64 * kMiB);
            std::memset(block.data(), 1, block.size());
            QVERIFY(block[kMiB] == 1);
        }
        QVERIFY(peakResidentBytes() >= before + 60 * kMiB);
        QVERIFY(restartPeak());
        QVERIFY(peakResidentBytes() < before + 16 * kMiB);
    }
};

QTEST_GUILESS_MAIN(TestMachine)
#include "test_machine.moc"
