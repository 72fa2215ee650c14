// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/models/tensor_import.h"
#include "random_unet.h"
#include "tests/core/checkpoints/header_only.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <deque>
#include <fstream>
#include <functional>
#include <malloc.h>
#include <span>
#include <string>
#include <thread>

using namespace lacuna;
using namespace lacuna::test;

using Change = std::function<void(TensorMap&, Metadata&)>;
Q_DECLARE_METATYPE(Change)

namespace {

/// Of this process, in RAM.
std::size_t anonymousBytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8)) << 10;
    }
    return 0;
}

class TestLoadDenoiser : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void brokenModels_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, ErrorCode code, const char* text, const Change& change) {
            QTest::newRow(name) << change << static_cast<int>(code) << QString(text);
        };
        const auto file = ErrorCode::ModelFile;
        const auto unsupported = ErrorCode::ModelUnsupported;
        row("missing tensor", file, "\"down.1.0.a.weight\" is missing",
            [](TensorMap& weights, Metadata&) { weights.erase("down.1.0.a.weight"); });
        row("no tensors at all", file, "is missing", [](TensorMap& weights, Metadata&) { weights.clear(); });
        row("left-over tensor", file, "\"down.0.1.a.weight\" has no place",
            [](TensorMap& weights, Metadata&) {
                weights["down.0.1.a.weight"] = randomTensor({6, 6, 3, 3}, 1);
            });
        row("wrong shape", file, "\"out.weight\" has shape (12, 6, 3, 2) instead of (12, 6, 3, 3)",
            [](TensorMap& weights, Metadata&) {
                weights["out.weight"] = randomTensor({12, 6, 3, 2}, 1);
            });
        row("wrong rank", file, "\"f\" has shape (5, 1)", [](TensorMap& weights, Metadata&) {
            weights["f"] = randomTensor({5, 1}, 1);
        });
        row("NaN", file, "\"us.0.bias\" has values that are not finite",
            [](TensorMap& weights, Metadata&) { weights["us.0.bias"][3] = std::nan(""); });
        row("infinity", file, "\"inp.weight\" has values that are not finite",
            [](TensorMap& weights, Metadata&) { weights["inp.weight"][0][1][2][2] = HUGE_VAL; });
        row("another family", unsupported, "\"resnet\" is not known",
            [](TensorMap&, Metadata& metadata) { metadata["lacuna.family"] = "resnet"; });
        row("no family", unsupported, "lacuna.family",
            [](TensorMap&, Metadata& metadata) { metadata.erase("lacuna.family"); });
        row("no configuration", file, "not a JSON object",
            [](TensorMap&, Metadata& metadata) { metadata.erase("lacuna.config"); });
        const auto config = [&](const char* name, const char* text, const char* reason) {
            row(name, file, reason,
                [text](TensorMap&, Metadata& metadata) { metadata["lacuna.config"] = text; });
        };
        config("configuration is a list", "[]", "not a JSON object");
        config("configuration is cut", "{\"channels\": [6", "not a JSON object");
        config("no channels", "{}", "\"channels\"");
        config("empty channels", R"({"channels": []})", "\"channels\"");
        config("nine levels", R"({"channels": [1,1,1,1,1,1,1,1,1]})", "\"channels\"");
        config("zero channels", R"({"channels": [0]})", "\"channels\"");
        config("negative channels", R"({"channels": [-6]})", "\"channels\"");
        config("fractional channels", R"({"channels": [6.5]})", "\"channels\"");
        config("huge channels", R"({"channels": [18446744073709551615]})", "\"channels\"");
        config("no blocks", R"({"channels": [6, 10, 7]})", "\"blocks_per_level\"");
        config("blocks of too few levels", R"({"channels": [6, 10, 7], "blocks_per_level": [1, 1]})",
               "\"blocks_per_level\"");
        config("a level without blocks", R"({"channels": [6, 10, 7], "blocks_per_level": [1, 0, 1]})",
               "\"blocks_per_level\"");
        config("unshuffle as text",
               R"({"channels":[6],"blocks_per_level":1,"embedding":9,"fourier":5,"pixel_unshuffle":"2"})",
               "\"pixel_unshuffle\"");
        config(
            "grey",
            R"({"channels":[6],"blocks_per_level":1,"embedding":9,"fourier":5,"pixel_unshuffle":2,"in_channels":1})",
            "\"in_channels\"");
    }
    void brokenModels() {
        QFETCH(Change, change);
        QFETCH(int, code);
        QFETCH(QString, text);
        TensorMap weights = randomWeights(smallConfig());
        Metadata metadata = metadataOf(smallConfig());
        change(weights, metadata);
        const std::string path = save(weights, metadata);
        try {
            loadDenoiser(path);
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            QCOMPARE(error.subject(), path);
            QVERIFY2(QString::fromStdString(error.detail()).contains(text), error.what());
            return;
        }
        QFAIL("it was loaded");
    }

    /// Names, numbers and instructions of a file changed byte by byte: an error that says so, or a network.
    void damagedNetworks_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"edm_skip.pkl", "edm_ncsnpp_ve.pkl", "adm_updown.pt", "drunet_gray.pth"})
            QTest::newRow(name) << name;
    }
    void damagedNetworks() {
        QFETCH(QString, name);
        QFile file(LACUNA_TEST_DATA "/parity/" + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        const QString path = mFolder.filePath(name);
        QFile::copy(LACUNA_TEST_DATA "/parity/" + name + ".json", path + ".json");
        QRandomGenerator random(1);
        int refused = 0;
        for (int i = 0; i < 120; ++i) {
            qsizetype at = 1;
            do {  // among the text of the file rather than in its tensors
                at = random.bounded(int(good.size()) - 2) + 1;
            } while (!QChar::isLetter(uchar(good[at - 1])) || !QChar::isLetterOrNumber(uchar(good[at + 1])));
            QByteArray bad = good;
            bad[at] = static_cast<char>(random.bounded(256));
            QFile changed(path);
            QVERIFY(changed.open(QIODevice::WriteOnly));
            changed.write(bad);
            changed.close();
            try {
                loadDenoiser(path.toStdString());
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY2(refused > 0, "no change was noticed");
    }

    /// A network of EDM's in which something resamples where nothing does would grow with every such part.
    void partsThatGrow() {
        QByteArray bytes = parityFile("edm_skip.pkl");
        const qsizetype at = bytes.indexOf("16x16_aux_up");
        QVERIFY(at > 0);
        bytes.replace(at, 12, "16x16_main_u");
        try {
            loadDenoiser(written("growing.pkl", bytes));
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("16x16_main_u\" changes the picture's size"),
                     error.what());
        }
    }

    /// A state dictionary of EDM's tells the same network as the pickle, once it is said what it was wrapped
    /// in.
    void edmStateDictionaries_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("sidecar");
        QTest::addColumn<bool>("isBare");  ///< the network alone
        const auto row = [](const char* name, const char* sidecar, bool isBare) {
            QTest::addRow("%s%s", name, isBare ? ", alone" : "") << name << QByteArray(sidecar) << isBare;
        };
        row("edm_ddpmpp_vp.pkl", R"({"preconditioning": "vp"})", false);
        row("edm_ncsnpp_ve.pkl", R"({"preconditioning": "ve"})", false);
        row("edm_skip.pkl", R"({"preconditioning": "edm"})", false);
        row("edm_skip.pkl", R"({"preconditioning": "edm", "sigma_min": 0.002})", true);
        row("edm_adm.pkl", R"({"preconditioning": "edm"})", true);
        row("edm_unlabelled.pkl", R"({"preconditioning": "edm"})", false);
        row("edm_iddpm.pkl", R"({"preconditioning": "iddpm", "M": 120})", false);
        row("edm_skip.pkl", "", false);
    }
    void edmStateDictionaries() {
        QFETCH(QString, name);
        QFETCH(QByteArray, sidecar);
        QFETCH(bool, isBare);
        const std::string pickled = (LACUNA_TEST_DATA "/parity/" + name).toStdString();
        const auto checkpoint = Checkpoint::open(pickled);
        std::vector<std::pair<std::string, TensorView>> views;
        std::deque<at::Tensor> kept;
        for (const auto& [tensor, view] : checkpoint.tensors()) {
            kept.push_back(importTensor(checkpoint.tensors(), tensor, view.shape, pickled));
            const auto bytes = std::as_bytes(
                std::span(kept.back().data_ptr<float>(), static_cast<std::size_t>(kept.back().numel())));
            views.push_back(
                {isBare ? tensor.substr(tensor.find('.') + 1) : tensor, {DType::F32, view.shape, bytes}});
        }
        const std::string path = mFolder.filePath("state.safetensors").toStdString();
        writeSafetensors(path, views, {});
        QFile::remove(QString::fromStdString(path) + ".json");
        if (!sidecar.isEmpty()) written("state.safetensors.json", sidecar);
        try {
            const auto denoiser = loadDenoiser(path);
            const auto expected = loadDenoiser(pickled);
            QVERIFY(!sidecar.isEmpty());
            QCOMPARE(denoiser->preferredSize(), expected->preferredSize());
            QVERIFY(std::abs(denoiser->sigmaMin() / expected->sigmaMin() - 1) < 1e-6);
            QVERIFY(std::abs(denoiser->sigmaMax() / expected->sigmaMax() - 1) < 1e-6);
            const at::Tensor x = randomTensor({1, 3, 16, 16}, 1);
            QCOMPARE(difference(denoiser->denoise(x, 0.5), expected->denoise(x, 0.5)), 0.0);
        } catch (const Error& error) {
            QVERIFY2(sidecar.isEmpty() && QString(error.what()).contains("\"preconditioning\": \"edm\""),
                     error.what());
        }
    }

    /// Two taps needn't be the mean of two pixels.
    void filtersOfTwoTaps() {
        const QByteArray bytes = parityFile("edm_ddpmpp_vp.pkl");
        const QByteArray box = QByteArray::fromHex("0034003400340034");    // float16, four times 1/4
        const QByteArray other = QByteArray::fromHex("1c2f1c331c331c37");  // 1/9, 2/9, 2/9, 4/9
        QByteArray changed = bytes;
        QVERIFY(changed.contains(box));
        changed.replace(box, other);
        const at::Tensor x = randomTensor({1, 3, 16, 16}, 1);
        const at::Tensor a = loadDenoiser(written("box.pkl", bytes))->denoise(x, 0.5);
        const at::Tensor b = loadDenoiser(written("taps.pkl", changed))->denoise(x, 0.5);
        QVERIFY((a - b).abs().max().item<double>() > 1e-3);
    }

    void integerTensor() {
        const TensorMap weights = randomWeights(smallConfig());
        std::vector<std::pair<std::string, TensorView>> views;
        std::vector<std::byte> zeros(std::size_t{1} << 20);
        for (const auto& [name, tensor] : weights) {
            const auto bytes = static_cast<std::size_t>(tensor.numel()) * 4;
            views.push_back(
                {name, {name == "f" ? DType::I32 : DType::F32, tensor.sizes().vec(), {zeros.data(), bytes}}});
        }
        const std::string path = mFolder.filePath("integer.safetensors").toStdString();
        writeSafetensors(path, views, metadataOf(smallConfig()));
        try {
            loadDenoiser(path);
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("\"f\" holds I32"), error.what());
        }
    }

    void missingDevices_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("no such kind") << "abacus";
        QTest::newRow("empty") << "";
        QTest::newRow("CUDA number 99") << "cuda:99";
    }
    void missingDevices() {
        QFETCH(QString, device);
        const std::string path = save(randomWeights(smallConfig()), metadataOf(smallConfig()));
        try {
            loadDenoiser(path, {device.toStdString()});
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::DeviceUnavailable, error.what());
            QCOMPARE(error.subject(), device.toStdString());
        }
    }

    void soundModel() {
        const auto denoiser = loadDenoiser(save(randomWeights(smallConfig()), metadataOf(smallConfig())));
        QCOMPARE(denoiser->stride(), 8);
        const at::Tensor D = denoiser->denoise(randomTensor({1, 3, 16, 24}, 1), 0.5);
        QVERIFY(D.isfinite().all().item<bool>());
        QVERIFY(!bfloat16IsFast("cuda:0") || bfloat16IsFast("cuda"));
    }

    /// The anonymous memory that loading takes at its peak is at most 1.15 times the parameters': the file is
    /// mapped, and no more than one tensor exists twice.
    void loadingTakesLittleMoreThanTheParameters_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("float32") << static_cast<int>(DType::F32);
        QTest::newRow("float16") << static_cast<int>(DType::F16);
    }
    void loadingTakesLittleMoreThanTheParameters() {
        QFETCH(int, type);
        const std::string published = LACUNA_TEST_DATA "/published/ddpm-cifar10-32";
        std::ifstream list(published + ".txt");
        TensorViews tensors = headerOf(list);
        std::vector<std::byte> zeros(std::size_t{16} << 20);
        std::vector<std::pair<std::string, TensorView>> views;
        std::size_t parameters = 0;
        for (auto& [name, view] : tensors) {
            std::size_t numbers = 1;
            for (const std::int64_t side : view.shape)
                numbers *= static_cast<std::size_t>(side);
            parameters += numbers;
            view.dtype = static_cast<DType>(type);
            const std::size_t bytes = numbers * (view.dtype == DType::F32 ? 4 : 2);
            QVERIFY(bytes <= zeros.size());
            view.bytes = std::span(zeros.data(), bytes);
            views.emplace_back(name, view);
        }
        QCOMPARE(parameters, std::size_t{35746307});
        const QDir folder(mFolder.filePath(QStringLiteral("cifar")));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        writeSafetensors(folder.filePath("diffusion_pytorch_model.safetensors").toStdString(), views, {});
        QFile::copy(QString::fromStdString(published + ".config.json"), folder.filePath("config.json"));
        std::ofstream(folder.filePath("scheduler_config.json").toStdString())
            << R"({"_class_name": "DDPMScheduler", "beta_schedule": "linear", "beta_start": 0.0001,
                   "beta_end": 0.02, "num_train_timesteps": 1000, "prediction_type": "epsilon"})";

        ::malloc_trim(0);
        const std::size_t before = anonymousBytes();
        std::atomic<std::size_t> peak = 0;
        std::jthread watcher([&peak](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                peak = std::max(peak.load(), anonymousBytes());
                std::this_thread::sleep_for(std::chrono::microseconds(100));
            }
        });
        const auto denoiser = loadDenoiser(folder.path().toStdString());
        watcher.request_stop();
        watcher.join();
        QCOMPARE(denoiser->preferredSize(), 32);
        const double ratio = static_cast<double>(std::max(peak.load(), anonymousBytes()) - before) /
                             (4 * static_cast<double>(parameters));
        qInfo("peak %.3f of the parameters", ratio);
        QVERIFY2(ratio > 0.95, "the parameters were not loaded, or nothing was measured");
        QVERIFY2(ratio <= 1.15, qPrintable(QString::number(ratio)));
    }

  private:
    static QByteArray parityFile(const char* name) {
        QFile file(QString(LACUNA_TEST_DATA "/parity/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::string written(const char* name, const QByteArray& bytes) {
        QFile file(mFolder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
        return file.fileName().toStdString();
    }
    std::string save(const TensorMap& weights, const Metadata& metadata) {
        const std::string path = mFolder.filePath("model.safetensors").toStdString();
        saveWeights(path, weights, metadata);
        return path;
    }

    QTemporaryDir mFolder;
};

}  // namespace

QTEST_GUILESS_MAIN(TestLoadDenoiser)
#include "test_load_denoiser.moc"
