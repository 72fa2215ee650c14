// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

/// The object that is all of `out`; empty where that isn't one JSON object.
QJsonObject parsed(const QByteArray& out) {
    return QJsonDocument::fromJson(out).object();
}

}  // namespace

class TestCliReports : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void reportsAsJson() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 48, 32);
        const CliResult result = runCli({"restore",   in,
                                         "-o",        scratch.path("out.png"),
                                         "--task",    "upscale",
                                         "--scale",   "2",
                                         "--steps",   "3",
                                         "--inner",   "2",
                                         "--step",    "fixed-point",
                                         "--flips",   "1",
                                         "--seed",    "5",
                                         "--threads", "1",
                                         "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject json = parsed(result.out);
        QCOMPARE(json["width"].toInt(), 96);
        QCOMPARE(json["height"].toInt(), 64);
        QCOMPARE(json["task"].toString(), QString("upscale"));
        QVERIFY(json["operator"].toString().contains("2"));
        QVERIFY(!json["device"].toString().isEmpty());
        QVERIFY(json["precision"] == "float32" || json["precision"] == "bfloat16");  // by the processor
        QCOMPARE(json["steps"].toInt(), 3);
        QCOMPARE(json["inner"].toInt(), 2);
        QCOMPARE(json["evaluations"].toInt(), 9);
        QCOMPARE(json["seed"].toInt(), 5);
        QCOMPARE(json["threads"].toInt(), 1);
        QCOMPARE(json["model_sha256"].toString().size(), 64);
        QCOMPARE(json["noise"].toDouble(), 0.5);
        QVERIFY(json["seconds"].toDouble() > 0);
        QVERIFY(json["residual"].toDouble() > 0);
        QVERIFY(json["plan"].toObject()["expected_peak_bytes"].toDouble() > 0);
        QVERIFY(json["run_peak_bytes"].toDouble() > 0);
        QVERIFY(json["run_peak_bytes"].toDouble() < json["peak_bytes"].toDouble());
        QVERIFY(!json.contains("psnr"));
        QVERIFY(result.err.contains("step 3/3"));
        QVERIFY(!result.err.contains('\r'));
    }

    void comparesWithTheReference() {
        const Scratch scratch;
        const QString clean = scratch.photo("clean.png");
        const CliResult result =
            runCli({"restore", clean, "-o", scratch.path("out.png"), "--task", "inpaint", "--mask",
                    scratch.mask("mask.png"), "--reference", clean, "--steps", "2", "--json", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject run = parsed(result.out);
        const QJsonObject metrics = parsed(runCli({"metrics", scratch.path("out.png"), clean, "--json"}).out);
        QVERIFY(run["psnr"].toDouble() > 15);
        QVERIFY(std::abs(run["psnr"].toDouble() - metrics["psnr"].toDouble()) < 1e-9);
        QVERIFY(std::abs(run["ssim"].toDouble() - metrics["ssim"].toDouble()) < 1e-9);
        QVERIFY(result.err.isEmpty());
    }

    void measuresPictures() {
        const Scratch scratch;
        const QString a = scratch.photo("a.png");
        Photograph other;
        other.pixels = test::scene(64, 64, 3, Depth::UInt8);
        for (int c = 0; c < 3; ++c)
            other.pixels.setSample(1, 1, c, other.pixels.sample(1, 1, c) + 16);
        writePhotograph(other, scratch.file("b.png"));
        const QString b = scratch.path("b.png");
        // One pixel of 64 × 64 is off by 16 in every channel.
        const double expected = 10 * std::log10(255.0 * 255 * 64 * 64 / (16 * 16));
        const QJsonObject whole = parsed(runCli({"metrics", a, b, "--json"}).out);
        QVERIFY(std::abs(whole["psnr"].toDouble() - expected) < 1e-6);
        QVERIFY(whole["ssim"].toDouble() < 1);
        QVERIFY(whole["psnr_luma"].isDouble() && whole["ssim_luma"].isDouble());
        const QJsonObject inside = parsed(runCli({"metrics", a, b, "--border", "2", "--json"}).out);
        QVERIFY(inside.contains("psnr") && inside["psnr"].isNull());
        QCOMPARE(inside["ssim"].toDouble(), 1.0);
        const CliResult text = runCli({"metrics", a, b});
        QVERIFY(text.out.contains("RGB") && text.out.contains("luma"));
    }

    void printsForPeople() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const QStringList arguments = {"restore", in,        "-o",      scratch.path("out.png"),
                                       "--task",  "denoise", "--noise", "10",
                                       "--steps", "1"};
        const CliResult loud = runCli(arguments);
        QCOMPARE(loud.status, 0);
        for (const char* word : {"size", "operator", "noise", "solver", "VML-MAP", " photo,", "residual"}) {
            QVERIFY2(loud.out.contains(word), loud.out.constData());
        }
        const CliResult quiet = runCli(arguments + QStringList{"--quiet"});
        QCOMPARE(quiet.status, 0);
        QVERIFY2(quiet.out.isEmpty() && quiet.err.isEmpty(), qPrintable(quiet.describe()));
    }

    /// Every option of the solver and the machine reaches the run.
    void takesEveryOption_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        const auto row = [](const char* options, const char* key, const QVariant& value) {
            QTest::addRow("%s", options) << QString(options).split(' ') << QString(key) << value;
        };
        row("--step fixed-point", "solver", "VML-MAP (fixed point)");
        row("--step gradient", "solver", "VML-MAP (gradient, as in the paper)");
        row("--step plain --step-size 0.5", "solver", "VML-MAP (plain gradient descent)");
        row("--step single --flips 1", "evaluations", 2);
        row("--flips 3", "evaluations", 6);
        row("--step splitting", "solver", "VML-MAP (splitting)");
        row("--init inverse", "solver", "VML-MAP (splitting)");
        row("--step fixed-point --inner 3 --anderson 1", "solver", "VML-MAP (fixed point, Anderson depth 1)");
        row("--solver vml-map", "steps", 2);
        row("--steps 1", "steps", 1);
        row("--step fixed-point --inner 2", "inner", 2);
        row("--precision bfloat16", "precision", "bfloat16");
        row("--device cpu", "device", "cpu");
        row("--tile 64", "steps", 2);
        row("--memory-limit 1.5g", "steps", 2);
        row("--threads 2", "threads", 2);
        row("--seed 18446744073709551615", "steps", 2);
        row("--model photo-v1", "model", "photo-v1");
    }
    void takesEveryOption() {
        QFETCH(QStringList, options);
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        const Scratch scratch;
        QStringList arguments{"restore", scratch.photo("in.png", 40, 40),
                              "-o",      scratch.path("out.png"),
                              "--task",  "denoise",
                              "--noise", "10",
                              "--json",  "--quiet"};
        if (!options.contains("--steps")) arguments += {"--steps", "2"};
        const CliResult result = runCli(arguments + options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(parsed(result.out)[key].toVariant().toString(), value.toString());
    }

    /// Debian's LibTorch has no float16 on the CPU, and says so.
    void takesFloat16() {
        const Scratch scratch;
        const CliResult result =
            runCli({"restore", scratch.photo("in.png", 40, 40), "-o", scratch.path("out.png"), "--task",
                    "denoise", "--noise", "10", "--steps", "1", "--json", "--precision", "float16"});
        if (result.status == 2) {
            QVERIFY2(result.err.contains("can't compute in float16"), result.err);
        } else {
            QVERIFY2(result.status == 0, result.err);
            QCOMPARE(parsed(result.out)["precision"].toString(), QString("float16"));
        }
    }

    /// … and changes the picture where it should.
    void heedsTheOption_data() {
        QTest::addColumn<QStringList>("options");
        for (const char* options : {"--prior-pull 0.3", "--step-size 0.5", "--eta 0.5", "--sigma-max 1",
                                    "--sigma-min 0.1", "--init data", "--noise 20"}) {
            QTest::addRow("%s", options) << QString(options).split(' ');
        }
    }
    void heedsTheOption() {
        QFETCH(QStringList, options);
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 40, 40);
        const auto restored = [&](const QStringList& extra) {
            QStringList arguments{"restore", in,       "-o",       scratch.path("out.png"),
                                  "--task",  "deblur", "--kernel", "disc:1",
                                  "--steps", "3",      "--quiet"};
            if (runCli(arguments + extra).status != 0) return QByteArray();
            return scratch.bytes("out.png");
        };
        const QByteArray plain = restored({});
        const QByteArray changed = restored(options);
        QVERIFY(!plain.isEmpty() && !changed.isEmpty());
        QVERIFY(plain != changed);
    }

    void saysWhenMemoryOrDeviceIsMissing() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 128, 128);
        const QStringList arguments = {"restore", in,        "-o",      scratch.path("out.png"),
                                       "--quiet", "--task",  "denoise", "--noise",
                                       "10",      "--steps", "1"};
        const CliResult memory = runCli(arguments + QStringList{"--memory-limit", "1k"});
        QVERIFY2(memory.status == 5, qPrintable(memory.describe()));
        if (QFile::exists("/dev/nvidia0")) QSKIP("there is a device");
        const CliResult device = runCli(arguments + QStringList{"--device", "cuda"});
        QVERIFY2(device.status == 5, qPrintable(device.describe()));
        QCOMPARE(scratch.names(), QStringList{"in.png"});
    }

    void estimatesTheNoise_data() {
        QTest::addColumn<double>("level");
        for (const double level : {5.0, 15.0, 40.0})
            QTest::addRow("%g", level) << level;
    }
    void estimatesTheNoise() {
        QFETCH(double, level);
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 128, 128);
        QCOMPARE(runCli({"degrade", in, "-o", scratch.path("noisy.png"), "--task", "denoise", "--noise",
                         QString::number(level)})
                     .status,
                 0);
        const CliResult result =
            runCli({"restore", scratch.path("noisy.png"), "-o", scratch.path("out.png"), "--task", "denoise",
                    "--noise", "auto", "--steps", "1", "--json", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject json = parsed(result.out);
        QVERIFY2(std::abs(json["noise"].toDouble() / level - 1) < 0.1, result.out.constData());
        QVERIFY(json["noise_method"].toString().contains("Liu"));
    }

    void proposesAMask() {
        const Scratch scratch;
        ImageBuffer picture = test::scene(160, 120, 3, Depth::UInt8);
        for (int x = 20; x < 140; ++x) {
            for (int c = 0; c < 3; ++c)
                picture.setSample(x, 30 + x / 3, c, 250);
        }
        Photograph photo;
        photo.pixels = picture;
        writePhotograph(photo, scratch.file("in.png"));
        const CliResult result = runCli({"mask", "detect", scratch.path("in.png"), "-o",
                                         scratch.path("mask.png"), "--sensitivity", "0.6", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const ImageBuffer mask = readMask(scratch.file("mask.png"));
        QCOMPARE(mask.width(), 160);
        int onScratch = 0;
        int marked = 0;
        for (int x = 20; x < 140; ++x)
            onScratch += mask.sample(x, 30 + x / 3, 0) > 127;
        for (int y = 0; y < 120; ++y) {
            for (int x = 0; x < 160; ++x)
                marked += mask.sample(x, y, 0) > 127;
        }
        QVERIFY2(onScratch > 90, qPrintable(QString::number(onScratch)));
        QCOMPARE(parsed(result.out)["marked"].toInt(), marked);
        QCOMPARE(parsed(result.out)["sensitivity"].toDouble(), 0.6);
        QVERIFY(parsed(result.out)["method"].toString().contains("Wan"));
    }

    void marksOnlyTheChosenClasses() {
        const Scratch scratch;
        ImageBuffer picture = test::scene(160, 120, 3, Depth::UInt8);
        for (int x = 20; x < 140; ++x)
            for (int c = 0; c < 3; ++c)
                picture.setSample(x, 30 + x / 3, c, 250);
        Photograph photo;
        photo.pixels = picture;
        writePhotograph(photo, scratch.file("in.png"));
        const auto marks = [&](const QStringList& choice) {
            const CliResult result = runCli(QStringList{"mask", "detect", scratch.path("in.png"), "-o",
                                                        scratch.path("mask.png"), "--json"} +
                                            choice);
            if (result.status != 0) return -1;
            return parsed(result.out)["marked"].toInt(-1);
        };
        const int all = marks({});
        QVERIFY(all > 100);
        QVERIFY(marks({"--classes", "scratches,cracks"}) > 100);
        QVERIFY(marks({"--classes", "dust,stains"}) < all / 4);
        QVERIFY(marks({"--largest", "20"}) < all / 4);
        QVERIFY(marks({"--classes", "all"}) >= all);
    }

    void goesByAnInfraredPicture() {
        const Scratch scratch;
        Photograph photo, infrared;
        photo.pixels = test::scene(160, 120, 3, Depth::UInt8);
        infrared.pixels = ImageBuffer(160, 120, 1, Depth::UInt8);
        for (int y = 0; y < 120; ++y)
            for (int x = 0; x < 160; ++x)
                infrared.pixels.setSample(x, y, 0, std::abs(x - 80) <= 2 && std::abs(y - 60) <= 2 ? 60 : 220);
        writePhotograph(photo, scratch.file("in.png"));
        writePhotograph(infrared, scratch.file("infrared.png"));
        photo.extras = {infrared.pixels};
        photo.format = FileFormat::Tiff;
        writePhotograph(photo, scratch.file("in.tif"));
        for (const QStringList& from : {QStringList{scratch.path("in.png"), scratch.path("infrared.png")},
                                        QStringList{scratch.path("in.tif"), "auto"}}) {
            const CliResult result = runCli(
                {"mask", "detect", from[0], "--infrared", from[1], "-o", scratch.path("mask.png"), "--json"});
            QVERIFY2(result.status == 0, qPrintable(result.describe()));
            const ImageBuffer mask = readMask(scratch.file("mask.png"));
            QCOMPARE(mask.sample(80, 60, 0), 255);
            QCOMPARE(mask.sample(20, 20, 0), 0);
            QCOMPARE(parsed(result.out)["method"].toString(), QStringLiteral("infrared"));
        }
        infrared.pixels = infrared.pixels.cropped(0, 0, 100, 120);
        writePhotograph(infrared, scratch.file("infrared.png"));
        const CliResult result = runCli({"mask", "detect", scratch.path("in.png"), "--infrared",
                                         scratch.path("infrared.png"), "-o", scratch.path("mask.png")});
        QCOMPARE(result.status, 3);
        QVERIFY(result.err.contains("infrared.png"));
        QVERIFY(result.err.contains("100 x 120"));
    }

    void estimatesABlur() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 160, 128);
        const CliResult result = runCli(
            {"estimate", "kernel", in, "-o", scratch.path("kernel.png"), "--size", "9", "--json", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY(result.err.isEmpty());
        const ImageBuffer kernel = readPhotograph(scratch.file("kernel.png")).pixels;
        QCOMPARE(kernel.width(), 9);
        QCOMPARE(kernel.height(), 9);
        QCOMPARE(kernel.depth(), Depth::UInt16);
        const double confidence = parsed(result.out)["confidence"].toDouble(-1);
        QVERIFY(confidence >= 0 && confidence <= 1);
        const QString trust = parsed(result.out)["trust"].toString();
        QVERIFY2(QStringList({"good", "fair", "poor"}).contains(trust), qPrintable(trust));
        QVERIFY(parsed(result.out)["method"].toString().contains("Pan"));
    }

    void tellsTheNoiseAlone() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 128, 128);
        const QString noisy = scratch.path("noisy.png");
        QCOMPARE(runCli({"degrade", in, "-o", noisy, "--task", "denoise", "--noise", "12"}).status, 0);
        const CliResult asJson = runCli({"estimate", "noise", noisy, "--json"});
        QVERIFY2(asJson.status == 0, qPrintable(asJson.describe()));
        const double level = parsed(asJson.out)["noise"].toDouble();
        QVERIFY2(std::abs(level / 12 - 1) < 0.1, asJson.out.constData());
        QVERIFY(parsed(asJson.out)["method"].toString().contains("Liu"));
        const QByteArray text = runCli({"estimate", "noise", noisy}).out;
        QVERIFY2(
            text.startsWith("noise " + QByteArray::number(level, 'f', 2) + " 8-bit levels\nmodel white: "),
            text.constData());
    }

    /// Grain is found, said and reported; a JPEG's is measured on what compression left.
    void tellsGrain_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("PNG") << "noisy.png";
        QTest::newRow("JPEG") << "noisy.jpg";
    }
    void tellsGrain() {
        QFETCH(QString, file);
        const bool isJpeg = file.endsWith("jpg");
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 256, 224);
        const QString noisy = scratch.path(file);
        QCOMPARE(runCli({"degrade", in, "-o", noisy, "--task", "denoise", "--noise", "9", "--noise-model",
                         "coarse", "--quality", "95"})
                     .status,
                 0);
        const CliResult estimate = runCli({"estimate", "noise", noisy, "--json"});
        QVERIFY2(estimate.status == 0, qPrintable(estimate.describe()));
        const QJsonObject json = parsed(estimate.out);
        QVERIFY2(std::abs(json["noise"].toDouble() / 9 - 1) < 0.15, estimate.out.constData());
        QCOMPARE(json["model"].toString(), "grain");
        QCOMPARE(json["reason"].toString(), "shared");
        QCOMPARE(json["jpeg"].toBool(), isJpeg);
        QVERIFY(json["white"].toDouble() < 5);
        QCOMPARE(json["spectrum"].toArray().size(), 3 * 17 * 17);
        QCOMPARE(runCli({"estimate", "noise", noisy}).out.contains("JPEG"), isJpeg);

        const CliResult restored =
            runCli({"restore", noisy, "-o", scratch.path("out.png"), "--task", "denoise", "--noise", "auto",
                    "--noise-model", "auto", "--steps", "1", "--json", "--quiet"});
        QVERIFY2(restored.status == 0, qPrintable(restored.describe()));
        const QJsonObject report = parsed(restored.out);
        QCOMPARE(report["noise_model"].toString(), "grain");
        QVERIFY(report["noise_method"].toString().contains("neighbouring pixels share it"));
        QCOMPARE(report["notes"].toArray().size(), isJpeg ? 1 : 0);
        // That is what a level that is measured comes with.
        const CliResult unasked = runCli({"restore", noisy, "-o", scratch.path("out.png"), "--task",
                                          "denoise", "--noise", "auto", "--steps", "1", "--json", "--quiet"});
        QCOMPARE(parsed(unasked.out)["noise_model"].toString(), "grain");
        QCOMPARE(parsed(unasked.out)["noise_method"], report["noise_method"]);
        // White noise stays available.
        const CliResult white =
            runCli({"restore", noisy, "-o", scratch.path("out.png"), "--task", "denoise", "--noise", "auto",
                    "--noise-model", "white", "--steps", "1", "--json", "--quiet"});
        QCOMPARE(parsed(white.out)["noise_model"].toString(), "white");
        QCOMPARE(parsed(white.out)["noise"].toDouble(), json["white"].toDouble());
    }

    /// What a JPEG makes of white noise isn't called grain, and the report says why white noise was taken.
    /// (At a quality of 75, what is left of it is shared by neighbours, and may count as grain.)
    void compressedWhiteNoiseStaysWhite_data() {
        QTest::addColumn<QString>("quality");
        for (const char* quality : {"60", "90", "95"})
            QTest::newRow(quality) << QString(quality);
    }
    void compressedWhiteNoiseStaysWhite() {
        QFETCH(QString, quality);
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 256, 224);
        const QString noisy = scratch.path("noisy.jpg");
        QCOMPARE(
            runCli({"degrade", in, "-o", noisy, "--task", "denoise", "--noise", "8", "--quality", quality})
                .status,
            0);
        const CliResult restored =
            runCli({"restore", noisy, "-o", scratch.path("out.png"), "--task", "denoise", "--noise", "auto",
                    "--steps", "1", "--json", "--quiet"});
        QVERIFY2(restored.status == 0, qPrintable(restored.describe()));
        const QJsonObject report = parsed(restored.out);
        QCOMPARE(report["noise_model"].toString(), "white");
        QVERIFY2(report["noise_method"].toString().contains("weakly textured patches; "),
                 restored.out.constData());
        QCOMPARE(report["notes"].toArray().size(), 1);
    }

    void neverAssumesLessNoiseThanTheRounding_data() {
        QTest::addColumn<int>("depth");
        QTest::addRow("8") << 8;
        QTest::addRow("16") << 16;
    }
    void neverAssumesLessNoiseThanTheRounding() {
        QFETCH(int, depth);
        const Scratch scratch;
        scratch.photo("in.png", 32, 32, 3, depth == 16 ? Depth::UInt16 : Depth::UInt8);
        const CliResult result =
            runCli({"restore", scratch.path("in.png"), "-o", scratch.path("out.png"), "--task", "upscale",
                    "--scale", "2", "--noise", "0", "--steps", "1", "--json", "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const double floor = (depth == 16 ? 1 / 257.0 : 1.0) / std::sqrt(12.0);
        QVERIFY(std::abs(parsed(result.out)["noise"].toDouble() - floor) < 1e-6);
    }

    void writesTheIterates() {
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        const CliResult result = runCli({"restore",
                                         in,
                                         "-o",
                                         scratch.path("out.png"),
                                         "--task",
                                         "denoise",
                                         "--noise",
                                         "20",
                                         "--step",
                                         "fixed-point",
                                         "--sigma-max",
                                         "1",
                                         "--steps",
                                         "4",
                                         "--inner",
                                         "2",
                                         "--no-dither",
                                         "--iterates",
                                         scratch.path("a/b"),
                                         "--quiet"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QStringList names = QDir(scratch.path("a/b")).entryList(QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 4);
        for (int i = 0; i < 4; ++i) {
            const QRegularExpression pattern(QString("^step-00%1-sigma-[0-9.]+\\.png$").arg(i + 1));
            QVERIFY2(pattern.match(names[i]).hasMatch(), qPrintable(names[i]));
        }
        // The last one is the result; dithering is for that alone.
        QVERIFY(readPhotograph(scratch.file("a/b/" + names[3])).pixels ==
                readPhotograph(scratch.file("out.png")).pixels);
        QVERIFY(readPhotograph(scratch.file("a/b/" + names[0])).pixels !=
                readPhotograph(scratch.file("out.png")).pixels);
    }

    void stopsAtCtrlC_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("status");
        QTest::addRow("SIGINT") << SIGINT << 130;
        QTest::addRow("SIGTERM") << SIGTERM << 143;
    }
    void stopsAtCtrlC() {
        QFETCH(int, signal);
        QFETCH(int, status);
        const Scratch scratch;
        const QString in = scratch.photo("in.png");
        QProcess process;
        test::setUpCli(process, {"restore", in, "-o", scratch.path("out.png"), "--task", "denoise", "--noise",
                                 "20", "--steps", "1000", "--iterates", scratch.path("steps")});
        process.start();
        const QString folder = scratch.path("steps");
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(folder).isEmpty() || process.state() == QProcess::NotRunning, 30'000);
        QCOMPARE(process.state(), QProcess::Running);
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
        const CliResult result = test::finished(process);
        QVERIFY2(result.status == status, qPrintable(result.describe()));
        QVERIFY2(result.err.contains("interrupted"), result.err.constData());
        QVERIFY(result.out.isEmpty());
        QCOMPARE(scratch.names(), QStringList({"in.png", "steps"}));
        // What was written of the steps is whole.
        for (const QString& name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
            QCOMPARE(readPhotograph(scratch.file("steps/" + name)).pixels.width(), 64);
        }
    }

    /// On a terminal the progress is a bar that is drawn over.
    void drawsABarOnATerminal() {
        const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
        QVERIFY(terminal >= 0);
        QVERIFY(grantpt(terminal) == 0 && unlockpt(terminal) == 0);
        const QByteArray line = ptsname(terminal);
        const Scratch scratch;
        QProcess process;
        test::setUpCli(process, {"restore", scratch.photo("in.png"), "-o", scratch.path("out.png"), "--task",
                                 "denoise", "--noise", "20", "--steps", "2"});
        process.setChildProcessModifier([&line] {
            const int end = open(line.constData(), O_RDWR | O_NOCTTY);
            dup2(end, STDERR_FILENO);
        });
        process.start();
        const CliResult result = test::finished(process);
        QByteArray shown(4096, '\0');
        const ssize_t count = read(terminal, shown.data(), static_cast<std::size_t>(shown.size()));
        close(terminal);
        QCOMPARE(result.status, 0);
        QVERIFY(count > 0);
        shown.truncate(static_cast<qsizetype>(count));
        QVERIFY2(shown.contains("\r[") && shown.contains("#]") && shown.contains("step 2/2"),
                 shown.constData());
        QVERIFY(shown.endsWith("\n"));
    }
};

QTEST_GUILESS_MAIN(TestCliReports)
#include "test_cli_reports.moc"
