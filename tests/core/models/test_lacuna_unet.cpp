// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/denoised_with_vjp.h"
#include "core/models/lacuna_unet_network.h"
#include "core/models/load_denoiser.h"
#include "core/models/onednn_convolution.h"
#include "random_unet.h"

#include <ATen/ops/full.h>
#include <QtTest>
#include <torch/csrc/autograd/autograd.h>

using namespace lacuna;
using namespace lacuna::test;

namespace {

LacunaUnetConfig configOf(std::vector<std::int64_t> channels, std::vector<std::int64_t> blocks,
                          std::int64_t unshuffle) {
    LacunaUnetConfig config = smallConfig();
    config.channels = std::move(channels);
    config.blocksPerLevel = std::move(blocks);
    config.pixelUnshuffle = unshuffle;
    return config;
}

TensorMap inDouble(const TensorMap& weights) {
    TensorMap wide;
    for (const auto& [name, tensor] : weights)
        wide[name] = tensor.to(at::kDouble);
    return wide;
}

at::Tensor levels(const at::Tensor& z, double c) {
    return at::full({z.size(0)}, c, z.options());
}

class TestLacunaUnet : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void configRoundTrip_data() {
        QTest::addColumn<std::vector<std::int64_t>>("blocks");
        QTest::addColumn<QString>("written");
        QTest::newRow("one number") << std::vector<std::int64_t>{4} << R"("blocks_per_level":4,)";
        QTest::newRow("one for each level")
            << std::vector<std::int64_t>{4, 1} << R"("blocks_per_level":[4,1],)";
    }
    void configRoundTrip() {
        QFETCH(std::vector<std::int64_t>, blocks);
        QFETCH(QString, written);
        const LacunaUnetConfig config = configOf({3, 5}, blocks, 3);
        const LacunaUnetConfig read = LacunaUnetConfig::fromJson(config.toJson(), "s");
        QCOMPARE(read.toJson(), config.toJson());
        QCOMPARE(read.channels, config.channels);
        QCOMPARE(read.stride(), 6);
        QCOMPARE(read.embedding, 9);
        QCOMPARE(read.blocksPerLevel, blocks);
        QCOMPARE(read.blocks(1), blocks.back());
        QVERIFY(QString::fromStdString(config.toJson()).contains(written));
    }

    void networks_data() {
        QTest::addColumn<QList<int>>("channels");
        QTest::addColumn<QList<int>>("blocks");
        QTest::addColumn<int>("unshuffle");
        QTest::newRow("one level") << QList<int>{8} << QList<int>{2} << 2;
        QTest::newRow("no unshuffle") << QList<int>{8, 12} << QList<int>{1} << 1;
        QTest::newRow("odd channels") << QList<int>{6, 10, 7} << QList<int>{1} << 2;
        QTest::newRow("wide") << QList<int>{32, 48, 64, 96} << QList<int>{2} << 2;
        QTest::newRow("blocks by level") << QList<int>{8, 12, 16} << QList<int>{3, 1, 2} << 2;
    }

    /// The network that loadDenoiser() gives, in whichever implementation the machine allows, against the
    /// definition in double precision, and its vector–Jacobian product against central differences of that.
    void inferenceMatchesDefinition_data() { networks_data(); }
    void inferenceMatchesDefinition() {
        const LacunaUnetConfig config = fetchConfig();
        const TensorMap weights = randomWeights(config);
        const TensorMap wide = inDouble(weights);
        const auto stride = config.stride();
        const at::Tensor z = randomTensor({2, 3, 2 * stride, 3 * stride}, 7);
        const at::Tensor u = randomTensor({2, 3, 2 * stride, 3 * stride}, 8);
        const at::Tensor v = randomTensor({2, 3, 2 * stride, 3 * stride}, 9);
        const auto F = [&](const at::Tensor& at) {
            return lacunaUnetForward(config, wide, at, levels(at, -0.3));
        };
        const at::Tensor expected = F(z.to(at::kDouble));
        const at::Tensor step = 1e-6 * u.to(at::kDouble);
        const at::Tensor Ju = (F(z.to(at::kDouble) + step) - F(z.to(at::kDouble) - step)) / 2e-6;
        const double vJu = (v.to(at::kDouble) * Ju).sum().item<double>();
        const double scale = (v.norm() * Ju.norm()).item<double>();

        const auto fastest = makeLacunaUnetNetwork(config, weights, at::kCPU, at::kFloat);
        LacunaUnetNetwork plain(config, weights, at::kCPU, at::kFloat);
        for (Network* network : {fastest.get(), static_cast<Network*>(&plain)}) {
            QVERIFY(difference(network->forward(z, -0.3), expected) < 5e-6);
            const DenoisedWithVjp result = network->forwardWithVjp(z, -0.3);
            QVERIFY(difference(result.denoised, expected) < 5e-6);
            const double uJv = (result.vjp(v).to(at::kDouble) * u).sum().item<double>();
            QVERIFY(std::abs(uJv - vJu) < 1e-5 * scale);
        }
    }

