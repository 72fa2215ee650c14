// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/npy.h"
#include "core/checkpoints/safetensors.h"
#include "core/io/image_io.h"
#include "tests/cli/cli_runner.h"
#include "tests/core/checkpoints/header_only.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>

using namespace lacuna;
using test::CliResult, test::runCli, test::Scratch;

namespace {

const QString kModel = LACUNA_SOURCE_DIR "/models/photo-v1.safetensors";
const QString kReference = LACUNA_TEST_DATA "/photo-v1/";

using Tensors = std::vector<std::pair<std::string, TensorView>>;

/// Writes photo-v1 with its tensors changed.
void writeChanged(const std::filesystem::path& path, const std::function<void(Tensors&)>& change) {
    const SafetensorsFile sound = SafetensorsFile::open(kModel.toStdString());
    Tensors tensors(sound.tensors().begin(), sound.tensors().end());
    change(tensors);
    writeSafetensors(path, tensors, sound.metadata());
}

TensorView& named(Tensors& tensors, const std::string& name) {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.first == name; });
    if (found == tensors.end()) throw std::runtime_error("no tensor " + name);
    return found->second;
}

/// Breaks a copy of the model in the way the row says.
void writeBroken(const Scratch& scratch, const QString& file, const QString& kind) {
    if (kind == "tensor missing") {
        writeChanged(scratch.file(file), [](Tensors& tensors) {
            std::erase_if(tensors, [](const auto& t) { return t.first == "out.weight"; });
        });
    } else if (kind == "wrong shape") {
        writeChanged(scratch.file(file), [](Tensors& tensors) {
            auto& shape = named(tensors, "out.weight").shape;
            std::swap(shape[0], shape[1]);
        });
    } else if (kind == "NaN weights") {
        static const std::array<std::byte, 2> nan = {std::byte{0x00}, std::byte{0x7e}};  // float16
        std::vector<std::byte> bytes;
        writeChanged(scratch.file(file), [&bytes](Tensors& tensors) {
            TensorView& weights = named(tensors, "out.weight");
            bytes.assign(weights.bytes.begin(), weights.bytes.end());
            std::copy(nan.begin(), nan.end(), bytes.begin() + 10);
            weights.bytes = bytes;
        });
    } else {
        QFile sound(kModel);
        if (!sound.open(QIODevice::ReadOnly)) throw std::runtime_error("no model");
        QByteArray bytes = sound.readAll();
        if (kind == "header too long") bytes.replace(0, 8, QByteArray(7, '\xff') + '\x7f');
        if (kind == "header too short") bytes.replace(0, 8, QByteArray("\x10\0\0\0\0\0\0\0", 8));
        if (kind == "truncated") bytes.truncate(bytes.size() / 2);
        if (kind == "0 bytes") bytes.clear();
        if (kind == "a picture") bytes = scratch.bytes("in.png");
        scratch.write(file, bytes);
    }
}

}  // namespace

