// SPDX-License-Identifier: GPL-3.0-or-later
// --linear-light of `restore`, `degrade` and `batch`, and what files and recipes say about it.
#include "core/engine/recipe_job.h"
#include "core/io/degradation_mark.h"
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

const QStringList kDeblur = {"--task", "deblur", "--kernel", "disc:1.5"};

QStringList restore(const Scratch& scratch, const QString& in, const QString& out, const QStringList& more) {
    return QStringList{"restore",    scratch.path(in), "-o", scratch.path(out), "--model",
                       "photo-fast", "--steps",        "2",  "--json",          "--quiet"} +
           more;
}

QString lightOf(const CliResult& result) {
    return QJsonDocument::fromJson(result.out).object()["linear_light"].toString();
}

}  // namespace

class TestCliLinearLight : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void follows_data() {
        QTest::addColumn<QStringList>("made");  // empty: the photograph as it is
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("light");
        const QStringList degrade = {"--task", "deblur", "--kernel", "disc:1.5"};
        QTest::newRow("photograph") << QStringList() << kDeblur << "sRGB";
        QTest::newRow("photograph, upscale")
            << QStringList() << QStringList{"--task", "upscale", "--scale", "2"} << "sRGB";
        QTest::newRow("photograph, off")
            << QStringList() << kDeblur + QStringList{"--linear-light", "off"} << "off";
        QTest::newRow("degraded") << degrade << kDeblur << "off";
        QTest::newRow("degraded, on") << degrade << kDeblur + QStringList{"--linear-light", "on"} << "sRGB";
        QTest::newRow("degraded in light")
            << degrade + QStringList{"--linear-light", "on"} << kDeblur << "sRGB";
        QTest::newRow("degraded in light, auto") << degrade + QStringList{"--linear-light", "on"}
                                                 << kDeblur + QStringList{"--linear-light", "auto"} << "sRGB";
        QTest::newRow("standard damage") << QStringList{"--damage", "gaussian-1.6"} << kDeblur << "off";
        QTest::newRow("standard damage in light")
            << QStringList{"--damage", "x2", "--linear-light", "on"} << kDeblur << "sRGB";
        QTest::newRow("denoised only")
            << QStringList{"--task", "denoise", "--noise", "5"} << kDeblur << "sRGB";
        QTest::newRow("another task")
            << QStringList() << QStringList{"--task", "denoise", "--noise", "5"} << "off";
    }
    void follows() {
        QFETCH(QStringList, made);
        QFETCH(QStringList, options);
        QFETCH(QString, light);
        const Scratch scratch;
        scratch.photo("in.png", 64, 64);
        if (!made.isEmpty()) {
            const CliResult degraded =
                runCli(QStringList{"degrade", scratch.path("in.png"), "-o", scratch.path("in.png")} + made);
            QVERIFY2(degraded.status == 0, qPrintable(degraded.describe()));
        }
        const CliResult result = runCli(restore(scratch, "in.png", "out.png", options));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(lightOf(result), light);
    }

    /// A recipe repeats it, and one that doesn't say mixes values, as those of earlier versions do.
    void recipes() {
        const Scratch scratch;
        scratch.photo("in.png", 64, 64);
        const CliResult made = runCli(
            restore(scratch, "in.png", "out.png", kDeblur + QStringList{"--recipe", scratch.path("r.json")}));
        QVERIFY2(made.status == 0, qPrintable(made.describe()));
        Recipe recipe = readRecipe(scratch.file("r.json"));
        QVERIFY(recipe.stages[0].operation.inLight);
        const CliResult again =
            runCli({"run", scratch.path("r.json"), "-o", scratch.path("again.png"), "--json"});
        QVERIFY2(again.status == 0, qPrintable(again.describe()));
        QCOMPARE(scratch.bytes("again.png"), scratch.bytes("out.png"));
        recipe.stages[0].operation.inLight = false;
        recipe.resultHash.clear();
        writeRecipe(scratch.file("old.json"), recipe);
        QVERIFY(!scratch.bytes("old.json").contains("linear_light"));
        QCOMPARE(lightOf(runCli({"run", scratch.path("old.json"), "-o", scratch.path("old.png"), "--json"})),
                 QString("off"));
        const CliResult off =
            runCli(restore(scratch, "in.png", "off.png", kDeblur + QStringList{"--linear-light", "off"}));
        QVERIFY2(off.status == 0, qPrintable(off.describe()));
        QCOMPARE(scratch.bytes("old.png"), scratch.bytes("off.png"));
        QVERIFY(scratch.bytes("off.png") != scratch.bytes("out.png"));
    }

    /// What switches it off by itself is said.
    void whatPreventsIt_data() {
        const QStringList enlarge = {"--task", "upscale", "--scale", "2"};
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("light");
        QTest::addColumn<QString>("note");
        QTest::newRow("noise") << kDeblur + QStringList{"--noise", "5", "--noise-model", "brightness"}
                               << "off"
                               << "linear light is off, since it goes with white noise only";
        QTest::newRow("solver") << enlarge + QStringList{"--solver", "ddrm"} << "off"
                                << "linear light is off, since it doesn't go with DDRM";
        QTest::newRow("nothing") << enlarge << "sRGB" << QString();
        QTest::newRow("the user") << enlarge + QStringList{"--linear-light", "off", "--solver", "ddrm"}
                                  << "off" << QString();
    }
    void whatPreventsIt() {
        QFETCH(QStringList, options);
        QFETCH(QString, light);
        QFETCH(QString, note);
        const Scratch scratch;
        scratch.photo("in.png", 96, 96);
        const CliResult result = runCli(restore(scratch, "in.png", "out.png", options));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(lightOf(result), light);
        QStringList found;
        const QJsonArray notes = QJsonDocument::fromJson(result.out).object()["notes"].toArray();
        for (const QJsonValue& value : notes) {
            const QString text = value.toObject()["text"].toString();
            if (text.contains("linear light")) found << text;
        }
        QCOMPARE(found.join("; "), note);
    }

    /// Every photograph of a batch is looked at by itself.
    void batch() {
        const Scratch scratch;
        scratch.photo("photo.png", 64, 64);
        scratch.photo("made.png", 64, 64);
        QCOMPARE(
            runCli(QStringList{"degrade", scratch.path("made.png"), "-o", scratch.path("made.png")} + kDeblur)
                .status,
            0);
        const CliResult result =
            runCli(QStringList{"batch", scratch.path("photo.png"), scratch.path("made.png"), "-o",
                               scratch.path("out"), "--model", "photo-fast", "--steps", "2", "--quiet"} +
                   kDeblur);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QByteArray journal = scratch.bytes("out/lacuna-batch.jsonl");
        for (const QByteArray& line : journal.split('\n')) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            if (json["event"].toString() != "done") continue;
            QCOMPARE(json["report"].toObject()["linear_light"].toString(),
                     QString(json["name"].toString() == "made.png" ? "off" : "sRGB"));
        }
        QCOMPARE(journal.count("\"event\":\"done\""), 2);
    }
};

QTEST_GUILESS_MAIN(TestCliLinearLight)
#include "test_cli_linear_light.moc"