    void bfloat16MatchesDefinition_data() { networks_data(); }
    void bfloat16MatchesDefinition() {
        const LacunaUnetConfig config = fetchConfig();
        const TensorMap weights = randomWeights(config);
        const at::Tensor z = randomTensor({1, 3, 2 * config.stride(), 3 * config.stride()}, 7);
        const at::Tensor expected = lacunaUnetForward(config, weights, z, levels(z, 0.2));
        const auto network = makeLacunaUnetNetwork(config, weights, at::kCPU, at::kBFloat16);
        const at::Tensor F = network->forward(z, 0.2);
        QVERIFY(F.scalar_type() == at::kFloat);
        QVERIFY(((F - expected).norm() / expected.norm()).item<double>() < 0.03);
        QVERIFY(((F - expected).norm() / expected.norm()).item<double>() > 1e-6);  // it is another precision
    }

    /// float16 has eight times the digits of bfloat16.
    void float16MatchesDefinition_data() { networks_data(); }
    void float16MatchesDefinition() {
        if (!float16Works()) QSKIP("this LibTorch has no float16 on the CPU");
        const LacunaUnetConfig config = fetchConfig();
        const TensorMap weights = randomWeights(config);
        const at::Tensor z = randomTensor({1, 3, 2 * config.stride(), 3 * config.stride()}, 7);
        const at::Tensor expected = lacunaUnetForward(config, weights, z, levels(z, 0.2));
        const auto network = makeLacunaUnetNetwork(config, weights, at::kCPU, at::kHalf);
        const at::Tensor F = network->forward(z, 0.2);
        QVERIFY(F.scalar_type() == at::kFloat);
        QVERIFY(((F - expected).norm() / expected.norm()).item<double>() < 0.004);
        QVERIFY(((F - expected).norm() / expected.norm()).item<double>() > 1e-6);
    }

    /// The same image gives the same output whatever else is in the batch, and z is left alone.
    void batchIsIndependent() {
        const LacunaUnetConfig config = configOf({16, 32}, {2}, 2);
        const auto network = makeLacunaUnetNetwork(config, randomWeights(config), at::kCPU, at::kFloat);
        const at::Tensor z = randomTensor({3, 3, 12, 20}, 5);
        const at::Tensor before = z.clone();
        const at::Tensor all = network->forward(z, 0.1);
        for (std::int64_t i = 0; i < 3; ++i)
            QVERIFY(difference(network->forward(z.narrow(0, i, 1), 0.1), all.narrow(0, i, 1)) < 1e-6);
        QVERIFY(z.equal(before));
    }

    /// One noise level per sample, as training has it.
    void oneLevelPerSample() {
        const LacunaUnetConfig config = smallConfig();
        const TensorMap weights = randomWeights(config);
        const at::Tensor z = randomTensor({2, 3, 8, 16}, 5);
        at::Tensor c = at::full({2}, -0.9, z.options());
        c[1] = 0.8;
        const at::Tensor both = lacunaUnetForward(config, weights, z, c);
        for (std::int64_t i = 0; i < 2; ++i) {
            const at::Tensor alone = z.narrow(0, i, 1);
            QVERIFY(difference(lacunaUnetForward(config, weights, alone, c.narrow(0, i, 1)),
                               both.narrow(0, i, 1)) < 1e-6);
        }
    }

    /// In training every tensor but the frequencies learns; in inference none does, even from weights that
    /// ask for it.
    void gradients() {
        const LacunaUnetConfig config = smallConfig();
        TensorMap weights = randomWeights(config);
        for (auto& [name, tensor] : weights)
            tensor.requires_grad_(true);
        const at::Tensor z = randomTensor({1, 3, 8, 16}, 5);
        const auto network = makeLacunaUnetNetwork(config, weights, at::kCPU, at::kFloat);
        const DenoisedWithVjp result = network->forwardWithVjp(z, 0.1);
        QVERIFY(!result.denoised.requires_grad());
        QVERIFY(!result.vjp(z).requires_grad());
        for (const auto& [name, tensor] : weights)
            QVERIFY2(!tensor.grad().defined(), name.c_str());

        lacunaUnetForward(config, weights, z, levels(z, 0.1)).pow(2).sum().backward();
        for (const auto& [name, tensor] : weights) {
            QVERIFY2(tensor.grad().defined(), name.c_str());
            QVERIFY2(tensor.grad().abs().max().item<double>() > 0, name.c_str());
        }
    }

  private:
    static LacunaUnetConfig fetchConfig() {
        const auto channels = *static_cast<QList<int>*>(QTest::qData("channels", qMetaTypeId<QList<int>>()));
        const auto blocks = *static_cast<QList<int>*>(QTest::qData("blocks", qMetaTypeId<QList<int>>()));
        const int unshuffle = *static_cast<int*>(QTest::qData("unshuffle", qMetaTypeId<int>()));
        return configOf({channels.begin(), channels.end()}, {blocks.begin(), blocks.end()}, unshuffle);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestLacunaUnet)
#include "test_lacuna_unet.moc"
