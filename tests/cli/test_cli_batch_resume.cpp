// SPDX-License-Identifier: GPL-3.0-or-later
// Batches that are stopped in every way, and go on.
#include "core/io/image_io.h"
#include "tests/cli/batch_folder.h"

#include <QFile>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>

using namespace lacuna;
using test::BatchFolder, test::CliResult, test::runCli;

namespace {

constexpr int kPatience = 60'000;  // ms

/// Tells a file from another one that was written in its place.
QString identityOf(const QString& path) {
    struct stat status {};
    if (::stat(path.toUtf8().constData(), &status) != 0) return {};
    return QString("%1 %2.%3").arg(status.st_ino).arg(status.st_mtim.tv_sec).arg(status.st_mtim.tv_nsec);
}

QMap<QString, QString> identities(const BatchFolder& folder) {
    QMap<QString, QString> all;
    for (const QString& name : folder.files()) {
        if (!name.startsWith('.')) all[name] = identityOf(folder.path("out/" + name));
    }
    return all;
}

qint64 sizeOf(const QString& path) {
    return QFileInfo(path).size();
}

void touch(const QString& path, int seconds) {
    const timespec times[2] = {{0, UTIME_OMIT}, {seconds, 0}};
    QVERIFY(::utimensat(AT_FDCWD, path.toUtf8().constData(), times, 0) == 0);
}

/// `batch`, until it is told to stop.
class Running {
  public:
    Running(const BatchFolder& folder, const QStringList& more) {
        test::setUpCli(process, folder.arguments(more));
        process.start();
        process.waitForStarted();
    }
    ~Running() {
        process.kill();
        process.waitForFinished();
    }
    CliResult end(int signal) {
        ::kill(static_cast<pid_t>(process.processId()), signal);
        return test::finished(process);
    }

    QProcess process;
};

}  // namespace

