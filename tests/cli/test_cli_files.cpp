// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_bytes.h"
#include "core/io/formats.h"
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"
#include "tests/core/io/pictures.h"
#include "tests/core/io/tiff_builder.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdlib>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;
using Bytes = std::vector<std::uint8_t>;

namespace {

QStringList notesOf(const CliResult& result) {
    QStringList codes;
    for (const auto& note : QJsonDocument::fromJson(result.out).object()["notes"].toArray())
        codes << note.toObject()["code"].toString();
    return codes;
}

QStringList restore(const Scratch& scratch, const QString& in, const QString& out, const QStringList& more) {
    return QStringList{"restore", scratch.path(in), "-o", scratch.path(out), "--steps", "2", "--json"} + more;
}

}  // namespace

/// Files that go in and come out again.
class TestCliFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothingOutsideOfTheMaskChanges_data() {
        QTest::addColumn<QString>("extension");
        for (const std::string& extension : writableExtensions()) {
            if (io::writerOf(*formatForPath("a" + extension))->losslessAt100 || extension == ".jpg")
                QTest::newRow(extension.c_str()) << QString::fromStdString(extension);
        }
    }
    /// To the bit, and with what the file says besides its pixels.
    void nothingOutsideOfTheMaskChanges() {
        QFETCH(QString, extension);
        const Scratch scratch;
        Photograph photo;
        photo.pixels = test::scene(64, 64, 3, Depth::UInt8);
        photo.metadata = test::fullMetadata();
        photo.quality = extension == ".jpg" ? 90 : 100;
        const auto in = scratch.file("in" + extension), out = scratch.file("out" + extension);
        writePhotograph(photo, in);
        // Away from the edges of a JPEG's blocks.
        ImageBuffer mask(64, 64, 1, Depth::UInt8);
        for (int y = 18; y < 22; ++y) {
            for (int x = 18; x < 22; ++x)
                mask.setSample(x, y, 0, 255);
        }
        writeMask(mask, scratch.file("mask.png"));
        const CliResult result = runCli(restore(scratch, "in" + extension, "out" + extension,
                                                {"-t", "inpaint", "-m", scratch.path("mask.png")}));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY2(notesOf(result).isEmpty(), qPrintable(notesOf(result).join(", ")));
        const Photograph before = readPhotograph(in), after = readPhotograph(out);
        QVERIFY(before.metadata == after.metadata);
        int changed = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                for (int c = 0; c < 3; ++c) {
                    if (before.pixels.sample(x, y, c) == after.pixels.sample(x, y, c)) continue;
                    ++changed;
                    const bool block = extension == ".jpg" && x / 8 == 2 && y / 8 == 2;
                    QVERIFY(block || mask.sample(x, y, 0) > 0);
                }
            }
        }
        QVERIFY(changed > 0);
    }

    void lossesAreSaidBeforeTheRun() {
        const Scratch scratch;
        Photograph photo;
        photo.pixels = test::scene(64, 64, 3, Depth::UInt16);
        photo.metadata.blocks = {{FileFormat::Png, "tEXt", {'a', 0, 'b'}}};
        writePhotograph(photo, scratch.file("in.png"));
        const QString mask = scratch.mask("mask.png");
        const CliResult result = runCli(restore(scratch, "in.png", "out.jpg", {"-t", "inpaint", "-m", mask}));
        QCOMPARE(notesOf(result), (QStringList{"eight-bits", "metadata-left-out", "reencodes"}));
        const auto said = result.err.indexOf("PNG tEXt");
        QVERIFY(said >= 0 && said < result.err.indexOf("loading the model"));
    }

    void pageOfATiff() {
        const Scratch scratch;
        test::TiffBuilder builder;
        builder.page(64, 64, 1, 8, 1, Bytes(64 * 64, 90));
        builder.page(48, 40, 1, 8, 1, Bytes(48 * 40, 180));
        writeFile(scratch.file("in.tif"), builder.build());
        const QStringList task{"-t", "denoise", "-n", "5"};
        const CliResult first = runCli(restore(scratch, "in.tif", "out.tif", task));
        QVERIFY2(first.status == 0, qPrintable(first.describe()));
        QCOMPARE(notesOf(first), QStringList{"other-pages"});
        const CliResult second =
            runCli(restore(scratch, "in.tif", "out2.tif", task + QStringList{"--page", "2"}));
        QVERIFY2(second.status == 0, qPrintable(second.describe()));
        QCOMPARE(readPhotograph(scratch.file("out.tif")).pixels.width(), 64);
        QCOMPARE(readPhotograph(scratch.file("out2.tif")).pixels.width(), 48);
        const CliResult third =
            runCli(restore(scratch, "in.tif", "out3.tif", task + QStringList{"--page", "3"}));
        QCOMPARE(third.status, 2);
        QVERIFY(third.err.contains("has 2 pages"));
        const QByteArray before = scratch.bytes("in.tif");
        const CliResult same = runCli(restore(scratch, "in.tif", "in.tif", task));
        QCOMPARE(same.status, 3);
        QCOMPARE(scratch.bytes("in.tif"), before);
    }

    void cutOffFile() {
        const Scratch scratch;
        scratch.photo("whole.png");
        const QByteArray whole = scratch.bytes("whole.png");
        scratch.write("in.png", whole.left(whole.size() * 4 / 5));
        const CliResult result =
            runCli(restore(scratch, "in.png", "out.png", {"-t", "inpaint", "--mask", "missing"}));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(notesOf(result), QStringList{"cut-off"});
        const ImageBuffer before = readPhotograph(scratch.file("whole.png")).pixels;
        const Photograph part = readPhotograph(scratch.file("in.png"), {.partial = true});
        const ImageBuffer after = readPhotograph(scratch.file("out.png")).pixels;
        int restored = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                const bool missing = part.missing.sample(x, y, 0) > 0;
                restored += missing && after.sample(x, y, 0) != part.pixels.sample(x, y, 0) ? 1 : 0;
                if (!missing) QCOMPARE(after.sample(x, y, 1), before.sample(x, y, 1));
            }
        }
        QVERIFY(restored > 100);
        const CliResult intact =
            runCli(restore(scratch, "whole.png", "o.png", {"-t", "inpaint", "--mask", "missing"}));
        QCOMPARE(intact.status, 2);
        QVERIFY(intact.err.contains("nothing is missing"));
    }

    void limitIsCheckedBeforeTheFirstStep() {
        const Scratch scratch;
        scratch.photo("in.png", 2100, 64);
        QElapsedTimer timer;
        timer.start();
        const CliResult result =
            runCli(restore(scratch, "in.png", "out.webp", {"-t", "upscale", "--scale", "8"}));
        QCOMPARE(result.status, 3);
        QVERIFY2(result.err.contains("16383"), result.err);
        QVERIFY(!result.err.contains("step"));
    }

    void depthOfTheResult() {
        const Scratch scratch;
        scratch.photo("in.png");
        const QString mask = scratch.mask("mask.png");
        const CliResult result = runCli(
            restore(scratch, "in.png", "out.png",
                    {"-t", "inpaint", "-m", mask, "--depth", "16", "--recipe", scratch.path("recipe.json")}));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const ImageBuffer before = readPhotograph(scratch.file("in.png")).pixels;
        const ImageBuffer after = readPhotograph(scratch.file("out.png")).pixels;
        const ImageBuffer marked = test::scratchMask(64, 64);
        QCOMPARE(after.depth(), Depth::UInt16);
        int between = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                if (marked.sample(x, y, 0) == 0)
                    QCOMPARE(after.sample(x, y, 0), before.sample(x, y, 0) * 257);
                between += after.sample(x, y, 0) % 257 != 0 ? 1 : 0;
            }
        }
        QVERIFY(between > 0);
        const CliResult again = runCli({"run", scratch.path("recipe.json"), "--json"});
        QVERIFY2(again.status == 0, qPrintable(again.describe()));
    }

    void ditheringIsOnWhenDenoising() {
        const Scratch scratch;
        scratch.photo("in.png");
        const QStringList task{"-t", "denoise", "-n", "10"};
        const auto result = [&](const QString& name, const QStringList& more) {
            const CliResult run = runCli(restore(scratch, "in.png", name, task + more));
            return run.status == 0 ? readPhotograph(scratch.file(name)).pixels : ImageBuffer();
        };
        const ImageBuffer deep = result("deep.png", {"--depth", "16"});
        const ImageBuffer plain = result("plain.png", {"--no-dither"});
        const ImageBuffer standard = result("standard.png", {"--recipe", scratch.path("recipe.json")});
        QVERIFY(!deep.isEmpty() && !plain.isEmpty() && !standard.isEmpty());
        QVERIFY(plain == deep.converted(Depth::UInt8));
        QVERIFY(standard != plain);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x)
                QVERIFY(std::abs(standard.sample(x, y, 0) * 257 - deep.sample(x, y, 0)) < 257);
        }
        const CliResult again = runCli({"run", scratch.path("recipe.json"), "--json"});
        QVERIFY2(again.status == 0, qPrintable(again.describe()));
    }
};

QTEST_GUILESS_MAIN(TestCliFiles)
#include "test_cli_files.moc"
