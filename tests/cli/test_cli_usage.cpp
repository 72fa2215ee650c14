// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "tests/cli/cli_runner.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTest>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

class TestCliUsage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        mScratch.photo("in.png");
        mScratch.mask("mask.png");
        mScratch.write("x.npy", "no array");
    }

    void explainsItself_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("expected");
        QTest::addRow("help") << QStringList{"--help"} << QByteArray("Exit status: 0 done");
        QTest::addRow("restore") << QStringList{"restore", "--help"} << QByteArray("--prior-pull");
        QTest::addRow("the method of --noise auto")
            << QStringList{"restore", "--help"} << QByteArray("Liu, Tanaka and Okutomi 2013");
        QTest::addRow("batch") << QStringList{"batch", "--help"} << QByteArray("--mask-from");
        QTest::addRow("degrade") << QStringList{"degrade", "--help"} << QByteArray("--crop");
        QTest::addRow("metrics") << QStringList{"metrics", "--help"} << QByteArray("--border");
        QTest::addRow("models") << QStringList{"models", "--help"} << QByteArray("evaluate");
        QTest::addRow("estimate") << QStringList{"estimate", "--help"} << QByteArray("noise");
        QTest::addRow("mask detect") << QStringList{"mask", "detect", "--help"}
                                     << QByteArray("--sensitivity");
        QTest::addRow("estimate kernel")
            << QStringList{"estimate", "kernel", "--help"} << QByteArray("--size");
        QTest::addRow("evaluate") << QStringList{"models", "evaluate", "--help"} << QByteArray("--sigma");
        QTest::addRow("version") << QStringList{"--version"} << QByteArray("lacuna-cli ");
    }
    void explainsItself() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, expected);
        const CliResult result = runCli(arguments);
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains(expected), qPrintable(result.describe()));
        QVERIFY2(result.err.isEmpty(), result.err.constData());
        for (const QByteArray& line : result.out.split('\n'))
            QVERIFY2(line.size() <= 110, line.constData());
    }

    /// What --help shows comes at once, since LibTorch is only in the program that has the engine; both give
    /// the same answers.
    void explainsItselfWithoutTheEngine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addRow("help") << QStringList{"--help"};
        QTest::addRow("version") << QStringList{"--version"};
        QTest::addRow("nothing") << QStringList{};
        QTest::addRow("an unknown option") << QStringList{"--polish"};
        QTest::addRow("an unknown subcommand") << QStringList{"repair", "in.png"};
        for (const char* line :
             {"restore --help", "restore -h", "batch --help", "degrade --help", "estimate --help",
              "estimate kernel --help", "metrics --help", "mask detect --help", "models --help",
              "models evaluate -h", "run --help", "bench --help", "restore --help in.png",
              "restore in.png --help", "models restore --help", "mask --threshold --help"})
            QTest::addRow("%s", line) << QString(line).split(' ');
        QTest::addRow("help of a subcommand that doesn't exist") << QStringList{"repair", "--help"};
    }
    void explainsItselfWithoutTheEngine() {
        QFETCH(QStringList, arguments);
        const CliResult front = runCli(arguments);
        QProcess engine;
        engine.start(LACUNA_CLI_ENGINE, arguments);
        const CliResult whole = test::finished(engine);
        QCOMPARE(front.status, whole.status);
        QCOMPARE(front.out, whole.out);
        QCOMPARE(front.err, whole.err);
    }

    void loadsTorchOnlyForTheEngine_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("loads");
        QTest::addRow("lacuna-cli") << QString(LACUNA_CLI) << false;
        QTest::addRow("lacuna-cli-engine") << QString(LACUNA_CLI_ENGINE) << true;
    }
    void loadsTorchOnlyForTheEngine() {
        QFETCH(QString, program);
        QFETCH(bool, loads);
        QProcess loader;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_TRACE_LOADED_OBJECTS", "1");  // the loader lists what it would load, and ends
        loader.setProcessEnvironment(environment);
        loader.start(program, {});
        const CliResult listed = test::finished(loader);
        QVERIFY2(listed.out.contains("libstdc++"), qPrintable(listed.describe()));
        QCOMPARE(listed.out.contains("libtorch"), loads);
    }

    /// Also where there is no engine at all.
    void helpsWithoutTheEngine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("expected");
        QTest::addRow("restore") << QStringList{"restore", "--help"} << QByteArray("--prior-pull");
        QTest::addRow("mask detect") << QStringList{"mask", "detect", "-h"} << QByteArray("--");
        QTest::addRow("bench") << QStringList{"bench", "--help"} << QByteArray("--photos");
    }
    void helpsWithoutTheEngine() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, expected);
        QVERIFY(QFile::copy(LACUNA_CLI, mScratch.path("lacuna-cli")));
        QProcess alone;
        alone.start(mScratch.path("lacuna-cli"), arguments);
        const CliResult result = test::finished(alone);
        QFile::remove(mScratch.path("lacuna-cli"));
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY2(result.out.contains(expected), qPrintable(result.describe()));
    }

    void saysWhichPartIsMissing() {
        QVERIFY(QFile::copy(LACUNA_CLI, mScratch.path("lacuna-cli")));
        QProcess alone;
        alone.start(mScratch.path("lacuna-cli"), {"models"});
        const CliResult result = test::finished(alone);
        QCOMPARE(result.status, exitStatus(ErrorCode::Internal));
        QVERIFY2(result.err.contains("lacuna-cli-engine"), qPrintable(result.describe()));
        QFile::remove(mScratch.path("lacuna-cli"));
    }

    /// Each is told on standard error by the option's name, with status 2, before anything is written.
    void refuses_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const char* line, const char* named) {
            QTest::addRow("%s", name) << QString(line) << QString(named);
        };
        row("no subcommand", "", "subcommand");
        row("unknown subcommand", "repair IN -o OUT", "repair");
        row("sensitivity", "mask detect IN -o OUT --sensitivity 1.5", "--sensitivity");
        row("unknown class", "mask detect IN -o OUT --classes hairs", "--classes");
        row("largest of nothing", "mask detect IN -o OUT --largest 0", "--largest");
        row("no infrared", "mask detect IN -o OUT --infrared auto", "--infrared");
        row("infrared with classes", "mask detect IN -o OUT --infrared auto --classes dust", "--infrared");
        row("even size", "estimate kernel IN -o OUT --size 10", "--size");
        row("size out of range", "estimate kernel IN -o OUT --size 99", "--size");
        row("no input", "restore -o OUT --task denoise --noise 5", "input");
        row("no output", "restore IN --task denoise --noise 5", "--output");
        row("no task", "restore IN -o OUT", "--task");
        row("unknown task", "restore IN -o OUT --task polish", "--task");
        row("unknown option", "restore IN -o OUT --task inpaint --mask MASK --sharpen", "--sharpen");
        row("inpaint without mask", "restore IN -o OUT --task inpaint", "--mask");
        row("inpaint with kernel", "restore IN -o OUT --task inpaint --mask MASK --kernel disc:2",
            "--kernel");
        row("inpaint with scale", "restore IN -o OUT --task inpaint --mask MASK --scale 2", "--scale");
        row("deblur without kernel", "restore IN -o OUT --task deblur", "--kernel");
        row("deblur with scale", "restore IN -o OUT --task deblur --kernel disc:2 --scale 2", "--scale");
        row("upscale without scale", "restore IN -o OUT --task upscale", "--scale");
        row("upscale with kernel", "restore IN -o OUT --task upscale --scale 2 --kernel disc:2", "--kernel");
        row("scale 5", "restore IN -o OUT --task upscale --scale 5", "--scale");
        row("denoise without noise", "restore IN -o OUT --task denoise", "--noise");
        row("denoise with mask", "restore IN -o OUT --task denoise --noise 5 --mask MASK", "--mask");
        row("only what is marked, without a mask", "restore IN -o OUT --task denoise --noise 5 --only-marked",
            "--mask");
        row("only what is marked, inpainting", "restore IN -o OUT --task inpaint --mask MASK --only-marked",
            "--only-marked");
        row("only what is marked, enlarging",
            "restore IN -o OUT --task upscale --scale 2 --mask MASK --only-marked", "--only-marked");
        row("only what is marked, degrading",
            "degrade IN -o OUT --task denoise --noise 5 --mask MASK --only-marked", "--only-marked");
        row("strength above 100", "restore IN -o OUT --task denoise --noise 5 --strength 101", "--strength");
        row("strength of an enlargement", "restore IN -o OUT --task upscale --scale 2 --strength 50",
            "--strength");
        row("noise of a word", "restore IN -o OUT --task denoise --noise much", "--noise");
        row("noise below 0", "restore IN -o OUT --task denoise --noise -1", "--noise");
        row("noise above 255", "restore IN -o OUT --task denoise --noise 256", "--noise");
        row("noise nan", "restore IN -o OUT --task denoise --noise nan", "--noise");
        row("noise of an unknown kind", "restore IN -o OUT --task denoise --noise 5 --noise-model pink",
            "--noise-model");
        row("adding noise of an unknown kind",
            "degrade IN -o OUT --task denoise --noise 5 --noise-model grain", "--noise-model");
        row("adding noise without its level", "degrade IN -o OUT --task upscale --scale 2 --noise-model fine",
            "--noise-model");
        row("linear light, a word that isn't known",
            "restore IN -o OUT --task deblur --kernel disc:2 --linear-light maybe", "--linear-light");
        row("linear light of a task that mixes nothing",
            "restore IN -o OUT --task denoise --noise 5 --linear-light on", "--linear-light");
        row("linear light with a solver that can't",
            "restore IN -o OUT --task upscale --scale 2 --solver ddrm --linear-light on", "linear-light");
        row("degrading as the photograph says",
            "degrade IN -o OUT --task upscale --scale 2 --linear-light auto", "--linear-light");
        row("linear light of a mask", "degrade IN -o OUT --damage drop-50 --linear-light on",
            "--linear-light");
        row("unmasked pixels of a blur", "restore IN -o OUT --task deblur --kernel disc:2 --denoise-unmasked",
            "--denoise-unmasked");
        row("kernel of a word", "restore IN -o OUT --task deblur --kernel gaussian:wide", "kernel");
        row("kernel of size 0", "restore IN -o OUT --task deblur --kernel gaussian:0", "kernel");
        row("kernel too wide", "restore IN -o OUT --task deblur --kernel disc:101", "kernel");
        row("motion without angle", "restore IN -o OUT --task deblur --kernel motion:15", "kernel");
        row("unknown preset", "restore IN -o OUT --task denoise --noise 5 --preset lovely", "--preset");
        row("unknown effort", "restore IN -o OUT --task denoise --noise 5 --effort some", "--effort");
        row("0 steps", "restore IN -o OUT --task denoise --noise 5 --steps 0", "--steps");
        row("0 inner steps", "restore IN -o OUT --task denoise --noise 5 --inner 0", "--inner");
        row("prior pull below 0", "restore IN -o OUT --task denoise --noise 5 --prior-pull -1",
            "--prior-pull");
        row("step size 0", "restore IN -o OUT --task denoise --noise 5 --step-size 0", "--step-size");
        row("eta 2", "restore IN -o OUT --task denoise --noise 5 --eta 2", "--eta");
        row("sigma nan", "restore IN -o OUT --task denoise --noise 5 --sigma-max nan", "--sigma-max");
        row("sigmas in the wrong order",
            "restore IN -o OUT --task denoise --noise 5 --sigma-max 0.1 --sigma-min 1", "sigma max");
        row("unknown step", "restore IN -o OUT --task denoise --noise 5 --step giant", "--step");
        row("unknown solver", "restore IN -o OUT --task denoise --noise 5 --solver magic", "--solver");
        row("unknown start", "restore IN -o OUT --task denoise --noise 5 --init one", "--init");
        row("anderson 2", "restore IN -o OUT --task denoise --noise 5 --anderson 2", "--anderson");
        row("anderson with gradients",
            "restore IN -o OUT --task denoise --noise 5 --step gradient --anderson 1", "anderson");
        row("inner steps of single", "restore IN -o OUT --task denoise --noise 5 --step single --inner 2",
            "inner");
        row("unknown precision", "restore IN -o OUT --task denoise --noise 5 --precision int8",
            "--precision");
        row("unknown device", "restore IN -o OUT --task denoise --noise 5 --device tpu", "--device");
        row("threads below 0", "restore IN -o OUT --task denoise --noise 5 --threads -1", "--threads");
        row("small tile", "restore IN -o OUT --task denoise --noise 5 --tile 16", "tile");
        row("memory of a word", "restore IN -o OUT --task denoise --noise 5 --memory-limit lots",
            "--memory-limit");
        row("seed of a word", "restore IN -o OUT --task denoise --noise 5 --seed x", "--seed");
        row("quality 0", "restore IN -o OUT --task denoise --noise 5 --quality 0", "--quality");
        row("degrade with noise auto", "degrade IN -o OUT --task denoise --noise auto", "--noise");
        row("degrade to no crop", "degrade IN -o OUT --task denoise --noise 5 --crop 1,2,3", "--crop");
        row("degrade to a crop outside", "degrade IN -o OUT --task denoise --noise 5 --crop 60,0,8,8",
            "--crop");
        row("degrade to depth 12", "degrade IN -o OUT --task denoise --noise 5 --depth 12", "--depth");
        row("metrics of one picture", "metrics IN", "b is required");
        row("metrics with a border below 0", "metrics IN IN --border -1", "--border");
        row("metrics with nothing left", "metrics IN IN --border 32", "--border");
        row("evaluate without sigma", "models evaluate photo-v1 --input X -o OUT", "--sigma");
        row("evaluate at sigma 0", "models evaluate photo-v1 --input X -o OUT --sigma 0", "--sigma");
        row("sample of no picture", "models sample photo-v1 -o OUT --count 0", "count");
        row("sample of size 0", "models sample photo-v1 -o OUT --size 0", "size");
        row("sample in no steps", "models sample photo-v1 -o OUT --steps 0", "steps");
        row("sample with churn below 0", "models sample photo-v1 -o OUT --churn -1", "churn");
        row("sample without output", "models sample photo-v1", "--output");
        row("evaluate without input", "models evaluate photo-v1 --sigma 1 -o OUT", "--input");
    }
    void refuses() {
        QFETCH(QString, line);
        QFETCH(QString, named);
        QStringList arguments = line.split(' ', Qt::SkipEmptyParts);
        arguments.replaceInStrings(QRegularExpression("^IN$"), mScratch.path("in.png"));
        arguments.replaceInStrings(QRegularExpression("^OUT$"), mScratch.path("out.png"));
        arguments.replaceInStrings(QRegularExpression("^MASK$"), mScratch.path("mask.png"));
        arguments.replaceInStrings(QRegularExpression("^X$"), mScratch.path("x.npy"));
        const QStringList before = mScratch.names();
        const CliResult result = runCli(arguments);
        QVERIFY2(result.status == 2, qPrintable(result.describe()));
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
        QVERIFY2(result.out.isEmpty(), result.out.constData());
        QCOMPARE(mScratch.names(), before);
    }

  private:
    Scratch mScratch;
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "test_cli_usage.moc"