class TestCliBatchResume : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void killedAtAnyMoment_data() {
        QTest::addColumn<QString>("jobs");
        QTest::addColumn<quint32>("seed");
        QTest::addRow("one by one") << "1" << 1u;
        QTest::addRow("three at once") << "3" << 2u;
    }
    /// No result is ever incomplete, lost or made twice, and the last ones are those of a batch that nobody
    /// disturbed.
    void killedAtAnyMoment() {
        QFETCH(QString, jobs);
        QFETCH(quint32, seed);
        QStringList photos;
        for (int i = 0; i < 10; ++i)
            photos += QString("%1/%2.%3").arg(i % 3).arg(i).arg(i % 2 ? "png" : "jpg");
        photos.sort();
        const BatchFolder folder(photos);
        const QStringList options = folder.denoise() + QStringList{folder.in(), "--jobs", jobs};
        const QString journal = folder.path("out/lacuna-batch.jsonl");
        QRandomGenerator random(seed);
        QMap<QString, QString> made;
        int kills = 0;
        int status = -1;
        for (bool isKilled = true; isKilled;) {
            QVERIFY2(kills < 200, "it makes no progress");
            const qint64 before = sizeOf(journal);
            Running running(folder, options + QStringList{"--resume"});
            // Once a while at any moment, else when it has something to lose.
            const bool isEarly = random.bounded(4) == 0;
            const auto hasEnded = [&running](unsigned patience) {
                return running.process.state() == QProcess::NotRunning ||
                       running.process.waitForFinished(static_cast<int>(patience));
            };
            while (!isEarly && sizeOf(journal) < before + 1500 && !hasEnded(1)) {
            }
            isKilled = !hasEnded(random.bounded(isEarly ? 400u : 120u) + 1);
            if (isKilled) {
                running.process.kill();
                running.process.waitForFinished();
                ++kills;
            } else {
                status = running.process.exitCode();
            }
            const QMap<QString, QString> now = identities(folder);
            for (auto result = made.cbegin(); result != made.cend(); ++result)
                QCOMPARE(now.value(result.key()), result.value());
            made = now;
            for (const QString& name : made.keys())
                QCOMPARE(readPhotograph(folder.file("out/" + name)).pixels.width(), 32);
        }
        QVERIFY(kills > 0);
        QCOMPARE(status, 0);
        QCOMPARE(folder.files(), photos);  // and nothing else
        const CliResult whole = runCli(
            QStringList{"batch", "-o", folder.path("whole"), "--model", "photo-fast", "--threads", "1"} +
            options);
        QVERIFY2(whole.status == 0, qPrintable(whole.describe()));
        for (const QString& photo : photos)
            QCOMPARE(folder.bytes("out/" + photo), folder.bytes("whole/" + photo));
        // Every line but the ones that were cut is whole, and each photograph was counted once.
        const CliResult again = folder.run(options + QStringList{"--resume", "--json"});
        QCOMPARE(QJsonDocument::fromJson(again.out).object()["finished_before"].toInt(), 10);
        qInfo("%d kills", kills);
    }

    /// The journal may end anywhere: what is in it counts, and the rest is found by the results.
    void journalCutAnywhere() {
        const BatchFolder folder({"a.png", "b.png"});
        const QStringList options = folder.denoise() + QStringList{folder.in()};
        QVERIFY(folder.run(options).status == 0);
        const QMap<QString, QString> made = identities(folder);
        const QByteArray journal = folder.bytes("out/lacuna-batch.jsonl");
        // From the middle of the last photograph's "staged" line to the end.
        const qsizetype staged = journal.lastIndexOf("{\"event\":\"staged\"");
        const qsizetype stagedEnd = journal.indexOf('\n', staged);
        for (qsizetype cut : {stagedEnd, stagedEnd + 1, stagedEnd + 40, journal.size() - 1, journal.size()}) {
            folder.write("out/lacuna-batch.jsonl", journal.left(cut));
            const CliResult result = folder.run(options + QStringList{"--resume"});
            QVERIFY2(result.status == 0, qPrintable(result.describe()));
            QVERIFY2(result.out.contains("2 finished before"), result.out.constData());
            QCOMPARE(identities(folder), made);
            QVERIFY(folder.bytes("out/lacuna-batch.jsonl").startsWith(journal.left(cut)));
            QVERIFY(folder.bytes("out/lacuna-batch.csv").contains("\nb.png,restored,"));
            // What was completed by the results alone still knows its photograph.
            const CliResult other = folder.run(options + QStringList{"--resume", "--seed", "4"});
            QVERIFY2(other.err.contains("2 of the results"), qPrintable(other.describe()));
        }
        // Without even that line the result could be anybody's.
        folder.write("out/lacuna-batch.jsonl", journal.left(stagedEnd - 20));
        CliResult result = folder.run(options + QStringList{"--resume"});
        QCOMPARE(result.status, 3);
        QVERIFY2(result.out.contains("left alone b.png"), result.out.constData());
        QCOMPARE(identities(folder), made);
        // If it isn't there, either, it is made.
        QVERIFY(QFile::remove(folder.path("out/b.png")));
        folder.write("out/lacuna-batch.jsonl", journal.left(stagedEnd - 20));
        result = folder.run(options + QStringList{"--resume"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(folder.files(), QStringList({"a.png", "b.png"}));
    }

    void asksBeforeItMixesBatches() {
        const BatchFolder folder({"a.png"});
        const QStringList options = folder.denoise() + QStringList{folder.in()};
        QCOMPARE(folder.run(options).status, 0);
        const CliResult again = folder.run(options);
        QCOMPARE(again.status, 2);
        QVERIFY2(again.err.contains("--resume"), again.err.constData());
        const auto made = identities(folder);
        QCOMPARE(folder.run(options + QStringList{"--overwrite"}).status, 0);
        QVERIFY(identities(folder) != made);
    }

    void noticesOtherSettings() {
        const BatchFolder folder({"a.png", "b.png"});
        const QStringList same = folder.denoise() + QStringList{folder.in(), "--resume"};
        QCOMPARE(folder.run(same).status, 0);
        const auto made = identities(folder);
        // The machine's settings aren't the result's.
        QCOMPARE(folder.run(same + QStringList{"--jobs", "2", "--memory-limit", "2g"}).status, 0);
        QCOMPARE(identities(folder), made);
        for (const QStringList& more : {QStringList{"--seed", "3"},
                                        {"--strength", "60"},
                                        {"--solver", "diffpir"},
                                        {"--quality", "50"}}) {
            const CliResult result = folder.run(same + more);
            QVERIFY2(result.status == 2, qPrintable(result.describe()));
            QVERIFY2(result.err.contains("2 of the results were made with other settings"),
                     result.err.constData());
            QCOMPARE(identities(folder), made);
        }
        const CliResult result = folder.run(same + QStringList{"--seed", "3", "--overwrite"});
        QVERIFY2(result.out.contains("2 photographs restored"), result.out.constData());
        QVERIFY(identities(folder)["a.png"] != made["a.png"]);
    }

    void noticesOtherFiles() {
        const BatchFolder folder({"a.png", "b.png", "c.png", "d.png"});
        folder.addMask("masks/a.png");
        for (const char* name : {"b", "c", "d"})
            QVERIFY(QFile::copy(folder.path("masks/a.png"), folder.path(QString("masks/%1.png").arg(name))));
        const QStringList same =
            folder.inpaint() + QStringList{folder.in(), "--mask-from", folder.path("masks"), "--resume"};
        QCOMPARE(folder.run(same).status, 0);
        const auto made = identities(folder);

        touch(folder.path("in/a.png"), 1'000'000);  // only its time
        Photograph photo = readPhotograph(folder.file("in/b.png"));
        photo.pixels.setSample(1, 1, 0, 7);
        writePhotograph(photo, folder.file("in/b.png"));
        folder.plainMask("masks/c.png", 0, 32, 24);
        QVERIFY(QFile::remove(folder.path("out/d.png")));
        CliResult result = folder.run(same);
        QVERIFY2(result.status == 3, qPrintable(result.describe()));
        QVERIFY2(result.out.contains("left alone b.png: it has changed"), result.out.constData());
        QVERIFY2(result.out.contains("left alone c.png: its mask has changed"), result.out.constData());
        auto now = identities(folder);
        for (const char* name : {"a.png", "b.png", "c.png"})
            QCOMPARE(now[name], made[name]);
        QVERIFY(now.contains("d.png"));

        folder.addMask("masks/c.png", 32, 24);  // as it was
        result = folder.run(same + QStringList{"--overwrite"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY2(result.out.contains("1 photograph restored, 3 finished before"), result.out.constData());
        now = identities(folder);
        QCOMPARE(now["a.png"], made["a.png"]);
        QVERIFY(now["b.png"] != made["b.png"]);
    }

    void retriesWhatFailed() {
        const BatchFolder folder({"a.png"});
        folder.write("in/b.png", "not yet");
        const QStringList options = folder.denoise() + QStringList{folder.in(), "--resume"};
        QCOMPARE(folder.run(options).status, 3);
        folder.add("in/b.png");
        const CliResult result = folder.run(options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(folder.files(), QStringList({"a.png", "b.png"}));
        const QByteArray table = folder.bytes("out/lacuna-batch.csv");
        QVERIFY2(table.contains("b.png,restored,") && !table.contains("failed"), table.constData());
    }

    /// A signal leaves no half result, and the status says so.
    void isInterrupted() {
        const BatchFolder folder({"a.png", "b.png"});
        folder.add("in/c.png", 256, 256);
        const QStringList options = {folder.in(), "--task", "denoise", "--noise", "9", "--steps", "60"};
        Running running(folder, options);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("out/a.png")), kPatience);
        const CliResult result = running.end(SIGTERM);
        QCOMPARE(result.status, 128 + SIGTERM);
        QVERIFY2(result.err.contains("interrupted; continue with --resume"), result.err.constData());
        const auto made = identities(folder);
        QVERIFY(made.size() < 3 && folder.files() == QStringList(made.keys()));
    }

    void oneAtATime() {
        const BatchFolder folder({"a.png"});
        Running running(folder, folder.denoise() + QStringList{folder.in(), "--watch"});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("out/a.png")), kPatience);
        const CliResult second = folder.run(folder.denoise() + QStringList{folder.in(), "--resume"});
        QCOMPARE(second.status, 3);
        QVERIFY2(second.err.contains("another batch"), second.err.constData());
        QCOMPARE(running.end(SIGTERM).status, 0);
    }

    void watches_data() {
        QTest::addColumn<int>("signal");
        QTest::addRow("until Ctrl-C") << SIGINT;
        QTest::addRow("until it is told to end") << SIGTERM;
    }
    /// Photographs are taken when they are complete, and not before.
    void watches() {
        QFETCH(int, signal);
        const BatchFolder folder({"first.png"});
        folder.add("later.png", 48, 48);
        const QByteArray later = folder.bytes("later.png");
        Running running(folder, folder.denoise() + QStringList{folder.in(), "--watch", "--settle", "0.6"});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("out/first.png")), kPatience);

        // A slow copy, into a folder that wasn't there.
        QDir(folder.in()).mkpath("new");
        QFile copy(folder.path("in/new/later.png"));
        QVERIFY(copy.open(QIODevice::WriteOnly));
        const qsizetype part = later.size() / 12 + 1;
        for (qsizetype at = 0; at < later.size(); at += part) {
            copy.write(later.mid(at, part));
            copy.flush();
            QTest::qWait(150);
        }
        copy.close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("out/new/later.png")), kPatience);
        QCOMPARE(readPhotograph(folder.file("out/new/later.png")).pixels.height(), 48);

        // A copy that stood still for too long fails, and is taken when it goes on.
        folder.write("in/slow.png", later.left(later.size() / 2));
        QTRY_COMPARE_WITH_TIMEOUT(folder.named("failed"), QStringList{"slow.png"}, kPatience);
        folder.write("in/slow.png", later);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("out/slow.png")), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(folder.named("done").size(), 3, kPatience);
        const CliResult result = running.end(signal);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY2(result.out.contains("3 photographs restored"), result.out.constData());
        QCOMPARE(folder.files(), QStringList({"first.png", "new/later.png", "slow.png"}));
    }

    /// A photograph waits for its mask.
    void watchesForMasks() {
        const BatchFolder folder({"a.png"});
        QDir(folder.path(".")).mkpath("masks");
        Running running(folder,
                        folder.inpaint() + QStringList{folder.in(), "--mask-from", folder.path("masks"),
                                                       "--watch", "--settle", "0.4"});
        QTRY_VERIFY_WITH_TIMEOUT(
            QFile::exists(folder.path("out/lacuna-batch.jsonl")) && !folder.lines("start").isEmpty(),
            kPatience);
        QTest::qWait(1500);
        QCOMPARE(folder.files(), QStringList{});
        folder.addMask("masks/a.png");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("out/a.png")), kPatience);
        const CliResult result = running.end(SIGTERM);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
    }
};

QTEST_GUILESS_MAIN(TestCliBatchResume)
#include "test_cli_batch_resume.moc"
