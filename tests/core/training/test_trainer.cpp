// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/io/image_io.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/training/batch_feed.h"
#include "core/training/checkpoint.h"
#include "core/training/random_stream.h"
#include "core/training/trainable_network.h"
#include "core/training/trainer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace lacuna;

namespace {

TrainingConfig smallConfig() {
    TrainingConfig config;
    config.channels = {8, 12};
    config.blocksPerLevel = {1};
    config.embedding = 16;
    config.fourier = 8;
    config.crop = 16;
    config.batch = 4;
    config.warmup = 4;
    config.learningRate = 3e-3;
    config.ema = {0.9, 0.99};
    return config;
}

/// Smooth blobs: something that can be learnt in a hundred steps.
ImageBuffer picture(std::uint64_t number) {
    RandomStream random(number, 0, 0);
    const double fx = 0.05 + 0.1 * random.uniform(), fy = 0.05 + 0.1 * random.uniform();
    ImageBuffer image(64, 48, 3, Depth::UInt8);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            for (int c = 0; c < 3; ++c)
                image.setSample(x, y, c,
                                static_cast<int>(127.5 + 100 * std::sin(fx * x + c) * std::cos(fy * y)));
    return image;
}

QByteArray bytesOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Stops the training once it has written its checkpoint so many times.
class Stopper : public TrainingObserver {
  public:
    Stopper(RunControl& control, int after) : mControl(control), mAfter(after) {}
    void wrote(const std::filesystem::path& path) override {
        if (path.extension() == ".checkpoint" && ++mWrites == mAfter) mControl.stop();
    }

  private:
    RunControl& mControl;
    int mAfter;
    int mWrites = 0;
};

class Recorder : public TrainingObserver {
  public:
    void validated(const ValidationTable& table) override { tables.push_back(table); }
    std::vector<ValidationTable> tables;
};

}  // namespace

