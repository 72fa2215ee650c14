// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/discrete_schedule.h"
#include "core/base/error.h"
#include "core/checkpoints/adm_config.h"
#include "core/checkpoints/diffusers_config.h"
#include "core/checkpoints/edm_config.h"
#include "core/checkpoints/model_description.h"
#include "core/checkpoints/safetensors.h"
#include "header_only.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <cmath>
#include <fstream>
#include <iterator>

using namespace lacuna;
using namespace lacuna::test;

namespace {

const std::string kFolder = LACUNA_TEST_DATA "/published/";
constexpr const char* kScheduler =
    R"({"_class_name": "DDPMScheduler", "beta_end": 0.02, "beta_schedule": "linear", "beta_start": 0.0001,
        "clip_sample": true, "num_train_timesteps": 1000, "trained_betas": null})";

std::string textOf(const std::string& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Checkpoint published(const std::string& name, const std::string& sidecar = "") {
    std::ifstream lines(kFolder + name + ".txt");
    const std::string config = textOf(kFolder + name + ".config.json");
    return Checkpoint::ofHeader(name + ".pt", headerOf(lines),
                                {config, config.empty() ? "" : kScheduler, sidecar});
}

/// The same network with another scheduler; nothing of its own in front of the tensors' names.
Checkpoint scheduled(const std::string& scheduler) {
    return Checkpoint::ofHeader("ddpm", published("ddpm-cifar10-32").tensors(),
                                {textOf(kFolder + "ddpm-cifar10-32.config.json"), scheduler, ""});
}

/// A small ADM that nobody published.
Checkpoint unknownAdm(const std::string& sidecar) {
    TensorViews tensors = published("ffhq_10m").tensors();
    for (auto& [name, view] : tensors)
        for (std::int64_t& side : view.shape)
            if (side % 128 == 0) side /= 4;
    return Checkpoint::ofHeader("mine.pt", tensors, {"", "", sidecar});
}

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("can't write");
}

}  // namespace