class TestCliModels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// What the official code computed from the same file (tests/data/parity), class and all.
    void evaluatesPublishedModels() {
        const QString folder = LACUNA_TEST_DATA "/parity/";
        const QTemporaryDir scratch;
        const QString out = scratch.filePath("D.npy");
        const QStringList arguments{"models",
                                    "evaluate",
                                    folder + "adm_classes.pt",
                                    "--input",
                                    folder + "adm_classes/x_12.5.npy",
                                    "--sigma",
                                    "12.5",
                                    "-o",
                                    out};
        const CliResult lacking = runCli(arguments);
        QCOMPARE(lacking.status, 2);
        QVERIFY2(lacking.err.contains("from 0 to 6"), qPrintable(lacking.describe()));
        const CliResult result = runCli(arguments + QStringList{"--class", "5"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const std::vector<float> D = readNpy(out.toStdString()).values;
        const std::vector<float> expected = readNpy((folder + "adm_classes/D_12.5.npy").toStdString()).values;
        QCOMPARE(D.size(), expected.size());
        double error = 0;
        double length = 0;
        for (std::size_t i = 0; i < D.size(); ++i) {
            error += std::pow(double(D[i]) - double(expected[i]), 2);
            length += std::pow(double(expected[i]), 2);
        }
        QVERIFY2(error < 1e-8 * length, qPrintable(QString::number(std::sqrt(error / length))));
    }

    void programsAreRunOnlyWhenTrusted() {
        const QString folder = LACUNA_TEST_DATA "/parity/";
        const QTemporaryDir scratch;
        const QStringList arguments{
            "models", "evaluate", folder + "script.pt",     "--input", folder + "script/x_0.5.npy", "--sigma",
            "0.5",    "-o",       scratch.filePath("D.npy")};
        const CliResult refused = runCli(arguments);
        QCOMPARE(refused.status, 4);
        QVERIFY2(refused.err.contains("--trust-program"), qPrintable(refused.describe()));
        const CliResult run = runCli(arguments + QStringList{"--trust-program"});
        QVERIFY2(run.status == 0, qPrintable(run.describe()));
    }

    void inspectsWithoutLoading() {
        const CliResult result =
            runCli({"models", "inspect", LACUNA_TEST_DATA "/parity/edm_skip.pkl", "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject model = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(model["family"].toString(), QString("edm"));
        QCOMPARE(model["classes"].toInt(), 5);
        QCOMPARE(model["image_size"].toInt(), 16);
        QCOMPARE(model["sigma_max"].toDouble(), 80.0);
        const CliResult optimizer =
            runCli({"models", "inspect", LACUNA_TEST_DATA "/checkpoints/optimizer.pt"});
        QCOMPARE(optimizer.status, 4);
        QVERIFY(optimizer.err.contains("this is an optimizer state, not a model"));
    }

    /// Settings that are taken from a published network are said to be.
    void saysWhatIsAssumed() {
        const Scratch scratch;
        std::ifstream lines(LACUNA_TEST_DATA "/published/ffhq_10m.txt");
        test::writeZeros(scratch.file("mine.safetensors"), test::headerOf(lines));
        const CliResult result = runCli({"models", "inspect", scratch.path("mine.safetensors"), "--json"});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject assumed = QJsonDocument::fromJson(result.out).object()["assumed"].toObject();
        QCOMPARE(assumed["from"].toString(), QString("ffhq_10m"));
        QCOMPARE(assumed["by"].toString(), QString("shape"));
        QCOMPARE(assumed["settings"].toObject()["num_head_channels"].toInt(), 64);
        const CliResult text = runCli({"models", "inspect", scratch.path("mine.safetensors")});
        QVERIFY2(text.out.contains("mine.safetensors.json"), qPrintable(text.describe()));
        scratch.write("mine.safetensors.json",
                      R"({"num_heads": 4, "use_new_attention_order": true, "noise_schedule": "cosine",
                          "image_size": 64})");
        const CliResult stated = runCli({"models", "inspect", scratch.path("mine.safetensors"), "--json"});
        QVERIFY(QJsonDocument::fromJson(stated.out).object()["assumed"].isNull());
    }

    void knowsWhatIsToBeHad() {
        const QJsonObject json = QJsonDocument::fromJson(runCli({"models", "--json"}).out).object();
        const QJsonArray available = json["available"].toArray();
        QVERIFY(available.size() >= 20);
        for (const QJsonValue& model : available) {
            QVERIFY(!model["file"].toString().isEmpty());
            QVERIFY(model["source"].toString().startsWith("https://"));
            QVERIFY(!model["family"].toString().isEmpty());
        }
    }

    void lists_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addRow("models") << QStringList{"models", "--json"};
        QTest::addRow("models list") << QStringList{"models", "list", "--json"};
    }
    void lists() {
        QFETCH(QStringList, arguments);
        const CliResult result = runCli(arguments);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonObject json = QJsonDocument::fromJson(result.out).object();
        QJsonObject photo;
        for (const QJsonValue& model : json["models"].toArray()) {
            if (model["name"].toString() == "photo-v1") photo = model.toObject();
        }
        QFile file(kModel);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(photo["bytes"].toInteger(), file.size());
        const QByteArray hash = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
        QCOMPARE(photo["sha256"].toString().toUtf8(), hash);
        QVERIFY(photo.contains("source"));
        QVERIFY(photo["state"] == "bundled" || photo["state"] == "installed");
        QCOMPARE(json["available"].toArray().first()["state"].toString(), QString("available"));
        QVERIFY(!photo["family"].toString().isEmpty());
        QVERIFY(!photo["licence"].toString().isEmpty());
        QVERIFY(QFile::exists(photo["path"].toString()));
        QVERIFY(photo["problem"].isNull());
        QVERIFY(!json["folders"].toArray().isEmpty());

        arguments.removeAll("--json");
        const CliResult text = runCli(arguments);
        QCOMPARE(text.status, 0);
        QVERIFY2(text.out.contains("photo-v1") && text.out.contains(hash) && text.out.contains("licence"),
                 text.out.constData());
    }

    /// D(x; σ) is that of the reference outputs, to 1e-5 of its range.
    void evaluates_data() {
        QTest::addColumn<QString>("sigma");
        for (const char* sigma : {"0.02", "0.3", "4.0"})
            QTest::addRow("%s", sigma) << QString(sigma);
    }
    void evaluates() {
        QFETCH(QString, sigma);
        const Scratch scratch;
        const CliResult result =
            runCli({"models", "evaluate", "photo-v1", "--input", kReference + "x_48x80.npy", "--sigma", sigma,
                    "-o", scratch.path("d.npy")});
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        compare(readNpy(scratch.file("d.npy")), reference("d_48x80_sigma" + sigma + ".npy"));
    }

    /// One picture at several levels, and several pictures, each at its own.
    void evaluatesAtSeveralLevels() {
        const Scratch scratch;
        const auto evaluate = [&](const QString& input, const QString& sigmas) {
            return runCli({"models", "evaluate", kModel, "--input", input, "--sigma", sigmas, "-o",
                           scratch.path("d.npy")});
        };
        const QString pictures = kReference + "x_64x64.npy";
        const NpyArray first = picture(readNpy(pictures.toStdString()), 0);
        writeNpy(scratch.file("x.npy"), first.shape, first.values);
        QCOMPARE(evaluate(scratch.path("x.npy"), "0.02,0.3,4.0").status, 0);
        const NpyArray levels = readNpy(scratch.file("d.npy"));
        QCOMPARE(levels.shape, (std::vector<std::int64_t>{3, 3, 64, 64}));
        compare(picture(levels, 0), picture(reference("d_64x64_sigma0.02.npy"), 0));
        compare(picture(levels, 1), picture(reference("d_64x64_sigma0.3.npy"), 0));
        compare(picture(levels, 2), picture(reference("d_64x64_sigma4.0.npy"), 0));

        QCOMPARE(evaluate(pictures, "0.3,4.0").status, 0);
        const NpyArray pair = readNpy(scratch.file("d.npy"));
        QCOMPARE(pair.shape, (std::vector<std::int64_t>{2, 3, 64, 64}));
        compare(picture(pair, 0), picture(reference("d_64x64_sigma0.3.npy"), 0));
        compare(picture(pair, 1), picture(reference("d_64x64_sigma4.0.npy"), 1));

        const CliResult mismatch = evaluate(pictures, "1,2,3");
        QVERIFY2(mismatch.status == 2, qPrintable(mismatch.describe()));
        QVERIFY(mismatch.err.contains("--sigma"));
    }

    void refusesWhatIsNotFinite_data() {
        QTest::addColumn<QString>("sigma");
        QTest::addColumn<float>("value");
        QTest::addColumn<int>("status");
        QTest::addRow("sigma nan") << "nan" << 0.5F << 2;
        QTest::addRow("sigma inf") << "inf" << 0.5F << 2;
        QTest::addRow("sigma too large") << "1e400" << 0.5F << 2;
        QTest::addRow("one sigma of two") << "1,inf" << 0.5F << 2;
        QTest::addRow("input nan") << "1" << NAN << 3;
        QTest::addRow("input inf") << "1" << HUGE_VALF << 3;
    }
    void refusesWhatIsNotFinite() {
        QFETCH(QString, sigma);
        QFETCH(float, value);
        QFETCH(int, status);
        const Scratch scratch;
        std::vector<float> values(3 * 8 * 8, 0.5F);
        values[5] = value;
        writeNpy(scratch.file("x.npy"), {1, 3, 8, 8}, values);
        const CliResult result = runCli({"models", "evaluate", "photo-v1", "--input", scratch.path("x.npy"),
                                         "--sigma", sigma, "-o", scratch.path("d.npy")});
        QVERIFY2(result.status == status, qPrintable(result.describe()));
        QVERIFY2(result.err.contains("finite"), result.err.constData());
        QVERIFY(!QFile::exists(scratch.path("d.npy")));
    }

    void saysWhichNoiseIsUnknown() {
        const Scratch scratch;
        writeNpy(scratch.file("x.npy"), {1, 3, 8, 8}, std::vector<float>(3 * 8 * 8, 0.5F));
        const auto evaluate = [&](const char* sigmas) {
            return runCli({"models", "evaluate", LACUNA_TEST_DATA "/parity/drunet_color.pth", "--input",
                           scratch.path("x.npy"), "--sigma", sigmas, "-o", scratch.path("d.npy")});
        };
        const CliResult known = evaluate("0.0020,0.3921");
        QVERIFY2(known.status == 0 && known.err.isEmpty(), qPrintable(known.describe()));
        const CliResult unknown = evaluate("0.3,2");
        QVERIFY2(unknown.status == 0 && unknown.err.count('\n') == 1, qPrintable(unknown.describe()));
        QVERIFY2(unknown.err.contains("sigma 2 is outside"), qPrintable(unknown.describe()));
    }

    /// What a file says is shown without what would change the terminal.
    void showsNoControlCharacters() {
        const Scratch scratch;
        const std::vector<std::byte> bytes(8);
        writeSafetensors(scratch.file("a\x1b[31m\nb.safetensors"), {{"n\x1b\nm", {DType::F32, {2}, bytes}}},
                         {{"lacuna.family", "x\x1b[31m"}});
        const CliResult result = runCli({"models", "inspect", scratch.path("a\x1b[31m\nb.safetensors")});
        QCOMPARE(result.status, 4);
        QVERIFY2(!result.err.contains('\x1b') && result.err.count('\n') == 1, qPrintable(result.describe()));
    }

    void refusesToEvaluate_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("named");
        QTest::addRow("another shape") << "shape" << 3 << QByteArray("(N, 3, H, W)");
        QTest::addRow("no array") << "junk" << 3 << QByteArray("x.npy");
        QTest::addRow("missing array") << "missing" << 3 << QByteArray("x.npy");
        QTest::addRow("no folder") << "folder" << 3 << QByteArray("nowhere");
        QTest::addRow("unknown model") << "model" << 4 << QByteArray("photo-v0");
    }
    void refusesToEvaluate() {
        QFETCH(QString, what);
        QFETCH(int, status);
        QFETCH(QByteArray, named);
        const Scratch scratch;
        const std::vector<float> values(12, 0.5F);
        const bool shape = what == "shape";
        if (what != "missing") {
            writeNpy(scratch.file("x.npy"), {1, shape ? 4 : 3, 2, shape ? 1 : 2},
                     std::span(values).first(shape ? 8 : 12));
        }
        if (what == "junk") scratch.write("x.npy", "no array");
        const CliResult result = runCli({"models", "evaluate", what == "model" ? "photo-v0" : "photo-v1",
                                         "--input", scratch.path("x.npy"), "--sigma", "1", "-o",
                                         scratch.path(what == "folder" ? "nowhere/d.npy" : "d.npy")});
        QVERIFY2(result.status == status, qPrintable(result.describe()));
        QVERIFY2(result.err.contains(named), result.err.constData());
        QVERIFY(!QFile::exists(scratch.path("d.npy")));
    }

    /// Three pictures on a sheet of two by two, white between them and where the fourth would be.
    void samples() {
        const Scratch scratch;
        const auto sample = [&](const QString& out, const QStringList& options) {
            const CliResult result = runCli(QStringList{"models", "sample", "photo-v1", "-o",
                                                        scratch.path(out), "--size", "32", "--steps", "2"} +
                                            options);
            QVERIFY2(result.status == 0, qPrintable(result.describe()));
        };
        sample("sheet.png", {"--count", "3", "--seed", "5"});
        sample("again.png", {"--count", "3", "--seed", "5"});
        sample("last.png", {"--count", "1", "--seed", "7"});
        QCOMPARE(scratch.bytes("again.png"), scratch.bytes("sheet.png"));
        const ImageBuffer sheet = readPhotograph(scratch.file("sheet.png")).pixels;
        QCOMPARE(sheet.width(), 66);
        QCOMPARE(sheet.height(), 66);
        const ImageBuffer third = sheet.cropped(0, 34, 32, 32);
        QVERIFY(third == readPhotograph(scratch.file("last.png")).pixels);
        QVERIFY(third != sheet.cropped(0, 0, 32, 32));
        for (const auto& [x, y] : {std::pair{33, 10}, {10, 33}, {50, 50}})
            for (int c = 0; c < 3; ++c)
                QCOMPARE(sheet.sample(x, y, c), 255);
    }

    void reportsABrokenModel_data() {
        QTest::addColumn<QByteArray>("cause");
        QTest::addRow("header too long") << QByteArray("header");
        QTest::addRow("header too short") << QByteArray("header");
        QTest::addRow("truncated") << QByteArray();
        QTest::addRow("0 bytes") << QByteArray();
        QTest::addRow("a picture") << QByteArray();
        QTest::addRow("tensor missing") << QByteArray("\"out.weight\" is missing");
        QTest::addRow("wrong shape") << QByteArray("\"out.weight\" has shape");
        QTest::addRow("NaN weights") << QByteArray("\"out.weight\" has values that are not finite");
        QTest::addRow("no such file") << QByteArray();
    }
    void reportsABrokenModel() {
        QFETCH(QByteArray, cause);
        const QString kind = QTest::currentDataTag();
        const Scratch scratch;
        const QString in = scratch.photo("in.png", 32, 32);
        const QString model = scratch.path("broken.safetensors");
        if (kind != "no such file") writeBroken(scratch, "broken.safetensors", kind);
        const QStringList before = scratch.names();
        const CliResult result = runCli({"restore", in, "-o", scratch.path("out.png"), "--task", "denoise",
                                         "--noise", "10", "--steps", "1", "--quiet", "--model", model});
        QVERIFY2(result.status == 4, qPrintable(result.describe()));
        QVERIFY2(result.err.contains(model.toUtf8()), result.err.constData());
        QVERIFY2(result.err.contains(cause), result.err.constData());
        QCOMPARE(scratch.names(), before);
    }

    /// A broken file in a models' folder is listed with its problem and doesn't hide the others.
    void listsABrokenModel() {
        const Scratch scratch;
        writeBroken(scratch, "broken.safetensors", "truncated");
        QProcess process;
        test::setUpCli(process, {"models", "--json"});
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LACUNA_MODEL_PATH",
                           scratch.path("") + ":" + environment.value("LACUNA_MODEL_PATH"));
        process.setProcessEnvironment(environment);
        process.start();
        const CliResult result = test::finished(process);
        QVERIFY2(result.status == 0, qPrintable(result.describe()));
        const QJsonArray models = QJsonDocument::fromJson(result.out).object()["models"].toArray();
        QCOMPARE(std::count_if(models.begin(), models.end(),
                               [](const QJsonValue& model) { return !model["problem"].isNull(); }),
                 1);
        QVERIFY(models.size() >= 2);
    }

  private:
    static NpyArray reference(const QString& name) { return readNpy((kReference + name).toStdString()); }
    static NpyArray picture(const NpyArray& all, int index) {
        const std::vector<float> values = all.values;
        const auto size = static_cast<std::ptrdiff_t>(values.size()) / all.shape[0];
        const auto begin = values.begin() + index * size;
        return {{1, all.shape[1], all.shape[2], all.shape[3]}, std::vector<float>(begin, begin + size)};
    }
    static void compare(const NpyArray& actual, const NpyArray& expected) {
        QCOMPARE(actual.shape, expected.shape);
        const std::vector<float> a = actual.values;
        const std::vector<float> b = expected.values;
        float worst = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            worst = std::max(worst, std::abs(a[i] - b[i]));
        QVERIFY2(worst < 2e-5F, qPrintable(QString::number(worst)));
    }
};

QTEST_GUILESS_MAIN(TestCliModels)
#include "test_cli_models.moc"