class TestTrainer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        for (std::uint64_t i = 0; i < 3; ++i) {
            Photograph photo;
            photo.pixels = picture(i);
            std::filesystem::create_directories(folder("photos"));
            writePhotograph(photo, folder("photos") / ("photo" + std::to_string(i) + ".png"));
        }
    }

    void sameSeedSameBatch() {
        const PhotoSet photos({picture(0), picture(1)});
        const TrainingConfig config = smallConfig();
        const Batch a = makeBatch(photos, config, 5);
        const Batch b = makeBatch(photos, config, 5);
        QVERIFY(at::equal(a.clean, b.clean) && at::equal(a.noise, b.noise) && at::equal(a.sigma, b.sigma));
        QVERIFY(!at::equal(a.noise, makeBatch(photos, config, 6).noise));
        BatchFeed feed(photos, config, 4);
        feed.next();
        QVERIFY(at::equal(feed.next().noise, a.noise));
    }

    /// Its own formula: λ(σ) (D − x₀)², against the loss written with F's target.
    void lossIsTheWeightedErrorOfD() {
        const TrainingConfig config = smallConfig();
        const LacunaUnetConfig network = networkOf(config);
        TensorMap weights = initialWeights(network, 3);
        weights["out.weight"] = weights["out.weight"] + 0.05;  // else F is zero
        const Batch batch = makeBatch(PhotoSet({picture(0)}), config, 0);
        const at::Tensor s = batch.sigma.view({-1, 1, 1, 1});
        const at::Tensor d = denoiseBatch(network, weights, batch.clean + s * batch.noise, batch.sigma, 0.5);
        const at::Tensor lambda = (s * s + 0.25) / (s * 0.5).pow(2);
        const double expected = (lambda * (d - batch.clean).pow(2)).mean().item().toDouble();
        const double loss =
            edmLoss(network, weights, batch.clean + s * batch.noise, batch.sigma, batch.clean, 0.5)
                .item()
                .toDouble();
        QVERIFY2(std::abs(loss - expected) < 2e-3 * expected, qPrintable(QString::number(loss - expected)));
    }

    /// Wide steps come as often as asked for, and bring their own size, number and noise.
    void wideSteps() {
        TrainingConfig config = smallConfig();
        config.wideShare = 0.25;
        config.wideCrop = 32;
        config.wideBatch = 2;
        config.wideUniformShare = 1;
        const PhotoSet photos({picture(0)});
        int wide = 0;
        for (int step = 0; step < 200; ++step) {
            const Batch batch = makeBatch(photos, config, step);
            const bool isWide = batch.clean.size(3) == 32;
            wide += isWide;
            QCOMPARE(batch.clean.size(0), std::int64_t{isWide ? 2 : 4});
            QCOMPARE(batch.noise.size(2), std::int64_t{isWide ? 32 : 16});
            QCOMPARE(batch.sigma.size(0), batch.clean.size(0));
            if (isWide) {
                QVERIFY(batch.sigma.min().item().toDouble() >= 0.5F);
                QVERIFY(batch.sigma.max().item().toDouble() <= 10.001);
            }
        }
        QVERIFY2(wide > 25 && wide < 75, qPrintable(QString::number(wide)));  // 50 ± 4 deviations
    }

    void learnsAndLoadsAsADenoiser_data() {
        QTest::addColumn<QString>("settings");
        QTest::newRow("AdamW") << "{}";
        QTest::newRow("Muon") << R"({"optimizer": "muon", "muon_rate": 0.02})";
        QTest::newRow("wide and gated") << R"({"wide_share": 0.3, "wide_crop": 32, "crop_candidates": 3})";
    }
    void learnsAndLoadsAsADenoiser() {
        QFETCH(QString, settings);
        TrainingRun run = start("learns");
        run.config = TrainingConfig::fromJson(settings.toStdString(), "settings", run.config);
        run.validation = folder("photos");
        run.steps = 400;
        Recorder recorder;
        RunControl control;
        train(run, recorder, control);
        QCOMPARE(recorder.tables.size(), std::size_t{1});
        const ValidationTable& table = recorder.tables[0];
        QCOMPARE(table.step, std::int64_t{400});
        // Level 50 (PSNR 14.2 dB as it comes) must gain at least 4 dB on pictures this smooth.
        QVERIFY2(table.psnr[static_cast<std::size_t>(table.best)][3] > 18.2,
                 qPrintable(QString::number(table.psnr[0][3])));

        const auto denoiser = loadDenoiser(run.out);
        const TrainingConfig config = configOfWeights(run.out);
        const TensorMap weights = readWeights(run.out, config);
        const Batch batch = makeBatch(PhotoSet({picture(0)}), smallConfig(), 0);
        const at::Tensor x = batch.clean.narrow(0, 0, 1) + 0.3 * batch.noise.narrow(0, 0, 1);
        const at::Tensor ours =
            denoiseBatch(networkOf(config), weights, x, at::full({1}, 0.3, at::kFloat), 0.5);
        QVERIFY((ours - denoiser->denoise(x, 0.3)).abs().max().item().toDouble() < 1e-5);
    }

    void resumedEndsWithTheSameBits_data() {
        QTest::addColumn<QString>("settings");
        QTest::newRow("float32") << R"({"bfloat16": false})";
        QTest::newRow("bfloat16") << R"({"bfloat16": true})";
        QTest::newRow("Muon, float32") << R"({"bfloat16": false, "optimizer": "muon"})";
        QTest::newRow("Muon, bfloat16") << R"({"bfloat16": true, "optimizer": "muon"})";
        QTest::newRow("wide and gated")
            << R"({"wide_share": 0.5, "wide_crop": 32, "crop_candidates": 2, "crop_gate": 0.5})";
    }
    void resumedEndsWithTheSameBits() {
        QFETCH(QString, settings);
        TrainingRun whole = start("whole");
        whole.config = TrainingConfig::fromJson(settings.toStdString(), "settings", whole.config);
        whole.steps = 12;
        TrainingObserver silent;
        RunControl control;
        train(whole, silent, control);

        TrainingRun first = start("parts");
        first.config = whole.config;
        first.steps = 12;
        first.checkpointMinutes = 0;
        RunControl stopped;
        Stopper stopper(stopped, 5);
        train(first, stopper, stopped);
        QCOMPARE(readCheckpoint(checkpointOf(first)).step, std::int64_t{5});

        TrainingRun second = start("parts");
        second.resume = checkpointOf(first);
        RunControl again;
        train(second, silent, again);
        QVERIFY(!bytesOf(checkpointOf(whole)).isEmpty());
        QCOMPARE(bytesOf(checkpointOf(second)), bytesOf(checkpointOf(whole)));
        QCOMPARE(bytesOf(second.out), bytesOf(whole.out));
    }

    void initTakesWeightsAndNetwork() {
        TrainingRun first = start("first");
        first.steps = 3;
        TrainingObserver silent;
        RunControl control;
        train(first, silent, control);

        TrainingRun second = start("second");
        second.config = configOfWeights(first.out);
        QVERIFY(second.config.channels == first.config.channels);
        second.config.crop = 16;
        second.config.batch = 1;
        second.init = first.out;
        second.steps = 1;
        second.config.learningRate = 1e-8;
        train(second, silent, control);
        const TrainingState state = readCheckpoint(checkpointOf(second));
        const TensorMap weights = readWeights(first.out, second.config);
        QVERIFY((state.weights.at("inp.weight") - weights.at("inp.weight")).abs().max().item().toDouble() <
                1e-6);
    }

    void initMayAddBlocks_data() {
        QTest::addColumn<QList<int>>("blocks");
        QTest::newRow("everywhere") << QList<int>{3};
        QTest::newRow("at the finest level") << QList<int>{2, 1};
        QTest::newRow("at the coarsest level") << QList<int>{1, 4};
        QTest::newRow("none") << QList<int>{1};
    }
    /// The same function to the bit, although the blocks are there.
    void initMayAddBlocks() {
        QFETCH(QList<int>, blocks);
        const std::filesystem::path path = folder("few.safetensors");
        const TrainingConfig few = smallConfig();
        RandomStream random(3, 0, 0);
        TensorMap weights;
        for (const auto& [name, shape] : lacunaUnetShapes(networkOf(few))) {
            weights[name] = at::empty(shape, at::kFloat);
            for (std::int64_t i = 0; i < weights[name].numel(); ++i)
                weights[name].data_ptr<float>()[i] = static_cast<float>(0.2 * random.normal());
        }
        writeWeights(path, weights, few, "few", "");
        TrainingConfig many = few;
        many.blocksPerLevel.assign(blocks.begin(), blocks.end());
        const TensorMap grown = readWeights(path, many);
        const Batch batch = makeBatch(PhotoSet({picture(0)}), few, 0);
        const at::Tensor before =
            denoiseBatch(networkOf(few), readWeights(path, few), batch.clean, batch.sigma, 0.5);
        QVERIFY(at::equal(denoiseBatch(networkOf(many), grown, batch.clean, batch.sigma, 0.5), before));
        QCOMPARE(grown.size(), lacunaUnetShapes(networkOf(many)).size());
    }

    /// Channels that nothing reads or writes can go, and the function stays the same.
    void initMayNarrow() {
        const std::filesystem::path path = folder("wide.safetensors");
        TrainingConfig narrow = smallConfig();
        narrow.blocksPerLevel = {2, 1};
        TrainingConfig wide = narrow;
        for (auto& channels : wide.channels)
            channels += 4;
        TensorMap small = initialWeights(networkOf(narrow), 5);
        for (auto& [name, tensor] : small)
            tensor = tensor + 0.1;
        // Each tensor in the middle of a larger one of zeros: the channels to keep are not the first ones.
        TensorMap large;
        for (const auto& [name, shape] : lacunaUnetShapes(networkOf(wide))) {
            large[name] = at::zeros(shape, at::kFloat);
            const at::Tensor& tensor = small.at(name);
            const bool modulation = name.find(".e.") != std::string::npos;
            const std::int64_t parts = modulation ? 2 : 1;
            for (std::int64_t part = 0; part < parts; ++part) {
                at::Tensor to = large[name].narrow(0, part * shape[0] / parts, shape[0] / parts);
                at::Tensor from = tensor.narrow(0, part * tensor.size(0) / parts, tensor.size(0) / parts);
                for (std::int64_t dimension = 0; dimension < std::min<std::int64_t>(2, from.dim());
                     ++dimension)
                    if (to.size(dimension) != from.size(dimension))
                        to = to.narrow(dimension, 2, from.size(dimension));
                to.copy_(from);
            }
        }
        writeWeights(path, large, wide, "wide", "");
        const Batch batch = makeBatch(PhotoSet({picture(0)}), narrow, 0);
        const at::Tensor before =
            denoiseBatch(networkOf(wide), readWeights(path, wide), batch.clean, batch.sigma, 0.5);
        const at::Tensor after =
            denoiseBatch(networkOf(narrow), readWeights(path, narrow), batch.clean, batch.sigma, 0.5);
        QVERIFY((before - batch.clean).abs().max().item().toDouble() > 0.1);
        QVERIFY((after - before).abs().max().item().toDouble() < 1e-4);
    }

    void initMayLeaveBlocksOut() {
        const std::filesystem::path path = folder("init.safetensors");
        TrainingConfig two = smallConfig();
        two.blocksPerLevel = {2};
        const TensorMap weights = initialWeights(networkOf(two), 3);
        writeWeights(path, weights, two, "init", "");
        TrainingConfig fewer = two;
        fewer.blocksPerLevel = {1, 2};
        const TensorMap read = readWeights(path, fewer);
        QCOMPARE(read.size(), lacunaUnetShapes(networkOf(fewer)).size());
        const at::Tensor kept = weights.at("down.0.0.a.weight").to(at::kHalf).to(at::kFloat);
        QVERIFY(at::equal(read.at("down.0.0.a.weight"), kept));
    }

    /// A network that is its own teacher has little to learn; from the photographs it would learn on.
    void teacherIsWhatIsLearnt() {
        TrainingRun first = start("teacher");
        first.steps = 60;
        TrainingObserver silent;
        RunControl control;
        train(first, silent, control);

        TrainingRun pupil = start("pupil");
        pupil.init = pupil.teacher = first.out;
        pupil.config.learningRate = 1e-3;
        pupil.steps = 30;
        train(pupil, silent, control);
        TrainingRun alone = pupil;
        alone.out = folder("alone.safetensors");
        alone.teacher.clear();
        train(alone, silent, control);
        const TensorMap taught = readWeights(pupil.out, pupil.config);
        const TensorMap start = readWeights(first.out, pupil.config);
        const TensorMap untaught = readWeights(alone.out, pupil.config);
        const auto moved = [&start](const TensorMap& to) {
            double sum = 0;
            for (const auto& [name, tensor] : to)
                sum += (tensor - start.at(name)).pow(2).sum().item().toDouble();
            return sum;
        };
        QVERIFY2(moved(taught) < moved(untaught) / 2,
                 qPrintable(QString("%1 against %2").arg(moved(taught)).arg(moved(untaught))));

        pupil.config.crop = 18;
        QVERIFY_THROWS_EXCEPTION(Error, train(pupil, silent, control));
    }

    void teacherIsAskedWhereItIsWanted_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("above");
        QTest::addColumn<bool>("changes");
        QTest::newRow("all of the target") << 1.0 << 0.0 << true;
        QTest::newRow("a part of it") << 0.25 << 0.0 << true;
        QTest::newRow("none of it") << 0.0 << 0.0 << false;
        // FFDNet knows up to 75 levels.
        QTest::newRow("from more noise on than it knows") << 1.0 << 80.0 << false;
    }
    void teacherIsAskedWhereItIsWanted() {
        QFETCH(double, share);
        QFETCH(double, above);
        QFETCH(bool, changes);
        TrainingObserver silent;
        RunControl control;
        TrainingRun alone = start("alone");
        alone.config.uniformShare = 1;  // all levels, weak ones too
        alone.steps = 5;
        train(alone, silent, control);
        TrainingRun pupil = alone;
        pupil.out = folder("pupil.safetensors");
        pupil.teacher = LACUNA_TEST_DATA "/parity/ffdnet_color.pth";
        pupil.teacherShare = share;
        pupil.teacherAbove = above;
        train(pupil, silent, control);
        const TensorMap taught = readWeights(pupil.out, pupil.config);
        bool isSame = true;
        for (const auto& [name, tensor] : readWeights(alone.out, pupil.config))
            isSame = isSame && at::equal(tensor, taught.at(name));
        QCOMPARE(isSame, !changes);
    }

    void initMayChangeNothingElse_data() {
        QTest::addColumn<QString>("settings");
        QTest::newRow("channels") << R"({"channels": [8, 16]})";
        QTest::newRow("levels") << R"({"channels": [8, 12, 12]})";
        QTest::newRow("embedding") << R"({"embedding": 32})";
        QTest::newRow("fourier") << R"({"fourier": 16})";
        QTest::newRow("pixel_unshuffle") << R"({"pixel_unshuffle": 1})";
        QTest::newRow("sigma_data") << R"({"sigma_data": 0.4})";
    }
    void initMayChangeNothingElse() {
        QFETCH(QString, settings);
        const std::filesystem::path path = folder("init.safetensors");
        TrainingConfig two = smallConfig();
        two.blocksPerLevel = {2};
        writeWeights(path, initialWeights(networkOf(two), 3), two, "init", "");
        const auto config =
            TrainingConfig::fromJson(settings.toStdString(), "settings", configOfWeights(path));
        try {
            readWeights(path, config);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::ModelFile);
            const QString key =
                QTest::currentDataTag() == QString("levels") ? "channels" : QTest::currentDataTag();
            QVERIFY2(QString::fromStdString(error.detail()).contains(key), error.what());
        }
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("no length") << "length" << static_cast<int>(ErrorCode::Usage);
        QTest::newRow("no photos") << "photos" << static_cast<int>(ErrorCode::InputFile);
        QTest::newRow("no photo for wide crops") << "wide" << static_cast<int>(ErrorCode::InputFile);
        QTest::newRow("no list") << "list" << static_cast<int>(ErrorCode::InputFile);
        QTest::newRow("not a checkpoint") << "resume" << static_cast<int>(ErrorCode::ModelFile);
        QTest::newRow("no folder to write to") << "out" << static_cast<int>(ErrorCode::OutputFile);
        QTest::newRow("weights of another kind") << "init" << static_cast<int>(ErrorCode::ModelFile);
    }
    void saysWhatIsWrong() {
        QFETCH(QString, kind);
        QFETCH(int, code);
        TrainingRun run = start("wrong");
        run.steps = 1;
        if (kind == "length") run.steps = 0;
        if (kind == "photos") run.photos = folder("nowhere");
        if (kind == "wide") run.config.wideShare = 0.1, run.config.wideCrop = 64;
        if (kind == "list") run.photoList = folder("nowhere");
        if (kind == "out") run.out = folder("nowhere") / "x.safetensors";
        if (kind == "resume" || kind == "init") {
            const auto path = folder("photos") / "photo0.png";
            (kind == "resume" ? run.resume : run.init) = path;
        }
        try {
            TrainingObserver silent;
            RunControl control;
            train(run, silent, control);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
        }
    }

  private:
    std::filesystem::path folder(const char* name) const {
        return std::filesystem::path(mFolder.path().toStdString()) / name;
    }
    TrainingRun start(const char* name) const {
        TrainingRun run;
        run.config = smallConfig();
        run.photos = folder("photos");
        run.out = folder(name).string() + ".safetensors";
        return run;
    }
    static std::filesystem::path checkpointOf(const TrainingRun& run) {
        return run.out.string() + ".checkpoint";
    }

    QTemporaryDir mFolder;
};

QTEST_GUILESS_MAIN(TestTrainer)
#include "test_trainer.moc"
