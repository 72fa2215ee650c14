// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/model_description.h"
#include "core/models/denoised_with_vjp.h"
#include "core/models/lacuna_unet_network.h"
#include "core/models/mirrored_denoiser.h"
#include "core/models/network_denoiser.h"
#include "core/models/preconditioning.h"
#include "core/tensors/mirror.h"
#include "random_unet.h"

#include <ATen/ops/constant_pad_nd.h>
#include <QTemporaryDir>
#include <QtTest>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

using namespace lacuna;
using namespace lacuna::test;

namespace {

constexpr double kSigmaData = 0.5;

/// A denoiser whose gradient graph is in the open.
class OpenDenoiser : public NetworkDenoiser {
  public:
    using NetworkDenoiser::denoiseWithGraph;
    using NetworkDenoiser::NetworkDenoiser;
};

std::int64_t mirrored(std::int64_t at, std::int64_t size) {
    if (size == 1) return 0;
    at %= 2 * (size - 1);
    return at < size ? at : 2 * (size - 1) - at;
}

class TestNetworkDenoiser : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        const LacunaUnetConfig config = smallConfig();
        mDenoiser = std::make_unique<OpenDenoiser>(
            makeLacunaUnetNetwork(config, randomWeights(config), at::kCPU, at::kFloat),
            std::make_unique<EdmPreconditioning>(kSigmaData), 0.002, 80);
    }

    void mirrorPad_data() { sizes(); }
    void mirrorPad() {
        QFETCH(int, height);
        QFETCH(int, width);
        const at::Tensor x = randomTensor({1, 2, height, width}, 3);
        const at::Tensor padded = mirrorPadToMultiple(x, 16);
        QCOMPARE(padded.size(2), (height + 15) / 16 * 16);
        QCOMPARE(padded.size(3), (width + 15) / 16 * 16);
        for (std::int64_t row = 0; row < padded.size(2); ++row)
            for (std::int64_t column = 0; column < padded.size(3); ++column)
                QVERIFY(padded.select(2, row).select(2, column).equal(
                    x.select(2, mirrored(row, height)).select(2, mirrored(column, width))));
    }

    /// Any size gives D of that size, the same as of the mirrored picture, and the vector–Jacobian product
    /// that automatic differentiation finds.
    void anySize_data() { sizes(); }
    void anySize() {
        QFETCH(int, height);
        QFETCH(int, width);
        const at::Tensor x = randomTensor({2, 3, height, width}, 3);
        const at::Tensor v = randomTensor({2, 3, height, width}, 4);
        const at::Tensor D = mDenoiser->denoise(x, 0.7);
        QCOMPARE(D.sizes().vec(), x.sizes().vec());
        const at::Tensor whole = mDenoiser->denoise(mirrorPadToMultiple(x, mDenoiser->stride()), 0.7);
        QVERIFY(difference(D, whole.narrow(2, 0, height).narrow(3, 0, width)) < 1e-6);

        const DenoisedWithVjp result = mDenoiser->denoiseWithVjp(x, 0.7);
        QVERIFY(difference(result.denoised, D) < 1e-6);
        const at::Tensor input = x.clone().requires_grad_(true);
        (mDenoiser->denoiseWithGraph(input, 0.7) * v).sum().backward();
        QVERIFY(difference(result.vjp(v), input.grad()) < 1e-5);
    }

    /// A small picture is a crop of what the network makes of its mirrored self, the vector–Jacobian product
    /// too.
    void leastSide_data() { sizes(); }
    void leastSide() {
        QFETCH(int, height);
        QFETCH(int, width);
        const at::Tensor x = randomTensor({2, 3, height, width}, 3);
        const at::Tensor v = randomTensor({2, 3, height, width}, 4);
        MirroredDenoiser mirrored(*mDenoiser, 24);
        const at::Tensor input = x.clone().requires_grad_(true);
        const at::Tensor whole = mDenoiser->denoiseWithGraph(mirrorPadToSide(input, 24), 0.7);
        QCOMPARE(whole.size(2), std::max<std::int64_t>(height, 24));
        const at::Tensor D = whole.narrow(2, 0, height).narrow(3, 0, width);
        (D * v).sum().backward();
        QVERIFY(difference(mirrored.denoise(x, 0.7), D.detach()) < 1e-6);
        const DenoisedWithVjp result = mirrored.denoiseWithVjp(x, 0.7);
        QVERIFY(difference(result.denoised, D.detach()) < 1e-6);
        QVERIFY(difference(result.vjp(v), input.grad()) < 1e-5);
    }

    void doublePrecision() {
        const at::Tensor x = randomTensor({1, 3, 11, 21}, 3).to(at::kDouble);
        const DenoisedWithVjp wide = mDenoiser->denoiseWithVjp(x, 0.3);
        const DenoisedWithVjp narrow = mDenoiser->denoiseWithVjp(x.to(at::kFloat), 0.3);
        const at::Tensor wideVjp = wide.vjp(x);
        QVERIFY(wide.denoised.scalar_type() == at::kDouble);
        QVERIFY(wideVjp.scalar_type() == at::kDouble);
        QVERIFY(difference(wide.denoised, narrow.denoised) < 1e-5);
        QVERIFY(difference(wideVjp, narrow.vjp(x.to(at::kFloat))) < 1e-5);
    }

    /// c_skip → 1 and c_out → 0 as σ → 0; the other way round as σ → ∞.
    void preconditioningLimits() {
        const EdmPreconditioning edm(kSigmaData);
        const Scales low = edm.at(1e-9);
        QVERIFY(std::abs(low.skip - 1) < 1e-15 && low.out < 1e-8 && std::abs(low.in - 2) < 1e-12);
        const Scales high = edm.at(1e9);
        QVERIFY(high.skip < 1e-15 && std::abs(high.out - kSigmaData) < 1e-12 && high.in < 2e-9);
        for (const double sigma : {0.002, 0.1, 0.5, 3.0, 80.0}) {
            const Scales scales = edm.at(sigma);
            const double square = sigma * sigma + kSigmaData * kSigmaData;
            QVERIFY(std::abs(scales.skip - kSigmaData * kSigmaData / square) < 1e-15);
            QVERIFY(std::abs(scales.out - sigma * kSigmaData / std::sqrt(square)) < 1e-15);
            QVERIFY(std::abs(scales.in - 1 / std::sqrt(square)) < 1e-15);
            QCOMPARE(scales.noise, std::log(sigma) / 4);
        }
        const at::Tensor x = randomTensor({1, 3, 16, 16}, 3);
        QVERIFY(difference(mDenoiser->denoise(x, 1e-7), x) < 1e-6);
        PreconditioningSpec unknown;
        unknown.kind = "sub-vp";
        QVERIFY_THROWS_EXCEPTION(Error, makePreconditioning(unknown));
    }

    /// Callers may be in any gradient mode; what comes out can take part in a graph later.
    void gradientModes() {
        const at::Tensor x = randomTensor({1, 3, 13, 16}, 3);
        const at::Tensor expected = mDenoiser->denoise(x, 0.4);
        const at::Tensor expectedVjp = mDenoiser->denoiseWithVjp(x, 0.4).vjp(x);
        QVERIFY(!expected.requires_grad());
        {
            const c10::NoGradGuard noGraph;
            QVERIFY(mDenoiser->denoiseWithVjp(x, 0.4).vjp(x).equal(expectedVjp));
        }
        {
            const c10::InferenceMode inference;
            const at::Tensor inside = x.clone();
            QVERIFY(mDenoiser->denoise(inside, 0.4).equal(expected));
            QVERIFY(mDenoiser->denoiseWithVjp(inside, 0.4).vjp(inside).equal(expectedVjp));
        }
        const at::Tensor again = mDenoiser->denoise(mDenoiser->denoise(x, 0.4), 0.2).requires_grad_(true);
        again.pow(2).sum().backward();
        QVERIFY(again.grad().defined());
    }

    void repeats() {
        const at::Tensor x = randomTensor({1, 3, 40, 56}, 3);
        QVERIFY(mDenoiser->denoise(x, 0.4).equal(mDenoiser->denoise(x, 0.4)));
        QVERIFY(mDenoiser->denoiseWithVjp(x, 0.4).vjp(x).equal(mDenoiser->denoiseWithVjp(x, 0.4).vjp(x)));
    }

  private:
    static void sizes() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        const int pairs[][2] = {{1, 1}, {1, 40},  {2, 3},   {3, 17}, {5, 5},
                                {8, 9}, {16, 16}, {31, 33}, {48, 20}};
        for (const auto& [height, width] : pairs)
            QTest::addRow("%d x %d", height, width) << height << width;
    }

    std::unique_ptr<OpenDenoiser> mDenoiser;
};

}  // namespace

QTEST_GUILESS_MAIN(TestNetworkDenoiser)
#include "test_network_denoiser.moc"
