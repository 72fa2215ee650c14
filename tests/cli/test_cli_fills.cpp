// SPDX-License-Identifier: GPL-3.0-or-later
// Filling wide holes: --fill, --grain, --hug and --levels.
#include "core/imaging/hug_damage.h"
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRect>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

constexpr int kSide = 128;
constexpr QRect kHole(40, 44, 40, 36);
/// Hardly any steps: what is tested here isn't how good the fill looks.
const QStringList kQuick{"--task",    "inpaint", "--model", "photo-fast",    "--precision",
                         "float32",   "--steps", "3",       "--level-steps", "2",
                         "--threads", "1",       "--json",  "--quiet"};

QJsonObject reportOf(const CliResult& result) {
    return QJsonDocument::fromJson(result.out).object();
}

/// The scene with grain of that deviation. Around the hole it has damage of a bright frame `rim` pixels wide,
/// as its inside is.
ImageBuffer photograph(double grain, int rim, int channels = 3, Depth depth = Depth::UInt8) {
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    ImageBuffer image = test::scene(kSide, kSide, channels, depth);
    const QRect damage = kHole.adjusted(-rim, -rim, rim, rim);
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            for (int c = 0; c < channels; ++c) {
                const double scale = image.maxValue() / 255.0;
                double value = image.sample(x, y, c) + grain * scale * normal(random);
                if (rim >= 0 && damage.contains(x, y)) value = 250 * scale;
                image.setSample(x, y, c, int(std::lround(std::clamp(value, 0.0, 255 * scale))));
            }
    return image;
}

void write(const ImageBuffer& pixels, const std::filesystem::path& path) {
    Photograph photo;
    photo.pixels = pixels;
    writePhotograph(photo, path);
}

}  // namespace

