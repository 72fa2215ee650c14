// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/engine/presets.h"
#include "core/engine/recipe_job.h"
#include "core/io/image_io.h"
#include "core/operators/kernels.h"
#include "tests/cli/cli_runner.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <filesystem>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

QJsonObject reportOf(const CliResult& result) {
    return QJsonDocument::fromJson(result.out).object();
}

Recipe benchRecipe(const Scratch& scratch, Task task) {
    Recipe recipe;
    recipe.photo = {scratch.file("clean.png"), hashOfFile(scratch.file("clean.png"))};
    recipe.degradation.emplace();
    recipe.degradation->operation.task = task;
    recipe.degradation->operation.noise = 5;
    recipe.degradation->operation.kernel = kernelOf("motion", {5, 0});
    recipe.degradation->seed = 12;
    recipe.operation = recipe.degradation->operation;
    recipe.solver = defaultSolver(task, 5);
    recipe.solver.values.set("steps", 2);
    recipe.seed = 0xFFFFFFFFFFFFFFFFULL;  // all 64 bits arrive
    recipe.compute.threads = 1;
    return recipe;
}

}  // namespace

class TestCliRecipes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void restoreWritesWhatRunRepeats() {
        const Scratch scratch;
        const QString photo = scratch.photo("photo.png");
        const QString mask = scratch.mask("mask.png");
        const CliResult first =
            runCli({"restore", photo, "-o", scratch.path("a.png"), "--task", "inpaint", "--mask", mask,
                    "--steps", "3", "--seed", "7", "--recipe", scratch.path("recipe.json"), "--quiet"});
        QVERIFY2(first.status == 0, qPrintable(first.describe()));
        const CliResult again =
            runCli({"run", scratch.path("recipe.json"), "-o", scratch.path("b.png"), "--json"});
        QVERIFY2(again.status == 0, qPrintable(again.describe()));
        QVERIFY(reportOf(again)["same_bits"].toBool());
        QVERIFY(readPhotograph(scratch.file("a.png")).pixels == readPhotograph(scratch.file("b.png")).pixels);
        // Names are relative, so that the folder can be moved or sent.
        QVERIFY(scratch.bytes("recipe.json").contains("\"photo.png\""));
    }

    void benchRepeats_data() {
        QTest::addColumn<int>("task");
        QTest::newRow("denoise") << int(Task::Denoise);
        QTest::newRow("deblur") << int(Task::Deblur);
        QTest::newRow("upscale, of a size that isn't a multiple") << int(Task::Upscale);
    }
    /// Degrades, restores, compares with the clean photograph; the second time to the same bits.
    void benchRepeats() {
        QFETCH(int, task);
        const Scratch scratch;
        scratch.photo("clean.png", 65, 63);
        Recipe recipe = benchRecipe(scratch, Task(task));
        const auto path = scratch.file("bench.json");
        writeRecipe(path, recipe);
        const QString out = scratch.path("out.png");
        const CliResult first = runCli({"run", scratch.path("bench.json"), "-o", out, "--json"});
        QVERIFY2(first.status == 0, qPrintable(first.describe()));
        const double psnr = reportOf(first)["psnr"].toDouble();
        QVERIFY2(psnr > 15, qPrintable(QString::number(psnr)));
        QVERIFY(!reportOf(first).contains("same_bits"));

        recipe = readRecipe(path);
        recipe.resultHash = hashOf(readPhotograph(scratch.file("out.png")).pixels);
        recipe.psnr = psnr;
        writeRecipe(path, recipe);
        const CliResult second = runCli({"run", scratch.path("bench.json"), "--json"});
        QVERIFY2(second.status == 0, qPrintable(second.describe()));
        QVERIFY(reportOf(second)["same_bits"].toBool());
        QCOMPARE(reportOf(second)["psnr"].toDouble(), psnr);

        recipe.seed = 3;
        writeRecipe(path, recipe);
        const CliResult other = runCli({"run", scratch.path("bench.json"), "--json"});
        QCOMPARE(other.status, 1);
        QVERIFY(!reportOf(other)["same_bits"].toBool(true));
    }

    /// What was degraded has no file whose blocks a JPEG could keep: that is said, and it is written anew.
    void degradedPhotographBecomesAJpeg() {
        const Scratch scratch;
        scratch.photo("clean.png");
        const QString mask = scratch.mask("mask.png");
        Recipe recipe = benchRecipe(scratch, Task::Inpaint);
        recipe.mask = RecipeFile{scratch.file("mask.png"), hashOfFile(scratch.file("mask.png"))};
        recipe.degradation->mask = recipe.mask;
        writeRecipe(scratch.file("bench.json"), recipe);
        const CliResult result =
            runCli({"run", scratch.path("bench.json"), "-o", scratch.path("out.jpg"), "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(reportOf(result)["notes"][0]["code"].toString(), QStringLiteral("jpeg-reencodes"));
        QCOMPARE(readPhotograph(scratch.file("out.jpg")).format, FileFormat::Jpeg);
    }

    void everyFieldReturns() {
        const Scratch scratch;
        scratch.photo("clean.png");
        scratch.mask("mask.png");
        Recipe recipe = benchRecipe(scratch, Task::Deblur);
        recipe.degradation->operation.kernel.values.set("angle", 0.1);  // no binary fraction
        KernelSpec& kernel = recipe.operation.kernel;
        kernel = {};
        kernel.kind = KernelSpec::kWeights;
        kernel.width = 3;
        kernel.height = 1;
        kernel.weights = {0.1F, 0.7F, 0.2F};
        recipe.mask = RecipeFile{scratch.file("mask.png"), hashOfFile(scratch.file("mask.png"))};
        recipe.keepUnmasked = false;
        recipe.fill = Fill::Borrowed;
        recipe.grain = Grain::On;
        recipe.hug = true;
        recipe.solver.values.set("prior_pull", 1.1);
        recipe.model = {"elsewhere", Precision::BFloat16, 4, false};
        recipe.modelHash = "abc";
        recipe.compute = {DeviceChoice::Cpu, 3, 128, 1ULL << 40};
        recipe.resultHash = "def";
        recipe.psnr = 30.1;
        recipe.ssim = 0.9;
        writeRecipe(scratch.file("all.json"), recipe);
        const Recipe read = readRecipe(scratch.file("all.json"));
        QVERIFY(read.photo == recipe.photo && read.degradation == recipe.degradation);
        QVERIFY(read.mask == recipe.mask && read.operation == recipe.operation);
        QVERIFY(read.fill == recipe.fill && read.grain == recipe.grain && read.hug == recipe.hug);
        QVERIFY(read.keepUnmasked == recipe.keepUnmasked && read.solver == recipe.solver);
        QVERIFY(read.seed == recipe.seed && read.model == recipe.model);
        QVERIFY(read.modelHash == recipe.modelHash && read.compute == recipe.compute);
        QVERIFY(read.resultHash == recipe.resultHash && read.psnr == recipe.psnr && read.ssim == recipe.ssim);
    }

    void optionsChangeWhatTheyName_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<ParameterValues>("expected");
        const auto row = [](const char* name, const QStringList& options, const ParameterValues& expected) {
            QTest::newRow(name) << options << expected;
        };
        const std::int64_t one = 1, two = 2, twenty = 20, ten = 10;
        row("acceleration keeps the preset", {"--preset", "strong", "--anderson", "1"},
            {{"prior_pull", 1.5}, {"anderson", one}, {"step", "fixed-point"}, {"steps", twenty}});
        row("inner steps keep preset and effort", {"--preset", "gentle", "--effort", "quick", "--inner", "2"},
            {{"prior_pull", 0.7},
             {"inner", two},
             {"step", "fixed-point"},
             {"steps", ten},
             {"sigma_max", 10.0}});
        row("a step keeps the rest", {"--preset", "strong", "--step", "gradient"},
            {{"prior_pull", 1.5}, {"step", "gradient"}, {"steps", twenty}});
        row("nothing is named", {}, {{"prior_pull", 1.0}, {"step", "single"}, {"steps", twenty}});
        row("another solver", {"--solver", "diffpir", "--zeta", "0.5"},
            {{"zeta", 0.5}, {"steps", std::int64_t{100}}});
    }
    /// What is not named stays as preset and effort say.
    void optionsChangeWhatTheyName() {
        QFETCH(QStringList, options);
        QFETCH(ParameterValues, expected);
        const Scratch scratch;
        scratch.photo("photo.png");
        scratch.mask("mask.png");
        const CliResult result =
            runCli(QStringList{"restore", scratch.path("photo.png"), "-o", scratch.path("out.png"), "--task",
                               "inpaint", "--mask", scratch.path("mask.png"), "--recipe",
                               scratch.path("r.json"), "--model", "photo-fast", "--quiet"} +
                   options);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const SolverSpec solver = readRecipe(scratch.file("r.json")).solver;
        for (const auto& [name, value] : expected.all())
            QVERIFY2(*solver.values.find(name) == value, name.c_str());
    }

    void olderRecipesRun_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("psnr");
        QTest::newRow("inpaint, with a mask") << "inpaint" << 0.0;
        QTest::newRow("deblur, after a degradation") << "deblur" << 29.5747;
    }
    /// Made by 0.1.0. The last bits may differ, since they hang on the processor, and so may the model.
    void olderRecipesRun() {
        QFETCH(QString, name);
        QFETCH(double, psnr);
        const std::filesystem::path folder = LACUNA_TEST_DATA "/compat";
        Recipe recipe = readRecipe(folder / (name.toStdString() + ".json"));
        QCOMPARE(recipe.solver.values.integer("steps"), 3);
        QCOMPARE(recipe.model.nameOrPath, std::string("photo-fast"));
        QCOMPARE(recipe.compute.threads, 1);
        QVERIFY(!recipe.resultHash.empty());
        recipe.modelHash.clear();
        recipe.resultHash.clear();
        const Scratch scratch;
        writeRecipe(scratch.file("again.json"), recipe);
        const CliResult result =
            runCli({"run", scratch.path("again.json"), "-o", scratch.path("out.png"), "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY(std::abs(reportOf(result)["psnr"].toDouble() - psnr) < 0.5);
        const ImageBuffer photo = readPhotograph(folder / "photo.jpg").pixels;
        const ImageBuffer out = readPhotograph(scratch.file("out.png")).pixels;
        QCOMPARE(out.width(), photo.width());
        QVERIFY(out != photo);
        if (recipe.mask) QCOMPARE(out.sample(0, 40, 1), photo.sample(0, 40, 1));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* before, const char* after, const char* words,
                            int status) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString(words) << status;
        };
        row("no JSON", "{", "", "JSON object", 2);
        row("something else", "lacuna_recipe", "cookbook", "no recipe", 2);
        row("a newer one", "\"lacuna_recipe\": 1", "\"lacuna_recipe\": 2", "newer", 2);
        row("another photograph", "\"file\": \"clean.png\"", "\"file\": \"other.png\"", "other.png", 3);
        row("no photograph", "\"file\": \"clean.png\"", "\"file\": \"gone.png\"", "gone.png", 3);
        row("an unknown key", "\"keep_unmasked\"", "\"colour\": 1, \"keep_unmasked\"", "colour", 2);
        row("a key that is missing", "\"keep_unmasked\": true,", "", "keep_unmasked", 2);
        row("a text for a number", "\"length\": 5.0", "\"length\": \"long\"", "length", 2);
        row("a step out of range", "\"steps\": 2", "\"steps\": 0", "steps", 2);
        row("an unknown task", "\"task\": \"deblur\"", "\"task\": \"bake\"", "task", 2);
        row("another model", "\"sha256\": \"\"", "\"sha256\": \"00\"", "made with", 4);
        row("a negative seed", "\"seed\": 12", "\"seed\": -12", "seed", 2);
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, words);
        QFETCH(int, status);
        const Scratch scratch;
        scratch.photo("clean.png");
        scratch.photo("other.png", 32, 32);
        writeRecipe(scratch.file("r.json"), benchRecipe(scratch, Task::Deblur));
        const QByteArray text = scratch.bytes("r.json");
        QVERIFY2(text.contains(before), text.constData());
        QByteArray changed = text;
        scratch.write("r.json", changed.replace(before, after));
        const CliResult result = runCli({"run", scratch.path("r.json"), "--quiet"});
        QVERIFY2(result.status == status, qPrintable(result.describe()));
        QVERIFY2(QString::fromUtf8(result.err).contains(words), qPrintable(result.describe()));
        QVERIFY2(QString::fromUtf8(result.err).contains("r.json") || status > 2,
                 qPrintable(result.describe()));
    }
};

QTEST_GUILESS_MAIN(TestCliRecipes)
#include "test_cli_recipes.moc"
