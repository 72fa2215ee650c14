// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/presets.h"
#include "core/engine/recipe_job.h"
#include "core/io/image_io.h"
#include "tests/cli/batch_folder.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <unistd.h>

using namespace lacuna;
using test::BatchFolder, test::CliResult, test::runCli;

namespace {

ImageBuffer pixelsOf(const BatchFolder& folder, const QString& name) {
    return readPhotograph(folder.file(name)).pixels;
}

/// Replaces a mask of 32×24 by one that marks a few pixels in a corner.
void writeSpot(const std::filesystem::path& path) {
    ImageBuffer mask(32, 24, 1, Depth::UInt8);
    for (int x = 20; x < 26; ++x)
        mask.setSample(x, 4, 0, 255);
    writeMask(mask, path);
}

}  // namespace

class TestCliBatch : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Each result is that of `restore`, to the bit, however many are made at once.
    void restoresLikeRestore_data() {
        QTest::addColumn<QString>("jobs");
        QTest::addRow("one by one") << "1";
        QTest::addRow("three at once") << "3";
    }
    void restoresLikeRestore() {
        QFETCH(QString, jobs);
        const QStringList photos = {"a.png", "b.jpg", "deep/d.webp", "deep/er/c.tif"};
        const BatchFolder folder(photos);
        folder.write("in/notes.txt", "no photograph");
        folder.add("in/.hidden.png");
        const CliResult result = folder.run(folder.denoise() + QStringList{folder.in(), "--jobs", jobs});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(folder.files(), photos);
        for (const QString& photo : photos) {
            const QString alone = folder.path("alone." + QFileInfo(photo).suffix());
            const CliResult one = runCli(QStringList{"restore", folder.path("in/" + photo), "-o", alone,
                                                     "--model", "photo-fast", "--threads", "1", "--quiet"} +
                                         folder.denoise());
            QVERIFY2(one.status == 0, qPrintable(one.describe()));
            QCOMPARE(folder.bytes("out/" + photo), folder.bytes(QFileInfo(alone).fileName()));
        }
        QVERIFY2(result.out.contains("4 photographs restored"), result.out.constData());
        QVERIFY2(result.err.contains("4 of 4 photographs"), result.err.constData());
        for (const QJsonObject& line : folder.lines("done")) {
            QVERIFY(line["rss_bytes"].toDouble() > 1e7);
            QCOMPARE(line["report"].toObject()["task"].toString(), QString("denoise"));
        }
    }

    void findsPhotographs_data() {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<int>("status");
        const QStringList all = {"a.png", "b.PNG", "sub/a.png", "sub/c.png"};
        QTest::addRow("a file") << QStringList{"in/sub/c.png"} << QStringList{"c.png"} << 0;
        QTest::addRow("a folder") << QStringList{"in"} << all << 0;
        QTest::addRow("a folder and a file in it") << QStringList{"in", "in/a.png"} << all << 0;
        QTest::addRow("a folder in a folder") << QStringList{"in/sub"} << QStringList{"a.png", "c.png"} << 0;
        QTest::addRow("a pattern") << QStringList{"in/*.png"} << QStringList{"a.png"} << 0;
        QTest::addRow("a pattern of folders")
            << QStringList{"in/s*/[ac].png"} << QStringList{"sub/a.png", "sub/c.png"} << 0;
        QTest::addRow("a pattern without a match") << QStringList{"in/*.gif"} << QStringList{} << 3;
        QTest::addRow("nothing of that name") << QStringList{"in", "over"} << QStringList{} << 3;
        QTest::addRow("a list") << QStringList{"@list.txt"} << QStringList{"in/b.PNG", "in/sub/c.png"} << 0;
        QTest::addRow("a list by option")
            << QStringList{"--list", "list.txt"} << QStringList{"in/b.PNG", "in/sub/c.png"} << 0;
        QTest::addRow("a list that names what isn't there")
            << QStringList{"@gone.txt"} << QStringList{"in/a.png"} << 3;
        QTest::addRow("two of one name")
            << QStringList{"in/a.png", "in/sub/a.png"} << QStringList{"a.png"} << 3;
        QTest::addRow("an empty folder") << QStringList{"empty"} << QStringList{} << 3;
    }
    void findsPhotographs() {
        QFETCH(QStringList, given);
        QFETCH(QStringList, expected);
        QFETCH(int, status);
        const BatchFolder folder({"a.png", "b.PNG", "sub/a.png", "sub/c.png"});
        folder.write("list.txt", "in/b.PNG\r\n\r\nin/sub/../sub/c.png\r\n");
        folder.write("gone.txt", "in/gone.png\nin/a.png");
        QDir(folder.path(".")).mkpath("empty");
        QProcess process;
        test::setUpCli(process, folder.arguments(folder.denoise() + given));
        process.setWorkingDirectory(folder.path("."));
        process.start();
        const CliResult result = test::finished(process);
        QVERIFY2(result.status == status, qPrintable(result.describe()));
        QCOMPARE(folder.files(), expected);
    }

    void namesResults_data() {
        QTest::addColumn<QString>("photo");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expected");
        QTest::addRow("as the photograph") << "sub/a.b.JPG"
                                           << "{name}.{ext}"
                                           << "sub/a.b.JPG";
        QTest::addRow("with an ending") << "a.png"
                                        << "{name}-clean.{ext}"
                                        << "a-clean.png";
        QTest::addRow("in another format") << "a.png"
                                           << "x_{name}.tiff"
                                           << "x_a.tiff";
        QTest::addRow("a format that is only read") << "a.bmp"
                                                    << "{name}.{ext}"
                                                    << "a.png";
        QTest::addRow("braces in the name") << "{ext}.png"
                                            << "{name}.{ext}"
                                            << "{ext}.png";
    }
    void namesResults() {
        QFETCH(QString, photo);
        QFETCH(QString, pattern);
        QFETCH(QString, expected);
        const BatchFolder folder;
        folder.add("photo.png");
        QDir(folder.in()).mkpath(QFileInfo(photo).path());
        // Formats are recognised by their content.
        QVERIFY(QFile::rename(folder.path("photo.png"), folder.path("in/" + photo)));
        const CliResult result = folder.run(folder.denoise() + QStringList{folder.in(), "--name", pattern});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(folder.files(), QStringList{expected});
    }

    /// Each is told with status 2 and the option's name, before anything is written.
    void refuses_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const char* line, const char* named) {
            QTest::addRow("%s", name) << QString(line) << QString(named);
        };
        row("no photographs", "-o OUT --task denoise --noise 9", "INPUTS");
        row("no folder", "IN --task denoise --noise 9", "--output");
        row("nothing to do", "IN -o OUT", "--task");
        row("twice", "IN -o OUT --task denoise --noise 9 --recipe RECIPE", "--recipe");
        row("an option of the task beside a recipe", "IN -o OUT --recipe RECIPE --noise 9", "--noise");
        row("a solver's option beside a recipe", "IN -o OUT --recipe RECIPE --steps 9", "--steps");
        row("a seed beside a recipe", "IN -o OUT --recipe RECIPE --seed 9", "--seed");
        row("a recipe that damages", "IN -o OUT --recipe BENCH", "damages");
        row("a recipe that takes no mask", "IN -o OUT --recipe RECIPE --mask MASK", "--mask");
        row("what the task doesn't take", "IN -o OUT --task denoise --noise 9 --hug", "--hug");
        row("no mask", "IN -o OUT --task inpaint", "--mask");
        row("two kinds of masks", "IN -o OUT --task inpaint --mask MASK --mask-from IN", "--mask-from");
        row("sensitivity of a file", "IN -o OUT --task inpaint --mask MASK --sensitivity 0.2",
            "--sensitivity");
        row("classes of a file", "IN -o OUT --task inpaint --mask MASK --classes dust", "--classes");
        row("a largest size without a search", "IN -o OUT --task denoise --noise 9 --largest 20",
            "--largest");
        row("unknown class", "IN -o OUT --task inpaint --mask detected --classes hairs", "--classes");
        row("sensitivity out of range", "IN -o OUT --task inpaint --mask detected --sensitivity 2",
            "--sensitivity");
        row("all of one name", "IN -o OUT --task denoise --noise 9 --name clean.png", "{name}");
        row("folders in a name", "IN -o OUT --task denoise --noise 9 --name a/{name}.png", "--name");
        row("an unknown word in a name", "IN -o OUT --task denoise --noise 9 --name {name}{date}.png",
            "--name");
        row("a format that is only read", "IN -o OUT --task denoise --noise 9 --name {name}.bmp", "--name");
        row("shard 0", "IN -o OUT --task denoise --noise 9 --shard 0/2", "--shard");
        row("shard 3 of 2", "IN -o OUT --task denoise --noise 9 --shard 3/2", "--shard");
        row("half a shard", "IN -o OUT --task denoise --noise 9 --shard 1", "--shard");
        row("a shard with more", "IN -o OUT --task denoise --noise 9 --shard 1/2x", "--shard");
        row("no jobs", "IN -o OUT --task denoise --noise 9 --jobs 0", "--jobs");
        row("results among the photographs", "IN -o IN --task denoise --noise 9", "--output");
        row("unknown model's option", "IN -o OUT --task denoise --noise 9 --levels 1.5", "--levels");
    }
    void refuses() {
        QFETCH(QString, line);
        QFETCH(QString, named);
        const BatchFolder folder({"a.png"});
        folder.addMask("mask.png");
        Recipe recipe;
        recipe.photo = {folder.file("in/a.png"), ""};
        recipe.stages.resize(1);
        recipe.stages[0].operation.task = Task::Denoise;
        recipe.stages[0].operation.noise = 9;
        recipe.stages[0].solver = defaultSolver(Task::Denoise, 9);
        writeRecipe(folder.file("recipe.json"), recipe);
        recipe.degradation.emplace();
        recipe.degradation->operation = recipe.stages[0].operation;
        writeRecipe(folder.file("bench.json"), recipe);
        QStringList arguments{"batch"};
        for (const QString& word : line.split(' '))
            arguments += word == "IN"       ? folder.in()
                         : word == "OUT"    ? folder.out()
                         : word == "MASK"   ? folder.path("mask.png")
                         : word == "RECIPE" ? folder.path("recipe.json")
                         : word == "BENCH"  ? folder.path("bench.json")
                                            : word;
        const QStringList before = folder.names();
        const CliResult result = runCli(arguments);
        QVERIFY2(result.status == 2, qPrintable(result.describe()));
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
        QCOMPARE(folder.names(), before);
        QCOMPARE(folder.files("in"), QStringList{"a.png"});
    }

    void oneMaskForAll() {
        const BatchFolder folder({"a.png", "b.png"});
        folder.addMask("mask.png");
        folder.add("in/larger.png", 40, 24);
        const CliResult result = folder.run(
            folder.inpaint() + QStringList{folder.in(), "--mask", folder.path("mask.png"), "--noise", "0"});
        QVERIFY2(result.status != 0, qPrintable(result.describe()));
        QCOMPARE(folder.files(), QStringList({"a.png", "b.png"}));
        QVERIFY2(result.err.contains("failed: larger.png: " + folder.path("mask.png").toUtf8()),
                 result.err.constData());
        const ImageBuffer before = pixelsOf(folder, "in/a.png"), after = pixelsOf(folder, "out/a.png");
        const ImageBuffer mask = test::scratchMask(32, 24);
        for (int y = 0; y < 24; ++y)
            for (int x = 0; x < 32; ++x)
                if (mask.sample(x, y, 0) == 0) QCOMPARE(after.sample(x, y, 1), before.sample(x, y, 1));
        QVERIFY(before != after);
    }

    void masksByName_data() {
        QTest::addColumn<QString>("masks");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QString>("failed");
        const QStringList both = {"a.jpg", "sub/b.png"};
        QTest::addRow("in a folder") << "masks" << QStringList{"a.png", "sub/b.tif"} << both << "";
        QTest::addRow("with an ending")
            << "masks" << QStringList{"a-mask.png", "sub/b_mask.png"} << both << "";
        QTest::addRow("beside the photographs")
            << "in" << QStringList{"a-mask.png", "sub/b.mask.png"} << both << "";
        QTest::addRow("in a folder below") << "in/masks" << QStringList{"a.png", "sub/b.png"} << both << "";
        QTest::addRow("one is missing") << "masks" << QStringList{"a.png", "b.png"} << QStringList{"a.jpg"}
                                        << "sub/b.png: there is no mask for it";
        QTest::addRow("one has two") << "masks" << QStringList{"a.png", "sub/b.png", "a-mask.png"}
                                     << QStringList{"sub/b.png"} << "a.jpg: has two masks";
    }
    void masksByName() {
        QFETCH(QString, masks);
        QFETCH(QStringList, names);
        QFETCH(QStringList, expected);
        QFETCH(QString, failed);
        const BatchFolder folder({"a.jpg", "sub/b.png"});
        for (const QString& name : names)
            folder.addMask(masks + "/" + name);
        const CliResult result =
            folder.run(folder.inpaint() + QStringList{folder.in(), "--mask-from", folder.path(masks)});
        QCOMPARE(folder.files(), expected);
        QVERIFY2(result.status == (failed.isEmpty() ? 0 : 3), qPrintable(result.describe()));
        QVERIFY2(result.err.contains(failed.toUtf8()), result.err.constData());
    }

    /// A scratch is found and removed; a photograph without damage is copied, byte for byte.
    void masksThatAreDetected() {
        const BatchFolder folder;
        Photograph photo;
        photo.pixels = ImageBuffer(96, 96, 3, Depth::UInt8);
        std::fill_n(photo.pixels.data(), photo.pixels.byteCount(), std::byte{90});
        writePhotograph(photo, folder.file("in/clean.png"));
        writePhotograph(photo, folder.file("in/clean.jpg"));
        for (int y = 5; y < 90; ++y)
            for (int x = 40; x < 43; ++x)
                for (int c = 0; c < 3; ++c)
                    photo.pixels.setSample(x, y, c, 240);
        writePhotograph(photo, folder.file("in/scratched.png"));
        const CliResult result =
            folder.run(folder.inpaint() + QStringList{folder.in(), "--mask", "detected", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(folder.bytes("out/clean.png"), folder.bytes("in/clean.png"));
        QCOMPARE(folder.bytes("out/clean.jpg"), folder.bytes("in/clean.jpg"));
        QVERIFY(pixelsOf(folder, "out/scratched.png").sample(41, 50, 0) < 140);
        const QJsonObject json = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(json["unchanged"].toInt(), 2);
        QCOMPARE(json["restored"].toInt(), 1);
        // A scratch is neither dust nor a stain, and longer than 20 pixels.
        for (const QStringList& choice : {QStringList{"--classes", "dust,stains"}, {"--largest", "20"}}) {
            const CliResult none =
                folder.run(folder.inpaint() +
                           QStringList{folder.in(), "--mask", "detected", "--overwrite", "--json"} + choice);
            QVERIFY2(none.status == 0, qPrintable(none.describe()));
            QCOMPARE(QJsonDocument::fromJson(none.out).object()["unchanged"].toInt(), 3);
        }
        // That is another setting, which going on with the folder would mix.
        const CliResult other = folder.run(folder.inpaint() + QStringList{folder.in(), "--mask", "detected",
                                                                          "--resume", "--classes", "dust"});
        QVERIFY2(other.status == 2 && other.err.contains("--resume"), qPrintable(other.describe()));
    }

    /// What was there is never lost without being asked for.
    void neverOverwrites() {
        const BatchFolder folder({"a.png", "b.png"});
        QDir(folder.path(".")).mkpath("out");
        folder.write("out/a.png", "precious");
        CliResult result = folder.run(folder.denoise() + QStringList{folder.in()});
        QCOMPARE(result.status, 3);
        QVERIFY2(result.out.contains("left alone a.png"), result.out.constData());
        QCOMPARE(folder.bytes("out/a.png"), QByteArray("precious"));
        QCOMPARE(folder.files(), QStringList({"a.png", "b.png"}));
        result = folder.run(folder.denoise() + QStringList{folder.in(), "--resume"});
        QCOMPARE(result.status, 3);
        QCOMPARE(folder.bytes("out/a.png"), QByteArray("precious"));
        result = folder.run(folder.denoise() + QStringList{folder.in(), "--resume", "--overwrite"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY2(result.out.contains("1 photograph restored, 1 finished before"), result.out.constData());
        QCOMPARE(pixelsOf(folder, "out/a.png").width(), 32);
    }

    void neverReplacesAPhotograph() {
        const BatchFolder folder({"a.png"});
        const QByteArray before = folder.bytes("in/a.png");
        const CliResult result =
            runCli(QStringList{"batch", folder.path("in/a.png"), "-o", folder.in(), "--overwrite"} +
                   folder.denoise());
        QCOMPARE(result.status, 3);
        QVERIFY2(result.err.contains("would replace a photograph"), result.err.constData());
        QCOMPARE(folder.bytes("in/a.png"), before);
    }

    /// A folder of results below the photographs isn't searched.
    void resultsBelowThePhotographs() {
        const BatchFolder folder({"a.png"});
        const QStringList options = folder.denoise() + QStringList{folder.path("."), "--json", "--resume"};
        for (const char* expected : {"restored", "finished_before"}) {
            const CliResult result = folder.run(options);
            QVERIFY2(result.status == 0, qPrintable(result.describe()));
            QCOMPARE(QJsonDocument::fromJson(result.out).object()[expected].toInt(), 1);
            QCOMPARE(folder.files(), QStringList{"in/a.png"});
        }
    }

    /// A list and a pattern that name earlier results: each is refused with a sentence, and the others are
    /// restored.
    void resultsAreNoPhotographs() {
        const BatchFolder folder({"a.png", "b.png"});
        QCOMPARE(folder.run(folder.denoise() + QStringList{folder.path("in/a.png")}).status, 0);
        folder.write("list.txt", (folder.path("out/a.png") + "\n" + folder.path("in/b.png") + "\n").toUtf8());
        for (const QString& given : {"@" + folder.path("list.txt"), folder.path("out/*.png")}) {
            const CliResult result = folder.run(
                folder.denoise() + QStringList{given, "--resume", "--name", "{name}-2.{ext}", "--json"});
            QVERIFY2(result.status == 3, qPrintable(result.describe()));
            QVERIFY2((result.out + result.err).contains("it is a result of an earlier batch"),
                     result.out.constData());
            QVERIFY(!folder.files().contains("a-2.png"));
        }
        QVERIFY(folder.files().contains("b-2.png"));
    }

    void twoWithOneResult() {
        const BatchFolder folder({"a.jpg", "a.png", "b.png"});
        const CliResult result =
            folder.run(folder.denoise() + QStringList{folder.in(), "--name", "{name}.tif"});
        QCOMPARE(result.status, 3);
        QVERIFY2(result.err.contains("failed: a.png: its result would have the same name as that of"),
                 result.err.constData());
        QCOMPARE(folder.files(), QStringList({"a.tif", "b.tif"}));
    }

    void goesOnPastBadFiles() {
        const BatchFolder folder({"a.png", "z.png"});
        folder.write("in/bad, \"very\".jpg", "no JPEG");
        folder.write("in/empty.png", "");
        const CliResult result = folder.run(folder.denoise() + QStringList{folder.in(), "--json"});
        QCOMPARE(result.status, 3);
        const QJsonObject json = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(json["restored"].toInt(), 2);
        QCOMPARE(json["failed"].toArray().size(), 2);
        QCOMPARE(json["failed"][0]["code"].toString(), QString("input-file"));
        QCOMPARE(folder.files(), QStringList({"a.png", "z.png"}));
        QCOMPARE(folder.named("failed").size(), 2);
        const QList<QByteArray> table = folder.bytes("out/lacuna-batch.csv").split('\n');
        QCOMPARE(table.size(), 6);  // the header, four rows, and what follows the last line's end
        QVERIFY(table[0].startsWith("name,state,input,output,task,width,height,"));
        QVERIFY2(table[1].startsWith("a.png,restored,"), table[1].constData());
        QVERIFY2(table[2].startsWith("\"bad, \"\"very\"\".jpg\",failed,"), table[2].constData());
    }

    /// Its stages one after the other; what it says of files and machine isn't taken.
    void takesRecipes() {
        const BatchFolder folder({"a.png", "b.png"});
        folder.addMask("mask.png");
        Recipe recipe;
        recipe.photo = {folder.file("in/a.png"), "another file"};
        recipe.resultHash = "of another file";
        recipe.stages.resize(2);
        for (RecipeStage& stage : recipe.stages)
            stage.model.nameOrPath = "photo-fast";
        recipe.stages[0].operation.task = Task::Upscale;
        recipe.stages[0].solver = defaultSolver(Task::Upscale, 0.5);
        recipe.stages[1].operation.task = Task::Inpaint;
        recipe.stages[1].solver = defaultSolver(Task::Inpaint, 0.5);
        recipe.stages[1].mask = RecipeFile{folder.file("mask.png"), ""};
        for (RecipeStage& stage : recipe.stages)
            stage.solver.values.set("steps", 2);
        writeRecipe(folder.file("chain.json"), recipe);
        const QStringList common = {"batch",     folder.in(), "--recipe", folder.path("chain.json"),
                                    "--threads", "1"};
        CliResult result = runCli(common + QStringList{"-o", folder.out()});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(pixelsOf(folder, "out/b.png").width(), 64);

        // The same with a mask that is given, although the recipe's own is another.
        folder.addMask("masks/a.png");
        writeSpot(folder.file("masks/b.png"));
        result =
            runCli(common + QStringList{"-o", folder.path("other"), "--mask-from", folder.path("masks")});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QVERIFY(pixelsOf(folder, "other/a.png") == pixelsOf(folder, "out/a.png"));
        QVERIFY(pixelsOf(folder, "other/b.png") != pixelsOf(folder, "out/b.png"));
    }

    /// The parts together are the whole, and stay the same when photographs are added.
    void divides() {
        QStringList photos;
        for (int i = 0; i < 12; ++i)
            photos += QString("%1.png").arg(i, 2, 10, QLatin1Char('0'));
        const BatchFolder folder(photos);
        QStringList all;
        for (int i = 1; i <= 3; ++i) {
            const QString shard = QString::number(i);
            const CliResult result =
                folder.run(folder.denoise() + QStringList{folder.in(), "--shard", shard + "/3"});
            QVERIFY2(result.status == 0, qPrintable(result.describe()));
            const QStringList part = folder.named("done", "lacuna-batch-" + shard + "-of-3.jsonl");
            QVERIFY(part.size() > 0 && part.size() < 12);
            all += part;
        }
        all.sort();
        QCOMPARE(all, photos);
        // An undivided batch goes on with what they have done.
        folder.add("in/new.png");
        const CliResult result = folder.run(folder.denoise() + QStringList{folder.in(), "--resume"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(folder.named("done"), QStringList{"new.png"});
    }

    /// Names are bytes, and needn't be text.
    void takesAnyName() {
        const BatchFolder folder({"a.png"});
        const QByteArray odd = folder.in().toUtf8() + "/\xff\xfe,\n.png";
        QVERIFY(std::rename(folder.path("in/a.png").toUtf8(), odd) == 0);
        CliResult result = folder.run(folder.denoise() + QStringList{folder.in()});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QByteArray made = folder.out().toUtf8() + "/\xff\xfe,\n.png";
        QVERIFY(::access(made.constData(), R_OK) == 0);
        result = folder.run(folder.denoise() + QStringList{folder.in(), "--resume", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        QCOMPARE(QJsonDocument::fromJson(result.out).object()["finished_before"].toInt(), 1);
        ::unlink(odd.constData());  // Qt can't
        ::unlink(made.constData());
    }

    /// What every photograph would meet stops the batch at once.
    void stopsWhereAllWouldFail_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("status");
        QTest::addRow("no such model") << QStringList{"--model", "nobody"} << 4;
        QTest::addRow("a tile too small") << QStringList{"--tile", "16"} << 2;
    }
    void stopsWhereAllWouldFail() {
        QFETCH(QStringList, options);
        QFETCH(int, status);
        const BatchFolder folder({"a.png", "b.png"});
        const CliResult result =
            runCli(QStringList{"batch", folder.in(), "-o", folder.out()} + folder.denoise() + options);
        QVERIFY2(result.status == status, qPrintable(result.describe()));
        QVERIFY2(!result.err.contains("failed: b.png"), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliBatch)
#include "test_cli_batch.moc"