class TestCliFills : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        ImageBuffer mask(kSide, kSide, 1, Depth::UInt8);
        for (int y = kHole.top(); y <= kHole.bottom(); ++y)
            for (int x = kHole.left(); x <= kHole.right(); ++x)
                mask.setSample(x, y, 0, 255);
        writeMask(mask, mScratch.file("hole.png"));
        mMask = mask;
        write(photograph(0, -1), mScratch.file("clean.png"));
        write(photograph(8, -1), mScratch.file("grainy.png"));
        write(photograph(0, 3), mScratch.file("rim.png"));
        write(photograph(0, 0), mScratch.file("covered.png"));
        write(photograph(4, -1, 3, Depth::UInt16), mScratch.file("deep.png"));
        write(photograph(4, -1, 1), mScratch.file("grey.png"));
    }

    void levels_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("levels");
        QTest::addColumn<int>("evaluations");
        QTest::newRow("none") << QStringList{"--levels", "0"} << 0 << 3;
        QTest::newRow("one") << QStringList{"--levels", "1"} << 1 << 3 + 2;
        QTest::newRow("two") << QStringList{"--levels", "2"} << 2 << 3 + 2 + 2;
        QTest::newRow("more than the hole asks for") << QStringList{"--levels", "6"} << 3 << 3 + 2 + 2 + 2;
        QTest::newRow("by default as many as the hole asks for") << QStringList{} << 3 << 3 + 2 + 2 + 2;
        QTest::newRow("borrowed texture needs none") << QStringList{"--fill", "borrowed"} << 0 << 2;
    }
    void levels() {
        QFETCH(QStringList, options);
        const CliResult result = fill("clean.png", "levels.png", options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QTEST(reportOf(result)["levels"].toInt(), "levels");
        QTEST(reportOf(result)["evaluations"].toInt(), "evaluations");
    }

    void grain_data() {
        QTest::addColumn<QString>("photo");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<bool>("isAdded");
        QTest::newRow("by default, grainy") << "grainy.png" << QStringList{} << true;
        QTest::newRow("auto, grainy") << "grainy.png" << QStringList{"--grain", "auto"} << true;
        QTest::newRow("on, grainy") << "grainy.png" << QStringList{"--grain", "on"} << true;
        QTest::newRow("off, grainy") << "grainy.png" << QStringList{"--grain", "off"} << false;
        QTest::newRow("auto, clean") << "clean.png" << QStringList{"--grain", "auto"} << false;
        QTest::newRow("noise is removed all over")
            << "grainy.png" << QStringList{"--denoise-unmasked", "--noise", "8"} << false;
    }
    void grain() {
        QFETCH(QString, photo);
        QFETCH(QStringList, options);
        const CliResult result = fill(photo, "grain.png", options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QTEST(reportOf(result)["grain"].toDouble() > 0, "isAdded");
    }

    /// A fill is other than the default one exactly where the hole is.
    void fillsDiffer() {
        QCOMPARE(fill("clean.png", "probable.png", {}).status, 0);
        QCOMPARE(fill("clean.png", "named.png", {"--fill", "most-probable"}).status, 0);
        QCOMPARE(fill("clean.png", "borrowed.png", {"--fill", "borrowed"}).status, 0);
        QCOMPARE(mScratch.bytes("named.png"), mScratch.bytes("probable.png"));
        QVERIFY(mScratch.bytes("borrowed.png") != mScratch.bytes("probable.png"));
    }

    void nothingElseChanges_data() {
        QTest::addColumn<QString>("photo");
        QTest::addColumn<QStringList>("options");
        const auto row = [](const char* photo, const char* options) {
            QTest::addRow("%s %s", photo, options) << photo << QString(options).split(QLatin1Char(' '));
        };
        row("grainy.png", "--grain on");
        row("grainy.png", "--fill borrowed --grain off");
        row("grainy.png", "--levels 0");
        row("deep.png", "--fill borrowed --grain on");
        row("grey.png", "--fill borrowed --grain on");
    }
    void nothingElseChanges() {
        QFETCH(QString, photo);
        QFETCH(QStringList, options);
        const CliResult result = fill(photo, "kept.png", options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const ImageBuffer before = pixels(photo), after = pixels("kept.png");
        QCOMPARE(after.depth(), before.depth());
        QCOMPARE(after.channels(), before.channels());
        bool differs = false;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                for (int c = 0; c < before.channels(); ++c) {
                    if (kHole.contains(x, y)) {
                        differs = differs || after.sample(x, y, c) != before.sample(x, y, c);
                    } else {
                        QCOMPARE(after.sample(x, y, c), before.sample(x, y, c));
                    }
                }
        QVERIFY(differs);
    }

    /// What the mask missed of the damage goes, and what lies beyond it stays to the bit.
    void hugging() {
        const ImageBuffer before = pixels("rim.png");
        const CliResult tight = fill("rim.png", "tight.png", {});
        QVERIFY2(tight.status == 0, qPrintable(tight.describe()));
        QCOMPARE(noteCodes(tight).count("visible-rim"), 1);
        const CliResult hugged = fill("rim.png", "hugged.png", {"--hug"});
        QVERIFY2(hugged.status == 0, qPrintable(hugged.describe()));
        QCOMPARE(noteCodes(hugged).count("visible-rim"), 0);
        const ImageBuffer mask = hugDamage(before, mMask);
        const ImageBuffer after = pixels("hugged.png"), without = pixels("tight.png");
        int rim = 0;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                const bool isRim = mask.sample(x, y, 0) > 127 && !kHole.contains(x, y);
                rim += isRim;
                if (isRim) QVERIFY(after.sample(x, y, 1) < 230);
                if (!kHole.contains(x, y)) QCOMPARE(without.sample(x, y, 1), before.sample(x, y, 1));
                if (mask.sample(x, y, 0) <= 127)
                    for (int c = 0; c < 3; ++c)
                        QCOMPARE(after.sample(x, y, c), before.sample(x, y, c));
            }
        QVERIFY2(rim >= 2 * 3 * (40 + 36), qPrintable(QString::number(rim)));
        // A mask that covers the damage is what it was.
        QCOMPARE(fill("covered.png", "a.png", {}).status, 0);
        QCOMPARE(fill("covered.png", "b.png", {"--hug"}).status, 0);
        QCOMPARE(mScratch.bytes("a.png"), mScratch.bytes("b.png"));
    }

    void sameSeedSameBytes_data() {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("most probable, with grain") << QStringList{"--grain", "on"};
        QTest::newRow("borrowed, hugged") << QStringList{"--fill", "borrowed", "--grain", "off", "--hug"};
    }
    void sameSeedSameBytes() {
        QFETCH(QStringList, options);
        const auto made = [&](const char* to, const char* seed) {
            fill("grainy.png", to, options + QStringList{"--seed", seed});
            return mScratch.bytes(to);
        };
        const QByteArray first = made("first.png", "11");
        QVERIFY(!first.isEmpty());
        QCOMPARE(made("again.png", "11"), first);
        QVERIFY(made("other.png", "12") != first);
    }

    /// The recipe holds all of it.
    void recipesRepeatThem() {
        const CliResult first =
            fill("rim.png", "first.png",
                 {"--fill", "borrowed", "--grain", "on", "--hug", "--recipe", mScratch.path("fill.json")});
        QVERIFY2(first.status == 0, qPrintable(first.describe()));
        const CliResult again =
            runCli({"run", mScratch.path("fill.json"), "-o", mScratch.path("again.png"), "--json"});
        QVERIFY2(again.status == 0, qPrintable(again.describe()));
        QVERIFY(reportOf(again)["same_bits"].toBool());
        QVERIFY(pixels("again.png") == pixels("first.png"));
    }

    void refuses_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* line, const char* named) { QTest::newRow(line) << line << named; };
        row("--task inpaint --fill texture", "--fill");
        row("--task inpaint --grain some", "--grain");
        row("--task inpaint --levels 7", "--levels");
        row("--task inpaint --levels -1", "--levels");
        row("--task inpaint --levels 1.5", "--levels");
        row("--task inpaint --level-steps 0", "--level-steps");
        row("--task inpaint --levels 2 --sigma-min 0.01 --level-noise 0.001", "level noise");
        row("--task inpaint --denoise-unmasked --grain on", "--grain");
        for (const char* task :
             {"--task denoise --noise 5", "--task upscale --scale 2", "--task deblur --kernel disc:2"})
            for (const auto& [option, name] :
                 {std::pair("--fill borrowed", "--fill"), std::pair("--fill most-probable", "--fill"),
                  std::pair("--grain on", "--grain"), std::pair("--grain off", "--grain"),
                  std::pair("--hug", "--hug"), std::pair("--levels 2", "levels")})
                QTest::addRow("%s %s", task, option)
                    << QStringLiteral("%1 %2").arg(QLatin1String(task), QLatin1String(option)) << name;
    }
    void refuses() {
        QFETCH(QString, line);
        QFETCH(QString, named);
        QStringList arguments{"restore", mScratch.path("clean.png"), "-o", mScratch.path("refused.png")};
        arguments += line.split(QLatin1Char(' '));
        if (line.contains(QLatin1String("inpaint"))) arguments << "--mask" << mScratch.path("hole.png");
        const CliResult result = runCli(arguments);
        QVERIFY2(result.status == 2, qPrintable(result.describe()));
        QVERIFY2(result.err.contains(named.toUtf8()), qPrintable(result.describe()));
        QVERIFY(!QFile::exists(mScratch.path("refused.png")));
    }

  private:
    CliResult fill(const QString& photo, const QString& to, const QStringList& options) {
        return runCli(QStringList{"restore", mScratch.path(photo), "-o", mScratch.path(to), "--mask",
                                  mScratch.path("hole.png")} +
                      kQuick + options);
    }
    ImageBuffer pixels(const QString& name) { return readPhotograph(mScratch.file(name)).pixels; }
    static QStringList noteCodes(const CliResult& result) {
        QStringList codes;
        for (const QJsonValue note : reportOf(result)["notes"].toArray())
            codes << note["code"].toString();
        return codes;
    }

    Scratch mScratch;
    ImageBuffer mMask;
};

QTEST_GUILESS_MAIN(TestCliFills)
#include "test_cli_fills.moc"
