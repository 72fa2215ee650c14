// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metrics.h"
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"
#include "tests/core/io/pictures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

/// The first pixel outside `mask` where the pictures differ, or nothing.
QString differenceOutside(const ImageBuffer& mask, const ImageBuffer& a, const ImageBuffer& b) {
    if (a.width() != b.width() || a.height() != b.height() || a.depth() != b.depth() ||
        a.channels() != b.channels()) {
        return "size, depth or channels";
    }
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (mask.sample(x, y, 0) > 127) continue;
            for (int c = 0; c < a.channels(); ++c) {
                if (a.sample(x, y, c) != b.sample(x, y, c)) return QString("at %1, %2").arg(x).arg(y);
            }
        }
    }
    return {};
}

}  // namespace

class TestCliResults : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void keepsUnmaskedPixels_data() {
        QTest::addColumn<QString>("in");
        QTest::addColumn<QString>("out");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        QTest::addRow("8-bit PNG") << "in.png"
                                   << "out.png" << 3 << 8;
        QTest::addRow("16-bit PNG") << "in.png"
                                    << "out.png" << 3 << 16;
        QTest::addRow("8-bit grey PNG") << "in.png"
                                        << "out.png" << 1 << 8;
        QTest::addRow("16-bit grey PNG to TIFF") << "in.png"
                                                 << "out.tif" << 1 << 16;
        QTest::addRow("8-bit TIFF") << "in.tif"
                                    << "out.tif" << 3 << 8;
        QTest::addRow("16-bit TIFF") << "in.tif"
                                     << "out.tiff" << 3 << 16;
        QTest::addRow("lossless WebP") << "in.webp"
                                       << "out.webp" << 3 << 8;
        QTest::addRow("16-bit TIFF to PNG") << "in.tif"
                                            << "out.png" << 3 << 16;
    }
    void keepsUnmaskedPixels() {
        QFETCH(QString, in);
        QFETCH(QString, out);
        QFETCH(int, channels);
        QFETCH(int, depth);
        const Scratch scratch;
        scratch.photo(in, 64, 48, channels, depth == 16 ? Depth::UInt16 : Depth::UInt8);
        scratch.mask("mask.png", 64, 48);
        const CliResult result =
            runCli({"restore", scratch.path(in), "-o", scratch.path(out), "--task", "inpaint", "--mask",
                    scratch.path("mask.png"), "--noise", "0", "--steps", "2", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const ImageBuffer before = readPhotograph(scratch.file(in)).pixels;
        const ImageBuffer after = readPhotograph(scratch.file(out)).pixels;
        QCOMPARE(static_cast<int>(after.depth()), depth);
        QCOMPARE(differenceOutside(readMask(scratch.file("mask.png")), before, after), QString());
        QVERIFY(before != after);
    }

    /// From JPEG to JPEG nothing changes farther from the mask than a block and its upsampling reach.
    void keepsTheBlocksOfAJpeg() {
        const Scratch scratch;
        Photograph photo;
        photo.pixels = test::scene(128, 96, 3, Depth::UInt8);
        photo.quality = 85;
        writePhotograph(photo, scratch.file("in.jpg"));
        ImageBuffer mask(128, 96, 1, Depth::UInt8);
        for (int i = 0; i < 10; ++i)
            mask.setSample(50 + i, 40, 0, 255);
        writeMask(mask, scratch.file("mask.png"));
        const QStringList arguments = {"restore", scratch.path("in.jpg"),
                                       "--task",  "inpaint",
                                       "--mask",  scratch.path("mask.png"),
                                       "--steps", "1",
                                       "--json",  "-o"};
        const CliResult result = runCli(arguments + QStringList{scratch.path("out.jpg")});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject json = QJsonDocument::fromJson(result.out).object();
        QVERIFY(json["jpeg_blocks_changed"].toInt() > 0);
        QVERIFY(json["jpeg_blocks_changed"].toInt() < json["jpeg_blocks"].toInt() / 4);
        QVERIFY(!result.err.contains("note:"));
        ImageBuffer near(128, 96, 1, Depth::UInt8);
        for (int y = 40 - 18; y <= 40 + 18; ++y) {
            for (int x = 50 - 18; x < 60 + 18; ++x)
                near.setSample(x, y, 0, 255);
        }
        QCOMPARE(differenceOutside(near, readPhotograph(scratch.file("in.jpg")).pixels,
                                   readPhotograph(scratch.file("out.jpg")).pixels),
                 QString());
    }

    /// What a file can't hold is said on standard error and in the report.
    void saysWhatIsLost_data() {
        QTest::addColumn<QString>("in");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("code");
        const QStringList inpaint = {"--task", "inpaint", "--mask", "MASK", "-o"};
        const QStringList denoise = {"--task", "denoise", "--noise", "9", "-o"};
        QTest::addRow("JPEG of another quality")
            << "in.jpg" << inpaint + QStringList{"out.jpg", "--quality", "50"}
            << QByteArray("another quality") << "reencodes";
        QTest::addRow("PNG to JPEG") << "in.png" << inpaint + QStringList{"out.jpg"}
                                     << QByteArray("isn't a JPEG") << "reencodes";
        QTest::addRow("PNG to lossy WebP") << "in.png" << inpaint + QStringList{"out.webp", "--quality", "80"}
                                           << QByteArray("lossy WebP") << "reencodes";
        QTest::addRow("alpha to JPEG") << "alpha.png" << denoise + QStringList{"out.jpg"}
                                       << QByteArray("transparency") << "no-transparency";
        QTest::addRow("16 bits to JPEG")
            << "deep.png" << denoise + QStringList{"out.jpg"} << QByteArray("reduced to 8") << "eight-bits";
    }
    void saysWhatIsLost() {
        QFETCH(QString, in);
        QFETCH(QStringList, options);
        QFETCH(QByteArray, said);
        QFETCH(QString, code);
        const Scratch scratch;
        Photograph photo;
        photo.pixels = test::scene(48, 48, 3, in == "deep.png" ? Depth::UInt16 : Depth::UInt8);
        if (in == "alpha.png") photo.alpha = test::smoothPicture(48, 48, 1, Depth::UInt8);
        writePhotograph(photo, scratch.file(in));
        options.replaceInStrings("MASK", scratch.mask("mask.png", 48, 48));
        options.replaceInStrings(QRegularExpression("^out"), scratch.path("out"));
        const CliResult result =
            runCli(QStringList{"restore", scratch.path(in), "--steps", "1", "--json"} + options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY2(result.err.startsWith("note: "), result.err.constData());
        QVERIFY2(result.err.contains(said), result.err.constData());
        const QJsonArray notes = QJsonDocument::fromJson(result.out).object()["notes"].toArray();
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0]["code"].toString(), code);
        QVERIFY(notes[0]["text"].toString().contains(QString::fromUtf8(said)));
    }

    void denoisesUnmaskedPixelsWhenAsked() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const CliResult result = runCli({"restore", in, "-o", scratch.path("out.png"), "--task", "inpaint",
                                         "--mask", scratch.mask("mask.png"), "--noise", "20",
                                         "--denoise-unmasked", "--steps", "2", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY(!differenceOutside(readMask(scratch.file("mask.png")),
                                   readPhotograph(in.toStdString()).pixels,
                                   readPhotograph(scratch.file("out.png")).pixels)
                     .isEmpty());
    }

    /// At half the strength every sample lies in the middle between the photograph and the restoration.
    void strengthIsAShareOfTheRestoration() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const auto restore = [&](const QString& out, const QStringList& more) {
            const CliResult result =
                runCli(QStringList{"restore", in, "-o", scratch.path(out), "--task", "denoise", "--noise",
                                   "20", "--steps", "2", "--model", "photo-fast", "--quiet"} +
                       more);
            QVERIFY2(result.status == 0, qPrintable(result.describe()));
        };
        restore("whole.png", {});
        restore("half.png", {"--strength", "50"});
        restore("none.png", {"--strength", "0"});
        const ImageBuffer before = readPhotograph(in.toStdString()).pixels;
        const ImageBuffer whole = readPhotograph(scratch.file("whole.png")).pixels;
        const ImageBuffer half = readPhotograph(scratch.file("half.png")).pixels;
        QVERIFY(whole != before);
        QVERIFY(readPhotograph(scratch.file("none.png")).pixels == before);
        for (int y = 0; y < half.height(); ++y)
            for (int x = 0; x < half.width(); ++x)
                for (int c = 0; c < 3; ++c)
                    QVERIFY(std::abs(2 * half.sample(x, y, c) - before.sample(x, y, c) -
                                     whole.sample(x, y, c)) <= 1);
    }

    /// A JPEG denoised only in a part keeps the blocks of the rest.
    void denoisesOnlyWhatIsMarked() {
        const Scratch scratch;
        const QString in = scratch.photo("in.jpg");
        const QString mask = scratch.mask("mask.png");
        const CliResult result =
            runCli({"restore", in, "-o", scratch.path("out.jpg"), "--task", "denoise", "--noise", "20",
                    "--only-marked", "--mask", mask, "--steps", "2", "--model", "photo-fast", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject report = QJsonDocument::fromJson(result.out).object();
        const int changed = report["jpeg_blocks_changed"].toInt(), all = report["jpeg_blocks"].toInt();
        QVERIFY2(changed > 0 && changed < all, result.out.constData());
    }

    void keepsMetadataAndAlpha_data() {
        QTest::addColumn<QString>("extension");
        QTest::addRow("png") << "png";
        QTest::addRow("tif") << "tif";
        QTest::addRow("webp") << "webp";
    }
    void keepsMetadataAndAlpha() {
        QFETCH(QString, extension);
        const Scratch scratch;
        const QString in = "in." + extension;
        const QString out = "out." + extension;
        Photograph photo;
        photo.pixels = test::scene(40, 30, 3, Depth::UInt8);
        photo.alpha = test::noisyPicture(40, 30, 1, Depth::UInt8);
        photo.metadata = test::fullMetadata();
        photo.quality = 100;
        writePhotograph(photo, scratch.file(in));
        const CliResult result =
            runCli({"restore", scratch.path(in), "-o", scratch.path(out), "--task", "inpaint", "--mask",
                    scratch.mask("mask.png", 40, 30), "--steps", "1", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const Photograph before = readPhotograph(scratch.file(in));
        const Photograph after = readPhotograph(scratch.file(out));
        QVERIFY(!before.metadata.exif.empty() && !before.metadata.icc.empty());
        QVERIFY(after.metadata == before.metadata);
        QVERIFY(after.alpha == photo.alpha);
    }

    void enlargesAlphaWithThePhotograph() {
        const Scratch scratch;
        Photograph photo;
        photo.pixels = test::scene(20, 16, 3, Depth::UInt16);
        photo.alpha = test::smoothPicture(20, 16, 1, Depth::UInt16);
        writePhotograph(photo, scratch.file("in.png"));
        const CliResult result = runCli({"restore", scratch.path("in.png"), "-o", scratch.path("out.png"),
                                         "--task", "upscale", "--scale", "3", "--steps", "1", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const Photograph after = readPhotograph(scratch.file("out.png"));
        QCOMPARE(after.pixels.width(), 60);
        QCOMPARE(after.alpha.width(), 60);
        QCOMPARE(after.alpha.height(), 48);
        QVERIFY(after.pixels.depth() == Depth::UInt16);
    }

    void repeatsToTheSameBytes() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QStringList arguments = {"restore", in,  "--task", "denoise", "--noise", "20",
                                       "--steps", "2", "--eta",  "1",       "--quiet"};
        const auto run = [&](const QString& seed, const QString& out) {
            return runCli(arguments + QStringList{"--seed", seed, "-o", scratch.path(out)}).status;
        };
        QCOMPARE(run("7", "a.png"), 0);
        QCOMPARE(run("7", "b.png"), 0);
        QCOMPARE(run("8", "c.png"), 0);
        QVERIFY(scratch.bytes("a.png") == scratch.bytes("b.png"));
        QVERIFY(scratch.bytes("a.png") != scratch.bytes("c.png"));
    }

    /// What `degrade` did, `restore` undoes for the better.
    void undoesWhatDegradeDid_data() {
        QTest::addColumn<QStringList>("task");
        QTest::addColumn<QStringList>("noise");
        const QStringList none;
        QTest::addRow("inpaint") << QStringList{"--task", "inpaint", "--mask", "MASK"} << none;
        QTest::addRow("deblur gaussian")
            << QStringList{"--task", "deblur", "--kernel", "gaussian:1.6"} << QStringList{"--noise", "1"};
        QTest::addRow("deblur motion")
            << QStringList{"--task", "deblur", "--kernel", "motion:9,30"} << QStringList{"--noise", "1"};
        QTest::addRow("deblur disc") << QStringList{"--task", "deblur", "--kernel", "disc:2.5"}
                                     << QStringList{"--noise", "1"};
        QTest::addRow("deblur by a picture")
            << QStringList{"--task", "deblur", "--kernel", "KERNEL"} << QStringList{"--noise", "1"};
        QTest::addRow("denoise") << QStringList{"--task", "denoise"} << QStringList{"--noise", "25"};
        QTest::addRow("deblur with a mask")
            << QStringList{"--task", "deblur", "--kernel", "gaussian:1", "--mask", "MASK"}
            << QStringList{"--noise", "1"};
    }
    void undoesWhatDegradeDid() {
        QFETCH(QStringList, task);
        QFETCH(QStringList, noise);
        const Scratch scratch;
        scratch.photo("clean.png", 80, 64);
        task.replaceInStrings("MASK", scratch.mask("mask.png", 80, 64));
        task.replaceInStrings("KERNEL", scratch.plainMask("kernel.png", 90, 5, 3));
        const CliResult degraded = runCli(
            QStringList{"degrade", scratch.path("clean.png"), "-o", scratch.path("bad.png")} + task + noise);
        QVERIFY2(degraded.status == 0, qPrintable(degraded.describe()));
        const CliResult restored = runCli(
            QStringList{"restore", scratch.path("bad.png"), "-o", scratch.path("good.png"), "--quiet"} +
            task + noise);
        QVERIFY2(restored.status == 0, qPrintable(restored.describe()));
        const ImageBuffer clean = readPhotograph(scratch.file("clean.png")).pixels;
        const double before = psnr(readPhotograph(scratch.file("bad.png")).pixels, clean);
        const double after = psnr(readPhotograph(scratch.file("good.png")).pixels, clean);
        QVERIFY2(after > before + 1, qPrintable(QString("%1 dB, before %2 dB").arg(after).arg(before)));
    }

    void upscalesWhatDegradeShrank_data() {
        QTest::addColumn<int>("scale");
        for (const int scale : {2, 3, 4, 8})
            QTest::addRow("%d", scale) << scale;
    }
    void upscalesWhatDegradeShrank() {
        QFETCH(int, scale);
        const Scratch scratch;
        const QString factor = QString::number(scale);
        scratch.photo("clean.png", 75, 66);
        QCOMPARE(runCli({"degrade", scratch.path("clean.png"), "-o", scratch.path("small.png"), "--task",
                         "upscale", "--scale", factor})
                     .status,
                 0);
        const ImageBuffer small = readPhotograph(scratch.file("small.png")).pixels;
        QCOMPARE(small.width(), 75 / scale);
        QCOMPARE(small.height(), 66 / scale);
        const CliResult result =
            runCli({"restore", scratch.path("small.png"), "-o", scratch.path("large.png"), "--task",
                    "upscale", "--scale", factor, "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        // Shrunk again, the result explains the small picture to its noise.
        QCOMPARE(runCli({"degrade", scratch.path("large.png"), "-o", scratch.path("again.png"), "--task",
                         "upscale", "--scale", factor})
                     .status,
                 0);
        const double similarity = psnr(readPhotograph(scratch.file("again.png")).pixels, small);
        QVERIFY2(similarity > 45, qPrintable(QString("%1 dB").arg(similarity)));
    }

    void degradesToADepthAndACrop() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QString out = scratch.path("out.png");
        QCOMPARE(runCli({"degrade", in, "-o", out, "--task", "denoise", "--noise", "0", "--depth", "16",
                         "--crop", "10,20,30,40"})
                     .status,
                 0);
        const ImageBuffer expected =
            test::scene(64, 64, 3, Depth::UInt8).cropped(10, 20, 30, 40).converted(Depth::UInt16);
        QVERIFY(readPhotograph(out.toStdString()).pixels == expected);
    }

    void writesTheQualityAskedFor() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const auto write = [&](const QString& name, const QString& quality) {
            return runCli({"degrade", in, "-o", scratch.path(name), "--task", "denoise", "--noise", "0",
                           "--quality", quality})
                .status;
        };
        QCOMPARE(write("q60.jpg", "60"), 0);
        QCOMPARE(readPhotograph(scratch.file("q60.jpg")).quality, 60);
        QCOMPARE(write("lossless.webp", "100"), 0);
        QVERIFY(readPhotograph(scratch.file("lossless.webp")).pixels == test::scene(64, 64, 3, Depth::UInt8));
    }
};

QTEST_GUILESS_MAIN(TestCliResults)
#include "test_cli_results.moc"
