// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/image_buffer.h"
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

const QStringList kDenoise = {"--task", "denoise", "--noise", "10", "--steps", "1", "--quiet"};

/// Empty if the status is that, standard error names file and cause, and standard output has nothing.
QString mistake(const CliResult& result, int status, const QString& file, const char* cause) {
    const bool good = result.status == status && result.err.contains(file.toUtf8()) &&
                      result.err.contains(cause) && result.out.isEmpty();
    return good ? QString() : result.describe();
}

}  // namespace

class TestCliBrokenFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void reportsABrokenInput_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("cause");
        for (const char* extension : {"png", "jpg", "tif", "webp"}) {
            QTest::addRow("truncated %s", extension) << QString("half.%1").arg(extension) << QByteArray();
        }
        QTest::addRow("0 bytes") << QString("empty.png") << QByteArray("empty");
        QTest::addRow("text named .jpg") << QString("text.jpg") << QByteArray();
        QTest::addRow("missing") << QString("missing.png") << QByteArray("no such file");
        QTest::addRow("folder") << QString("folder.png") << QByteArray("folder");
    }
    void reportsABrokenInput() {
        QFETCH(QString, name);
        QFETCH(QByteArray, cause);
        const Scratch scratch;
        if (name.startsWith("half.")) {
            scratch.photo(name);
            const QByteArray whole = scratch.bytes(name);
            scratch.write(name, whole.first(whole.size() / 2));
        }
        if (name == "empty.png") scratch.write(name, "");
        if (name == "text.jpg") scratch.write(name, "This is a letter, not a photograph.\n");
        if (name == "folder.png") QVERIFY(QDir().mkdir(scratch.path(name)));
        const QStringList before = scratch.names();
        const QString in = scratch.path(name);
        const QString out = scratch.path("out.png");

        // `restore` takes what there is of a photograph that is cut off (test_cli_files).
        const QStringList command =
            name.startsWith("half.")
                ? QStringList{"degrade", in, "-o", out, "--task", "denoise", "--noise", "9"}
                : QStringList{"restore", in, "-o", out} + kDenoise;
        QCOMPARE(mistake(runCli(command), 3, in, cause.constData()), QString());
        QCOMPARE(scratch.names(), before);
    }

    void reportsABrokenInputOfTheOthers() {
        const Scratch scratch;
        scratch.write("text.png", "not a picture");
        const QString in = scratch.path("text.png");
        QCOMPARE(mistake(runCli({"degrade", in, "-o", scratch.path("out.png"), "--task", "upscale", "--scale",
                                 "2"}),
                         3, in, ""),
                 QString());
        QCOMPARE(mistake(runCli({"metrics", in, in}), 3, in, ""), QString());
        QCOMPARE(scratch.names(), QStringList{"text.png"});
    }

    void reportsABrokenCompanion_data() {
        QTest::addColumn<QString>("option");
        QTest::addRow("mask") << "--mask";
        QTest::addRow("kernel") << "--kernel";
        QTest::addRow("reference") << "--reference";
        QTest::addRow("model") << "--model";
    }
    void reportsABrokenCompanion() {
        QFETCH(QString, option);
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QString mask = scratch.mask("mask.png");
        scratch.write("broken.png", "neither picture nor weights");
        const QString broken = scratch.path("broken.png");
        QStringList arguments{"restore", in, "-o", scratch.path("out.png"), "--steps", "1", option, broken};
        arguments +=
            option == "--kernel" ? QStringList{"--task", "deblur"} : QStringList{"--task", "inpaint"};
        if (option == "--reference" || option == "--model") arguments += {"--mask", mask};
        const CliResult result = runCli(arguments + QStringList{"--quiet"});
        QCOMPARE(mistake(result, option == "--model" ? 4 : 3, broken, ""), QString());
        QVERIFY(!QFile::exists(scratch.path("out.png")));
    }

    void reportsAMaskThatDoesNotFit_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("cause");
        QTest::addRow("another size") << 63 << 255 << QByteArray("63");
        QTest::addRow("all black") << 64 << 0 << QByteArray("no pixel");
        QTest::addRow("just below the threshold") << 64 << 127 << QByteArray("no pixel");
        QTest::addRow("all white") << 64 << 255 << QByteArray("every pixel");
    }
    void reportsAMaskThatDoesNotFit() {
        QFETCH(int, width);
        QFETCH(int, level);
        QFETCH(QByteArray, cause);
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QString mask = scratch.plainMask("mask.png", level, width);
        const CliResult result = runCli({"restore", in, "-o", scratch.path("out.png"), "--task", "inpaint",
                                         "--mask", mask, "--steps", "1", "--quiet"});
        QCOMPARE(mistake(result, 3, mask, cause.constData()), QString());
        QCOMPARE(scratch.names(), QStringList({"in.png", "mask.png"}));
    }

    void reportsAReferenceOfAnotherSize() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QString reference = scratch.photo("reference.png", 32, 64);
        const CliResult result = runCli(
            QStringList{"restore", in, "-o", scratch.path("out.png"), "--reference", reference} + kDenoise);
        QCOMPARE(mistake(result, 3, reference, "32"), QString());
        QCOMPARE(mistake(runCli({"metrics", in, reference}), 3, reference, "32"), QString());
    }

    void reportsAKernelThatIsTooLarge() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QString kernel = scratch.plainMask("kernel.png", 255, 65, 65);
        const QString out = scratch.path("out.png");
        QCOMPARE(
            mistake(runCli({"restore", in, "-o", out, "--task", "deblur", "--kernel", kernel, "--quiet"}), 3,
                    kernel, "larger"),
            QString());
        const QString dot = scratch.photo("dot.png", 1, 1);
        QCOMPARE(mistake(runCli({"restore", dot, "-o", out, "--task", "deblur", "--kernel", "gaussian:1",
                                 "--quiet"}),
                         3, "kernel", "larger"),
                 QString());
        const QString black = scratch.plainMask("black.png", 0, 5, 5);
        QCOMPARE(mistake(runCli({"restore", in, "-o", out, "--task", "deblur", "--kernel", black, "--quiet"}),
                         3, black, "black"),
                 QString());
        QVERIFY(!QFile::exists(out));
    }

    /// Odd but sound sizes work.
    void restoresOddSizes_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<QStringList>("task");
        const QStringList denoise = {"--task", "denoise", "--noise", "10"};
        const QStringList upscale = {"--task", "upscale", "--scale", "2"};
        const QStringList deblur = {"--task", "deblur", "--kernel", "gaussian:1"};
        QTest::addRow("1 x 1, denoise") << 1 << 1 << denoise;
        QTest::addRow("1 x 1, upscale") << 1 << 1 << upscale;
        QTest::addRow("1 x 10000, denoise") << 1 << 10000 << denoise;
        QTest::addRow("10000 x 1, denoise") << 10000 << 1 << denoise;
        QTest::addRow("1 x 1000, upscale") << 1 << 1000 << upscale;
        QTest::addRow("9 x 31, deblur") << 9 << 31 << deblur;
    }
    void restoresOddSizes() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(QStringList, task);
        const Scratch scratch;
        const QString in = scratch.photo("in.png", width, height);
        const CliResult result = runCli(
            QStringList{"restore", in, "-o", scratch.path("out.png"), "--steps", "1", "--quiet"} + task);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const int scale = task.contains("upscale") ? 2 : 1;
        const ImageBuffer out = readPhotograph(scratch.file("out.png")).pixels;
        QCOMPARE(out.width(), scale * width);
        QCOMPARE(out.height(), scale * height);
    }

    void reportsAnOutputThatCannotBe_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("cause");
        QTest::addRow("no such folder") << "nowhere/out.png" << QByteArray("doesn't exist");
        QTest::addRow("a file as folder") << "in.png/out.png" << QByteArray("doesn't exist");
        QTest::addRow("unknown extension") << "out.bmp" << QByteArray("unsupported file type");
        QTest::addRow("no extension") << "out" << QByteArray("unsupported file type");
        QTest::addRow("a folder") << "folder.png" << QByteArray("folder");
        QTest::addRow("a device") << "device.png" << QByteArray("ordinary file");
    }
    /// Known before the photograph is looked at, which here can't be read.
    void reportsAnOutputThatCannotBe() {
        QFETCH(QString, name);
        QFETCH(QByteArray, cause);
        const Scratch scratch;
        scratch.write("in.png", "not looked at");
        QVERIFY(QDir().mkdir(scratch.path("folder.png")));
        QVERIFY(QFile::link("/dev/full", scratch.path("device.png")));
        const QStringList before = scratch.names();
        const QString in = scratch.path("in.png");
        const QString out = scratch.path(name);
        QCOMPARE(mistake(runCli(QStringList{"restore", in, "-o", out} + kDenoise), 3, out, cause.constData()),
                 QString());
        QCOMPARE(mistake(runCli({"degrade", in, "-o", out, "--task", "denoise", "--noise", "3"}), 3, out,
                         cause.constData()),
                 QString());
        QCOMPARE(scratch.names(), before);
    }

    void reportsAFolderWithoutPermission() {
        if (geteuid() == 0) QSKIP("everything is permitted to the superuser");
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QString folder = scratch.path("closed");
        QVERIFY(QDir().mkdir(folder));
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        QCOMPARE(mistake(runCli(QStringList{"restore", in, "-o", folder + "/out.png"} + kDenoise), 3, folder,
                         "can't be written"),
                 QString());
    }

    void reportsAFullDisk_data() {
        QTest::addColumn<QString>("out");
        QTest::addColumn<bool>("exists");
        for (const char* name : {"out.png", "out.jpg", "out.tif", "out.webp"}) {
            QTest::addRow("%s, new", name) << QString(name) << false;
        }
        QTest::addRow("out.png, which exists") << "out.png" << true;
    }
    /// A limit on the size of files stands for the full disk: the system call fails in the same place.
    void reportsAFullDisk() {
        QFETCH(QString, out);
        QFETCH(bool, exists);
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        if (exists) scratch.write(out, "an older result");
        const QStringList before = scratch.names();
        QProcess process;
        test::setUpCli(process, QStringList{"restore", in, "-o", scratch.path(out)} + kDenoise);
        process.setChildProcessModifier([] {
            const rlimit small{512, 512};
            setrlimit(RLIMIT_FSIZE, &small);
        });
        process.start();
        const CliResult result = test::finished(process);
        QCOMPARE(mistake(result, 3, scratch.path(out), "free space"), QString());
        QCOMPARE(scratch.names(), before);
        if (exists) QCOMPARE(scratch.bytes(out), QByteArray("an older result"));
    }

    void reportsIteratesThatCannotBe() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const CliResult result =
            runCli(QStringList{"restore", in, "-o", scratch.path("out.png"), "--iterates", in + "/deeper"} +
                   kDenoise);
        QCOMPARE(mistake(result, 3, in + "/deeper", "folder"), QString());
        QCOMPARE(scratch.names(), QStringList{"in.png"});
    }
};

QTEST_GUILESS_MAIN(TestCliBrokenFiles)
#include "test_cli_broken_files.moc"