class TestPublishedModels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void areRecognised_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("family");
        QTest::addColumn<double>("parameters");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("sigmaMin");
        QTest::addColumn<double>("sigmaMax");
        const auto row = [](const char* name, const char* family, double parameters, int size, int classes,
                            double sigmaMin, double sigmaMax) {
            QTest::newRow(name) << QString(name) << QString(family) << parameters << size << classes
                                << sigmaMin << sigmaMax;
        };
        row("256x256_diffusion_uncond", "adm", 552814086, 256, 0, 0.0100005, 157.407);
        row("512x512_diffusion_uncond_finetune_008100", "adm", 557973638, 512, 0, 0.0100005, 157.407);
        row("ffhq_10m", "adm", 93563910, 256, 0, 0.0100005, 157.407);
        row("64x64_diffusion", "adm", 295904454, 64, 1000, 0.006428, 20291.8);
        row("128x128_diffusion", "adm", 421529606, 128, 1000, 0.0100005, 157.407);
        row("edm_imagenet64_ema", "adm", 295899267, 64, 1000, 0.002, 80);
        row("edm_bedroom256_ema", "adm", 526304771, 256, 0, 0.002, 80);
        row("ddpm-celebahq-256", "diffusers-unet", 113673219, 256, 0, 0.0100005, 157.407);
        row("ddpm-cifar10-32", "diffusers-unet", 35746307, 32, 0, 0.0100005, 157.407);
        row("drunet_color", "drunet", 32640960, 0, 0, 0.00196, 0.39216);
        row("drunet_gray", "drunet", 32638656, 0, 0, 0.00196, 0.39216);
        row("ffdnet_color", "ffdnet", 852108, 0, 0, 0.00196, 0.58824);
        row("ffdnet_gray", "ffdnet", 485316, 0, 0, 0.00196, 0.58824);
    }
    void areRecognised() {
        QFETCH(QString, name);
        QFETCH(QString, family);
        QFETCH(double, parameters);
        QFETCH(int, size);
        QFETCH(int, classes);
        QFETCH(double, sigmaMin);
        QFETCH(double, sigmaMax);
        const ModelDescription model = describeModel(published(name.toStdString()));
        QCOMPARE(QString::fromStdString(model.family), family);
        QCOMPARE(model.parameters, static_cast<std::int64_t>(parameters));
        QCOMPARE(model.imageSize, static_cast<std::int64_t>(size));
        QCOMPARE(model.classes, static_cast<std::int64_t>(classes));
        QVERIFY(std::abs(model.preconditioning.sigmaMin / sigmaMin - 1) < 2e-3);
        QVERIFY2(std::abs(model.preconditioning.sigmaMax / sigmaMax - 1) < 2e-3,
                 qPrintable(QString::number(model.preconditioning.sigmaMax)));
    }

    /// What the tensors don't show of the published networks.
    void headsAndOrders() {
        const AdmConfig uncond = AdmConfig::read(published("256x256_diffusion_uncond"));
        QCOMPARE(uncond.levelChannels, (std::vector<std::int64_t>{256, 256, 512, 512, 1024, 1024}));
        QCOMPARE(uncond.attention, (std::vector<bool>{false, false, false, true, true, true}));
        QCOMPARE(uncond.headChannels, std::int64_t(64));
        QVERIFY(!uncond.newAttentionOrder && uncond.scaleShiftNorm);
        QVERIFY(uncond.resample == AdmConfig::Resample::Block);
        QVERIFY(AdmConfig::read(published("64x64_diffusion")).newAttentionOrder);
        const AdmConfig four = AdmConfig::read(published("128x128_diffusion"));
        QCOMPARE(four.headsOf(1024, true), std::int64_t(4));
        const AdmConfig teacher = AdmConfig::read(published("edm_bedroom256_ema"));
        QVERIFY(teacher.planarAttention && teacher.newAttentionOrder && !teacher.scaleShiftNorm);
        QCOMPARE(teacher.preconditioning.noiseScale, 250.0);
        QCOMPARE(AdmConfig::read(published("ffhq_10m")).attention,
                 (std::vector<bool>{false, false, false, false, true, false}));
    }

    /// What the tensors don't show is assumed only of a network that shows all that the published one does,
    /// and it is said.
    void assumptions_data() {
        QTest::addColumn<QString>("like");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("sidecar");
        QTest::addColumn<QString>("assumed");  ///< empty: nothing; "?": it asks instead
        const QString all = R"("num_head_channels": 64, "use_new_attention_order": false, )"
                            R"("image_size": 256, "noise_schedule": "linear")";
        QTest::newRow("the same shape") << "ffhq_10m"
                                        << ""
                                        << "" << all;
        QTest::newRow("everything is stated")
            << "ffhq_10m"
            << ""
            << R"({"num_heads": 4, "use_new_attention_order": true, "noise_schedule": "cosine", "image_size": 64})"
            << "";
        QTest::newRow("the schedule is stated")
            << "ffhq_10m"
            << ""
            << R"({"noise_schedule": "cosine"})"
            << R"("num_head_channels": 64, "use_new_attention_order": false, "image_size": 256)";
        QTest::newRow("attention elsewhere") << "ffhq_10m"
                                             << "attention"
                                             << ""
                                             << "?";
        QTest::newRow("no scale and shift") << "ffhq_10m"
                                            << "shift"
                                            << ""
                                            << "?";
        QTest::newRow("no learned variance") << "256x256_diffusion_uncond"
                                             << "variance"
                                             << ""
                                             << "?";
        QTest::newRow("other classes") << "64x64_diffusion"
                                       << "classes"
                                       << ""
                                       << "?";
        QTest::newRow("four heads")
            << "128x128_diffusion"
            << ""
            << ""
            << R"("num_heads": 4, "use_new_attention_order": false, "image_size": 128, "noise_schedule": "linear")";
        QTest::newRow("a teacher of consistency models")
            << "edm_bedroom256_ema"
            << ""
            << ""
            << R"("num_head_channels": 64, "image_size": 256, "noise_schedule": "edm")";
    }
    void assumptions() {
        QFETCH(QString, like);
        QFETCH(QString, change);
        QFETCH(QString, sidecar);
        QFETCH(QString, assumed);
        TensorViews tensors = published(like.toStdString()).tensors();
        if (change == "attention") {
            for (const char* name :
                 {"norm.weight", "norm.bias", "qkv.weight", "qkv.bias", "proj_out.weight", "proj_out.bias"}) {
                tensors["input_blocks.7.1." + std::string(name)] =
                    tensors.at("input_blocks.9.1." + std::string(name));
            }
        }
        for (auto& [name, view] : tensors) {
            if (change == "shift" && name.find("emb_layers.1.") != std::string::npos) view.shape[0] /= 2;
            if (change == "variance" && name.starts_with("out.2.")) view.shape[0] = 3;
            if (change == "classes" && name == "label_emb.weight") view.shape[0] = 10;
        }
        try {
            const auto checkpoint =
                Checkpoint::ofHeader("mine.pt", std::move(tensors), {"", "", sidecar.toStdString()});
            const Assumption assumption = describeModel(checkpoint).assumption;
            QCOMPARE(QString::fromStdString(assumption.settings), assumed);
            QCOMPARE(QString::fromStdString(assumption.from), assumed.isEmpty() ? QString() : like);
            QVERIFY(!assumption.isOfThatSize);
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("mine.pt.json"), error.what());
            QCOMPARE(assumed, QString("?"));
        }
    }

    /// A file as long as the published one isn't only like it.
    void knownBySize_data() {
        QTest::addColumn<int>("longer");
        QTest::newRow("as long") << 0;
        QTest::newRow("a byte longer") << 1;
    }
    void knownBySize() {
        QFETCH(int, longer);
        const std::string name = "256x256_diffusion_uncond";
        constexpr std::uint64_t kBytes = 2211383297;
        const QTemporaryDir folder;
        const QString path = folder.filePath("renamed.safetensors");
        writeZeros(path.toStdString(), published(name).tensors(),
                   kBytes + static_cast<std::uint64_t>(longer));
        const Assumption assumption = describeModel(Checkpoint::open(path.toStdString())).assumption;
        QCOMPARE(assumption.from, name);
        QCOMPARE(assumption.isOfThatSize, longer == 0);
    }

    void unknownOnesAskForASidecar() {
        try {
            describeModel(unknownAdm(""));
            QFAIL("it guessed");
        } catch (const Error& error) {
            const QString reason = QString::fromStdString(error.detail());
            for (const char* word :
                 {"mine.pt.json", "num_head_channels", "use_new_attention_order", "noise_schedule"})
                QVERIFY2(reason.contains(word), error.what());
        }
        const auto said =
            unknownAdm(R"({"num_head_channels": 16, "noise_schedule": "cosine", "image_size": 48})");
        const ModelDescription model = describeModel(said);
        QCOMPARE(model.imageSize, std::int64_t(48));
        QCOMPARE(AdmConfig::read(said).headChannels, std::int64_t(16));
    }

    void brokenSidecars_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no object") << "[1]"
                                   << "not a JSON object";
        QTest::newRow("cut") << "{\"num_heads\": 4"
                             << "not a JSON object";
        QTest::newRow("a number of nobody's") << "{\"num_heads\": -NaN}"
                                              << "not a JSON object";
        QTest::newRow("a number too much") << "{\"num_heads\": Infinity 4}"
                                           << "not a JSON object";
        QTest::newRow("a number as a key") << "{NaN: 4}"
                                           << "not a JSON object";
        QTest::newRow("a number in quotes") << R"({"num_heads": "Infinity"})"
                                            << "num_heads";
        QTest::newRow("heads as text") << R"({"num_heads": "4"})"
                                       << "num_heads";
        QTest::newRow("no heads") << R"({"num_heads": 0})"
                                  << "num_heads";
        QTest::newRow("odd heads") << R"({"num_head_channels": 7, "noise_schedule": "linear"})"
                                   << "don't divide";
        QTest::newRow("unknown schedule") << R"({"num_heads": 1, "noise_schedule": "sqrt"})"
                                          << "sqrt";
        QTest::newRow("no schedule") << R"({"num_heads": 1})"
                                     << "noise schedule";
        QTest::newRow("a misspelt key") << R"({"num_heads": 1, "noise_shedule": "linear"})"
                                        << "\"noise_schedule\" may be meant";
        QTest::newRow("too deep") << "{\"a\": " + QString("[").repeated(40) + QString("]").repeated(40) + "}"
                                  << "too deep";
        QTest::newRow("too few steps")
            << R"({"num_heads": 1, "noise_schedule": "linear", "diffusion_steps": 10})"
            << "betas above 1";
        QTest::newRow("no range")
            << R"({"num_heads": 1, "noise_schedule": "edm", "sigma_min": 3, "sigma_max": 2})"
            << "sigma_min";
    }
    void brokenSidecars() {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        try {
            describeModel(unknownAdm(text.toStdString()));
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
        }
    }

    /// Where the files of diffusers may lie, and what may be given for them.
    void layouts_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("scheduler");
        QTest::addColumn<QString>("weights");
        QTest::addColumn<QString>("given");
        const auto row = [](const char* name, const char* config, const char* scheduler, const char* weights,
                            const char* given) {
            QTest::newRow(name) << QString(config) << QString(scheduler) << QString(weights)
                                << QString(given);
        };
        const char* plain = "diffusion_pytorch_model.safetensors";
        row("plain", "config.json", "scheduler_config.json", plain, "");
        row("shards", "config.json", "scheduler_config.json",
            "diffusion_pytorch_model.safetensors.index.json", "");
        row("shards of a variant", "config.json", "scheduler_config.json",
            "diffusion_pytorch_model.safetensors.index.ema.json", "");
        row("the list of shards", "config.json", "scheduler_config.json",
            "diffusion_pytorch_model.safetensors.index.json",
            "diffusion_pytorch_model.safetensors.index.json");
        row("averaged", "config.json", "scheduler_config.json", "diffusion_pytorch_model.ema.safetensors",
            "");
        row("not averaged", "config.json", "scheduler_config.json",
            "diffusion_pytorch_model.non_ema.safetensors", "");
        row("the folder unet", "unet/config.json", "scheduler/scheduler_config.json",
            "unet/diffusion_pytorch_model.safetensors", "unet");
        row("the folder unet and a slash", "unet/config.json", "scheduler/scheduler_config.json",
            "unet/diffusion_pytorch_model.safetensors", "unet/");
        row("the file in unet", "unet/config.json", "scheduler/scheduler_config.json",
            "unet/diffusion_pytorch_model.safetensors", "unet/diffusion_pytorch_model.safetensors");
        row("the folder unet_ema", "unet_ema/config.json", "scheduler/scheduler_config.json",
            "unet_ema/diffusion_pytorch_model.safetensors", "");
        row("unet_ema itself", "unet_ema/config.json", "scheduler/scheduler_config.json",
            "unet_ema/diffusion_pytorch_model.safetensors", "unet_ema");
        row("config.json", "config.json", "scheduler/scheduler_config.json", plain, "config.json");
        row("model_index.json", "unet/config.json", "scheduler/scheduler_config.json",
            "unet/diffusion_pytorch_model.safetensors", "model_index.json");
    }
    void layouts() {
        QFETCH(QString, config);
        QFETCH(QString, scheduler);
        QFETCH(QString, weights);
        QFETCH(QString, given);
        const QTemporaryDir folder;
        const auto place = [&](const QString& name) {
            const QString path = folder.filePath(name);
            QDir().mkpath(QFileInfo(path).path());
            return path;
        };
        const QString source = LACUNA_TEST_DATA "/parity/diffusers_velocity/";
        QFile::copy(source + "config.json", place(config));
        QFile::copy(source + "scheduler_config.json", place(scheduler));
        write(place("model_index.json"), "{}");
        const std::string whole = (source + "diffusion_pytorch_model.safetensors").toStdString();
        if (weights.endsWith(".json")) {
            const auto file = SafetensorsFile::open(whole);
            std::array<std::vector<std::pair<std::string, TensorView>>, 2> shards;
            for (const auto& [name, view] : file.tensors())
                shards[shards[0].size() > 20].emplace_back(name, view);
            writeSafetensors(place("a.safetensors").toStdString(), shards[0], {});
            writeSafetensors(place("b.safetensors").toStdString(), shards[1], {});
            write(place(weights),
                  "{\"weight_map\": {\"x\": \"a.safetensors\", \"y\": \"b.safetensors\", "
                  "\"z\": \"a.safetensors\"}}");
        } else {
            QFile::copy(QString::fromStdString(whole), place(weights));
        }
        const auto checkpoint = Checkpoint::open(folder.filePath(given).toStdString());
        QCOMPARE(checkpoint.tensors().size(), SafetensorsFile::open(whole).tensors().size());
        QCOMPARE(checkpoint.weights().size(), std::size_t(weights.endsWith(".json") ? 2 : 1));
        const ModelDescription model = describeModel(checkpoint);
        QCOMPARE(model.family, std::string("diffusers-unet"));
        QVERIFY(model.preconditioning.prediction == Prediction::Velocity);
        QCOMPARE(QString::fromStdString(checkpoint.configFile().string()), place(config));
        QCOMPARE(QString::fromStdString(checkpoint.schedulerFile().string()), place(scheduler));
    }

    /// A bare folder asks for its schedule where one can be written, and is content with it there.
    void bareFolders_data() {
        QTest::addColumn<QString>("given");
        QTest::newRow("by its path") << "bare";
        QTest::newRow("with a slash") << "bare/";
        QTest::newRow("from within") << "bare/.";
        QTest::newRow("and back") << "bare/x/..";
    }
    void bareFolders() {
        QFETCH(QString, given);
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("bare/x"));
        const QString source = LACUNA_TEST_DATA "/parity/diffusers_velocity/";
        for (const char* name : {"config.json", "diffusion_pytorch_model.safetensors"})
            QFile::copy(source + name, folder.filePath(QString("bare/") + name));
        const std::string path = folder.filePath(given).toStdString();
        const QString sidecar = folder.filePath("bare.json");
        try {
            describeModel(Checkpoint::open(path));
            QFAIL("it guessed");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(sidecar), error.what());
            QVERIFY2(QString(error.what()).contains("scheduler_config.json"), error.what());
        }
        write(sidecar, R"({"beta_schedule": "linear", "prediction_type": "v_prediction"})");
        QVERIFY(describeModel(Checkpoint::open(path)).preconditioning.prediction == Prediction::Velocity);
    }

    void brokenShards_data() {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no list") << QByteArray("{}") << "weight_map";
        QTest::newRow("empty") << QByteArray("{\"weight_map\": {}}") << "no files";
        QTest::newRow("numbers") << QByteArray("{\"weight_map\": {\"a\": 1}}") << "texts only";
        QTest::newRow("missing") << QByteArray("{\"weight_map\": {\"a\": \"b.bin\"}}") << "\"b.bin\"";
        QTest::newRow("elsewhere") << QByteArray("{\"weight_map\": {\"a\": \"../b.bin\"}}") << "\"../b.bin\"";
        QTest::newRow("itself") << QByteArray("{\"weight_map\": {\"a\": \"config.json\"}}") << "this is text";
    }
    void brokenShards() {
        QFETCH(QByteArray, index);
        QFETCH(QString, reason);
        const QTemporaryDir folder;
        write(folder.filePath("config.json"), "{}");
        write(folder.filePath("diffusion_pytorch_model.bin.index.json"), index);
        try {
            Checkpoint::open(folder.path().toStdString());
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

    /// Every level doubles what a small picture is padded to.
    void levelsAreFew() {
        const auto reasonOf = [](const Checkpoint& checkpoint) {
            try {
                describeModel(checkpoint);
            } catch (const Error& error) {
                return QString::fromStdString(error.detail());
            }
            return QString();
        };
        std::string channels = "8";
        std::string down = "\"DownBlock2D\"";
        std::string up = "\"UpBlock2D\"";
        for (int i = 0; i < 15; ++i) {
            channels += ", 8";
            down += ", \"DownBlock2D\"";
            up += ", \"UpBlock2D\"";
        }
        const std::string config = "{\"block_out_channels\": [" + channels + "], \"down_block_types\": [" +
                                   down + "], \"up_block_types\": [" + up + "]}";
        const QString diffusers = reasonOf(
            Checkpoint::ofHeader("deep", published("ddpm-cifar10-32").tensors(), {config, kScheduler, ""}));
        QVERIFY2(diffusers.contains("levels"), qPrintable(diffusers));
        TensorViews tensors;
        for (const char* name : {"input_blocks.0.0.weight", "time_embed.0.weight", "out.2.weight"})
            tensors[name].shape = {3, 3, 3, 3};
        tensors["time_embed.0.weight"].shape = {128, 32};
        tensors["output_blocks.0.0.in_layers.0.weight"].shape = {64};
        for (int level = 0; level < 12; ++level) {
            const std::string block = "input_blocks." + std::to_string(2 * level + 1) + ".0.";
            tensors[block + "in_layers.2.weight"].shape = {32, 32, 3, 3};
            tensors[block + "out_layers.3.weight"].shape = {32, 32, 3, 3};
            if (level < 11)
                tensors["input_blocks." + std::to_string(2 * level + 2) + ".0.op.weight"].shape = {32, 32, 3,
                                                                                                   3};
        }
        const QString adm = reasonOf(Checkpoint::ofHeader(
            "deep", tensors, {"", "", R"({"num_heads": 1, "noise_schedule": "linear"})"}));
        QVERIFY2(adm.contains("levels than"), qPrintable(adm));
    }

    void schedulersWithoutBetas_data() {
        QTest::addColumn<QString>("scheduler");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* text, const char* reason) {
            QTest::newRow(text) << QString(text) << QString(reason);
        };
        row(R"({"_class_name": "CMStochasticIterativeScheduler", "num_train_timesteps": 40})",
            "CMStochastic");
        row(R"({"_class_name": "ScoreSdeVpScheduler", "beta_min": 0.1, "beta_max": 20})", "ScoreSdeVp");
        row(R"({"_class_name": "EDMEulerScheduler", "sigma_data": 0.5})", "EDMEuler");
        row(R"({"_class_name": "EDMDPMSolverMultistepScheduler", "beta_schedule": "linear"})", "EDMDPM");
        row(R"({"_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": 1000})",
            "FlowMatch");
        row(R"({"_class_name": "HeunDiscreteScheduler"})", "HeunDiscrete");
        row(R"({"_class_name": "SomethingNewScheduler"})", "SomethingNew");
        row(R"({"num_train_timesteps": 1000})", "beta_schedule");
        row(R"({"_class_name": "DDPMScheduler", "beta_schedule": "bolt"})", "bolt");
        row(R"({"_class_name": "DDPMScheduler", "prediction_type": "flow_prediction"})", "flow_prediction");
        row(R"({"_class_name": "EulerDiscreteScheduler", "timestep_type": "fluid"})", "fluid");
    }
    void schedulersWithoutBetas() {
        QFETCH(QString, scheduler);
        QFETCH(QString, reason);
        try {
            describeModel(scheduled(scheduler.toStdString()));
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString::fromStdString(error.detail()).contains(reason), error.what());
        }
    }

    void schedulersWithBetas_data() {
        QTest::addColumn<QString>("scheduler");
        QTest::addColumn<double>("sigmaMax");
        const auto row = [](const char* text, double sigmaMax) {
            QTest::newRow(text) << QString(text) << sigmaMax;
        };
        row(R"({"_class_name": "DDIMScheduler"})", 157.407);
        row(R"({"_class_name": "UniPCMultistepScheduler", "beta_schedule": "linear"})", 157.407);
        row(R"({"_class_name": "HeunDiscreteScheduler", "beta_schedule": "scaled_linear",
                "beta_start": 0.00085, "beta_end": 0.012})",
            14.6146);
        row(R"({"_class_name": "KDPM2AncestralDiscreteScheduler", "trained_betas": [0.1, 0.2, 0.9]})",
            3.59011);
        row(R"({"beta_schedule": "linear"})", 157.407);
        row("{\"_class_name\": \"DPMSolverMultistepScheduler\", \"lambda_min_clipped\": -Infinity,"
            "\"x\": [NaN,Infinity ], \"y\\\": NaN,\": NaN, \"beta_schedule\": \"linear\"}",
            157.407);
        row(R"({"_class_name": "HeunDiscreteScheduler", "beta_schedule": "exp"})", 403.428);
        row(R"({"_class_name": "EulerDiscreteScheduler", "beta_schedule": "scaled_linear",
                "beta_start": 0.00085, "beta_end": 0.012, "rescale_betas_zero_snr": true})",
            4096);
        row(R"({"_class_name": "EulerDiscreteScheduler", "beta_schedule": "linear",
                "rescale_betas_zero_snr": true})",
            15406);
        row(R"({"_class_name": "DDIMScheduler", "beta_schedule": "linear",
                "rescale_betas_zero_snr": true})",
            15406);
        row(R"({"_class_name": "EulerDiscreteScheduler", "beta_schedule": "scaled_linear",
                "prediction_type": "v_prediction", "timestep_type": "continuous", "sigma_min": 0.002,
                "sigma_max": 700})",
            700);
        // Of diffusers' own alphas_cumprod.
        row(R"({"_class_name": "DDPMScheduler", "beta_schedule": "laplace"})", 5.53379);
    }
    void schedulersWithBetas() {
        QFETCH(QString, scheduler);
        QFETCH(double, sigmaMax);
        const PreconditioningSpec spec = describeModel(scheduled(scheduler.toStdString())).preconditioning;
        QVERIFY2(std::abs(spec.sigmaMax / sigmaMax - 1) < 1e-3, qPrintable(QString::number(spec.sigmaMax)));
    }

    void continuousTimesAreForVelocities() {
        const auto spec = [](const char* text) { return describeModel(scheduled(text)).preconditioning; };
        QVERIFY(spec(R"({"_class_name": "EulerDiscreteScheduler", "prediction_type": "v_prediction",
                         "timestep_type": "continuous"})")
                    .isLogarithmic);
        QVERIFY(!spec(R"({"_class_name": "EulerDiscreteScheduler", "timestep_type": "continuous"})")
                     .isLogarithmic);
        QVERIFY(!spec(R"({"_class_name": "EulerDiscreteScheduler", "prediction_type": "v_prediction",
                          "timestep_type": "discrete"})")
                     .isLogarithmic);
    }

    void oldFilesPredictSamples() {
        const auto prediction = [](const char* text) {
            return describeModel(scheduled(text)).preconditioning.prediction;
        };
        QVERIFY(prediction(R"({"_class_name": "DDPMScheduler", "predict_epsilon": false})") ==
                Prediction::Sample);
        QVERIFY(prediction(R"({"_class_name": "DDPMScheduler", "predict_epsilon": true})") ==
                Prediction::Epsilon);
        QVERIFY(prediction(R"({"_class_name": "DDPMScheduler", "predict_epsilon": true,
                               "prediction_type": "v_prediction"})") == Prediction::Velocity);
    }

    /// The first files of diffusers: block names with a prefix, and a normalization in the middle that later
    /// versions leave out beside a scale and shift.
    void oldConfigurations() {
        std::string config = textOf(kFolder + "ddpm-cifar10-32.config.json");
        for (const std::string name : {"DownBlock2D", "UpBlock2D", "AttnDownBlock2D", "AttnUpBlock2D"}) {
            const std::string quoted = '"' + name + '"';
            for (std::size_t at = 0; (at = config.find(quoted, at)) != std::string::npos; at += quoted.size())
                config.replace(at, quoted.size(), "\"UNetRes" + name + '"');
        }
        QVERIFY(config.find("UNetResAttnDownBlock2D") != std::string::npos);
        const TensorViews tensors = published("ddpm-cifar10-32").tensors();
        const auto read = [&](const std::string& text, const TensorViews& views) {
            return DiffusersConfig::read(Checkpoint::ofHeader("old", views, {text, kScheduler, ""}));
        };
        QVERIFY(read(config, tensors).down[1] == DiffusersConfig::Block::Attention);
        config.insert(config.rfind('}'), R"(, "resnet_time_scale_shift": "scale_shift")");
        QCOMPARE(read(config, tensors).middleAttentionGroups, std::int64_t(32));
        TensorViews without = tensors;
        without.erase("mid_block.attentions.0.group_norm.weight");
        QCOMPARE(read(config, without).middleAttentionGroups, std::int64_t(0));
    }

    /// Networks that are told noise levels, with the schedulers that have them.
    void scoresAreOfUnitRange() {
        const std::string told = R"({"time_embedding_type": "fourier", "block_out_channels": [32, 32, 32],
            "down_block_types": ["DownBlock2D", "DownBlock2D", "DownBlock2D"],
            "up_block_types": ["UpBlock2D", "UpBlock2D", "UpBlock2D"]})";
        const auto spec = [&](const char* text) {
            const TensorViews tensors = published("ddpm-cifar10-32").tensors();
            return describeModel(Checkpoint::ofHeader("told", tensors, {told, text, ""})).preconditioning;
        };
        const auto score =
            spec(R"({"_class_name": "ScoreSdeVeScheduler", "sigma_min": 0.01, "sigma_max": 348})");
        QCOMPARE(score.kind, std::string("score"));
        QCOMPARE(score.sigmaMin, 0.02);
        QCOMPARE(score.sigmaMax, 696.0);
        const auto karras = spec(R"({"_class_name": "KarrasVeScheduler"})");
        QCOMPARE(karras.sigmaMin, 0.02);
        QCOMPARE(karras.sigmaMax, 100.0);
        QVERIFY_THROWS_EXCEPTION(
            Error, spec(R"({"_class_name": "KarrasVeScheduler", "sigma_min": 3, "sigma_max": 2})"));
    }

    void whatDoesNotFitIsRefused_data() {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QString>("scheduler");
        QTest::addColumn<QString>("reason");
        const char* steps = R"("_class_name": "DDPMScheduler")";
        const char* levels = R"("_class_name": "ScoreSdeVeScheduler")";
        const char* plain = R"("down_block_types": ["DownBlock2D", "DownBlock2D", "DownBlock2D"],
                               "up_block_types": ["UpBlock2D", "UpBlock2D", "UpBlock2D"])";
        QTest::newRow("classes as vectors")
            << R"("class_embed_type": "identity", )" + QString(plain) << steps << "identity";
        QTest::newRow("levels of nothing") << R"("time_embedding_type": "fourier", )" + QString(plain) << ""
                                           << "ScoreSdeVeScheduler";
        QTest::newRow("steps in levels")
            << R"("time_embedding_type": "learned", "num_train_timesteps": 9, )" + QString(plain) << levels
            << "learned";
        QTest::newRow("too few steps")
            << R"("time_embedding_type": "learned", "num_train_timesteps": 9, )" + QString(plain) << steps
            << "knows 9";
        QTest::newRow("no such times")
            << R"("time_embedding_type": "magic", )" + QString(plain) << steps << "magic";
        QTest::newRow("a picture that gets lost on the way down")
            << R"("down_block_types": ["DownBlock2D", "SkipDownBlock2D", "DownBlock2D"],
                  "up_block_types": ["UpBlock2D", "UpBlock2D", "UpBlock2D"])"
            << steps << "Skip";
        QTest::newRow("and on the way up")
            << R"("down_block_types": ["SkipDownBlock2D", "DownBlock2D", "SkipDownBlock2D"],
                  "up_block_types": ["UpBlock2D", "AttnSkipUpBlock2D", "UpBlock2D"])"
            << steps << "Skip";
        QTest::newRow("a picture with a variance")
            << R"("out_channels": 6, "down_block_types": ["DownBlock2D", "DownBlock2D", "DownBlock2D"],
                  "up_block_types": ["UpBlock2D", "SkipUpBlock2D", "SkipUpBlock2D"])"
            << steps << "3 channels";
    }
    void whatDoesNotFitIsRefused() {
        QFETCH(QString, network);
        QFETCH(QString, scheduler);
        QFETCH(QString, reason);
        const std::string config = R"({"_class_name": "UNet2DModel", "block_out_channels": [32, 32, 32], )" +
                                   network.toStdString() + "}";
        const std::string schedule = scheduler.isEmpty() ? "" : "{" + scheduler.toStdString() + "}";
        try {
            describeModel(Checkpoint::ofHeader("ncsnpp", published("ddpm-cifar10-32").tensors(),
                                               {config, schedule, ""}));
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

    /// Networks of something else, by what that is.
    void networksOfSomethingElse_data() {
        QTest::addColumn<QString>("like");
        QTest::addColumn<int>("channels");
        QTest::addColumn<QString>("reason");
        for (const char* like : {"256x256_diffusion_uncond", "ddpm-cifar10-32"}) {
            QTest::addRow("%s: latent", like) << like << 4 << "autoencoder";
            QTest::addRow("%s: latent, with a mask", like) << like << 9 << "autoencoder";
            QTest::addRow("%s: two pictures", like) << like << 6 << "second picture";
            QTest::addRow("%s: grey", like) << like << 1 << "grey";
            QTest::addRow("%s: text", like) << like << 3 << "text";
        }
    }
    void networksOfSomethingElse() {
        QFETCH(QString, like);
        QFETCH(int, channels);
        QFETCH(QString, reason);
        TensorViews tensors = published(like.toStdString()).tensors();
        std::string config = textOf(kFolder + like.toStdString() + ".config.json");
        const auto replace = [&](const std::string& from, const std::string& to) {
            const std::size_t at = config.find(from);
            if (at != std::string::npos) config.replace(at, from.size(), to);
        };
        replace("\"in_channels\": 3", "\"in_channels\": " + std::to_string(channels));
        if (channels != 3 && config.empty()) tensors.at("input_blocks.0.0.weight").shape[1] = channels;
        if (channels == 3) {
            replace("UNet2DModel", "UNet2DConditionModel");
            tensors["input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight"].shape = {320, 768};
        }
        try {
            describeModel(Checkpoint::ofHeader("other.pt", tensors, {config, kScheduler, ""}));
            QFAIL("it was read");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::ModelUnsupported);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

    /// A consistency model is the network of its teacher.
    void studentsAreRefused() {
        const TensorViews tensors = published("edm_bedroom256_ema").tensors();
        for (const char* name : {"folder/cd_bedroom256_l2.pt", "ct_bedroom256.pt"}) {
            try {
                describeModel(Checkpoint::ofHeader(name, tensors, {}));
                QFAIL("it was read");
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::ModelUnsupported);
                QVERIFY2(QString(error.what()).contains("edm_bedroom256_ema.pt"), error.what());
            }
        }
        const auto said =
            Checkpoint::ofHeader("ct_mine.pt", tensors, {"", "", R"({"noise_schedule": "edm"})"});
        QCOMPARE(describeModel(said).family, std::string("adm"));
    }

    /// An attribute that is 0 is 0, and not what it usually is.
    void attributesThatAreZero() {
        QFile file(LACUNA_TEST_DATA "/parity/edm_ddpmpp_vp.pkl");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        const QByteArray usual = QByteArray::fromHex("473fb999999999999a");  // the float 0.1
        const qsizetype at = bytes.lastIndexOf("beta_min");
        const qsizetype value = bytes.indexOf(usual, at);
        QVERIFY(at > 0 && value > 0 && value < at + 16);
        bytes.replace(value, usual.size(), QByteArray::fromHex("470000000000000000"));
        const QTemporaryDir folder;
        QFile changed(folder.filePath("zero.pkl"));
        QVERIFY(changed.open(QIODevice::WriteOnly));
        changed.write(bytes);
        changed.close();
        const auto checkpoint = Checkpoint::open(changed.fileName().toStdString());
        const PreconditioningSpec spec = describeModel(checkpoint).preconditioning;
        QCOMPARE(spec.betaMin, 0.0);
        QVERIFY(std::abs(spec.sigmaMax - std::sqrt(std::expm1(0.5 * 19.9))) < 1e-6);
        QVERIFY(spec.sigmaMin > 0);
    }

    /// What a pickle of EDM's lacks or says wrongly is no reason to take what is usual.
    void brokenAttributes_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");  ///< 8 bytes of a float; empty: the attribute is missing
        const QByteArray nan = QByteArray::fromHex("7ff8000000000000");
        QTest::newRow("not a number") << QByteArray("sigma_data") << nan;
        QTest::newRow("negative") << QByteArray("sigma_data") << QByteArray::fromHex("bfe0000000000000");
        QTest::newRow("zero") << QByteArray("sigma_data") << QByteArray(8, '\0');
        QTest::newRow("infinite") << QByteArray("sigma_data") << QByteArray::fromHex("7ff0000000000000");
        QTest::newRow("missing") << QByteArray("sigma_data") << QByteArray();
        QTest::newRow("no resolution") << QByteArray("img_resolution") << QByteArray();
        QTest::newRow("no classes") << QByteArray("label_dim") << QByteArray();
        QTest::newRow("no limit") << QByteArray("sigma_max") << QByteArray();
        QTest::newRow("a limit that is no number") << QByteArray("sigma_max") << nan;
    }
    void brokenAttributes() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFile file(LACUNA_TEST_DATA "/parity/edm_skip.pkl");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        const qsizetype at = bytes.indexOf(name);  // the outer object's comes first
        QVERIFY(at > 0);
        if (value.isEmpty()) {
            bytes[at] = '_';
        } else {
            const qsizetype number = bytes.indexOf('G', at);
            QVERIFY(number > 0 && number < at + 20);
            bytes.replace(number + 1, 8, value);
        }
        const QTemporaryDir folder;
        write(folder.filePath("broken.pkl"), bytes);
        try {
            describeModel(Checkpoint::open(folder.filePath("broken.pkl").toStdString()));
            QFAIL("it was read");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::ModelFile);
            QVERIFY2(QString(error.what()).contains(name), error.what());
        }
    }

    void levelsAndTimes() {
        const auto sigmas = sigmasOfBetas(linearBetas(1e-4, 0.02, 1000));
        QCOMPARE(sigmas.size(), std::size_t(1000));
        for (const double t : {0.0, 0.25, 17.5, 998.9, 999.0}) {
            const auto low = std::min<std::size_t>(static_cast<std::size_t>(t), 998);
            const double share = t - static_cast<double>(low);
            const double sigma = std::pow(sigmas[low], 1 - share) * std::pow(sigmas[low + 1], share);
            QVERIFY(std::abs(timeOfSigma(sigmas, sigma) - t) < 1e-9);
        }
        QCOMPARE(timeOfSigma(sigmas, 1e-9), 0.0);
        QCOMPARE(timeOfSigma(sigmas, 1e9), 999.0);
        QCOMPARE(nearestTime({0.5, 1, 3}, 1.9), 1.0);
        QCOMPARE(nearestTime({0.5, 1, 3}, 2.1), 2.0);
        QCOMPARE(nearestTime({0.5, 1, 3}, 1e9), 2.0);
    }

    /// σ of t = 0 and 17 as diffusers' own alphas_cumprod has it: float32 is coarse where ᾱ is nearly 1.
    void roundsAsDiffusersDoes_data() {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("later");
        QTest::newRow("linear") << "linear" << 0.0100013298 << 0.0697163268;
        QTest::newRow("scaled_linear") << "scaled_linear" << 0.0100013298 << 0.0472875258;
        QTest::newRow("squaredcos_cap_v2") << "squaredcos_cap_v2" << 0.00642710861 << 0.0385719641;
        QTest::newRow("sigmoid") << "sigmoid" << 0.0122152645 << 0.0527879868;
    }
    void roundsAsDiffusersDoes() {
        QFETCH(QString, schedule);
        QFETCH(double, first);
        QFETCH(double, later);
        const std::string text =
            "{\"_class_name\": \"DDPMScheduler\", \"beta_schedule\": \"" + schedule.toStdString() + "\"}";
        const PreconditioningSpec spec = describeModel(scheduled(text)).preconditioning;
        QVERIFY2(std::abs(spec.sigmas[0] / first - 1) < 1e-6, qPrintable(QString::number(spec.sigmas[0])));
        QVERIFY2(std::abs(spec.sigmas[17] / later - 1) < 1e-6, qPrintable(QString::number(spec.sigmas[17])));
    }

    void schedulesWithoutLevels() {
        QVERIFY(sigmasOfBetas({}).empty());
        QVERIFY(sigmasOfBetas({0.5}).empty());
        QVERIFY(sigmasOfBetas({0.1, 0.0, 0.1}).empty());
        QVERIFY(sigmasOfBetas({1.0, 0.5}).empty());
        // The last step of a rescaled schedule holds noise alone; its σ is infinite, and left out.
        const auto betas = zeroTerminalBetas(linearBetas(1e-4, 0.02, 1000));
        QVERIFY(std::abs(betas.back() - 1) < 1e-12);
        QCOMPARE(sigmasOfBetas(betas).size(), std::size_t(999));
    }
};

QTEST_APPLESS_MAIN(TestPublishedModels)
#include "test_published_models.moc"
