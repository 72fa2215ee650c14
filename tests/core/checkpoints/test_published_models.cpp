// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/adm_config.h"
#include "core/checkpoints/diffusers_config.h"
#include "core/checkpoints/discrete_schedule.h"
#include "core/checkpoints/model_description.h"
#include "core/error.h"
#include "header_only.h"

#include <QtTest>

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

/// A small ADM that nobody published.
Checkpoint unknownAdm(const std::string& sidecar) {
    TensorViews tensors = published("ffhq_10m").tensors();
    for (auto& [name, view] : tensors)
        for (std::int64_t& side : view.shape)
            if (side % 128 == 0) side /= 4;
    return Checkpoint::ofHeader("mine.pt", tensors, {"", "", sidecar});
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
        QCOMPARE(model.preferredSize, static_cast<std::int64_t>(size));
        QCOMPARE(model.classes, static_cast<std::int64_t>(classes));
        QVERIFY(std::abs(model.preconditioning.sigmaMin / sigmaMin - 1) < 2e-3);
        QVERIFY2(std::abs(model.preconditioning.sigmaMax / sigmaMax - 1) < 2e-3,
                 qPrintable(QString::number(model.preconditioning.sigmaMax)));
    }

    /// What the tensors don't show of the published networks.
    void headsAndOrders() {
        const AdmConfig uncond = admConfig(published("256x256_diffusion_uncond"));
        QCOMPARE(uncond.levelChannels, (std::vector<std::int64_t>{256, 256, 512, 512, 1024, 1024}));
        QCOMPARE(uncond.attention, (std::vector<bool>{false, false, false, true, true, true}));
        QCOMPARE(uncond.headChannels, std::int64_t(64));
        QVERIFY(!uncond.newAttentionOrder && uncond.scaleShiftNorm);
        QVERIFY(uncond.resample == AdmConfig::Resample::Block);
        QVERIFY(admConfig(published("64x64_diffusion")).newAttentionOrder);
        const AdmConfig four = admConfig(published("128x128_diffusion"));
        QCOMPARE(four.headsOf(1024, true), std::int64_t(4));
        const AdmConfig teacher = admConfig(published("edm_bedroom256_ema"));
        QVERIFY(teacher.planarAttention && teacher.newAttentionOrder && !teacher.scaleShiftNorm);
        QCOMPARE(admPreconditioning(published("edm_bedroom256_ema"), teacher).noiseScale, 250.0);
        QCOMPARE(admConfig(published("ffhq_10m")).attention,
                 (std::vector<bool>{false, false, false, false, true, false}));
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
        QCOMPARE(model.preferredSize, std::int64_t(48));
        QCOMPARE(admConfig(said).headChannels, std::int64_t(16));
    }

    void brokenSidecars_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no object") << "[1]"
                                   << "not a JSON object";
        QTest::newRow("cut") << "{\"num_heads\": 4"
                             << "not a JSON object";
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
        QTest::newRow("too deep") << "{\"a\": " + QString("[").repeated(40) + QString("]").repeated(40) + "}"
                                  << "too deep";
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
