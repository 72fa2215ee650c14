// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel_rows.h"
#include "core/sampling/noise_schedule.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/philox.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <QtTest>

#include <array>
#include <cmath>
#include <vector>

using namespace lacuna;

namespace {

at::Tensor picture(std::int64_t channels, std::int64_t height, std::int64_t width,
                   at::ScalarType type = at::kFloat) {
    return at::empty({1, channels, height, width}, at::TensorOptions().dtype(type));
}

double moment(const at::Tensor& z, int order) {
    return z.to(at::kDouble).pow(order).mean().item<double>();
}

double correlation(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kDouble) * b.to(at::kDouble)).mean().item<double>();
}

}  // namespace

class TestNoise : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void scheduleIsKarras_data();
    void scheduleIsKarras();
    void philoxKnownAnswers_data();
    void philoxKnownAnswers();
    void isStandardNormal();
    void isIndependentAcross_data();
    void isIndependentAcross();
    void cropSeesTheSameNoise_data();
    void cropSeesTheSameNoise();
    void typesAgree();
    void threadsDontMatter();
};

void TestNoise::scheduleIsKarras_data() {
    QTest::addColumn<double>("top");
    QTest::addColumn<double>("bottom");
    QTest::addColumn<double>("rho");
    QTest::addColumn<int>("steps");
    QTest::newRow("default") << 5.0 << 0.01 << 7.0 << 10;
    QTest::newRow("linear") << 1.0 << 0.1 << 1.0 << 4;
    QTest::newRow("two") << 80.0 << 0.002 << 7.0 << 2;
    QTest::newRow("one") << 5.0 << 0.01 << 7.0 << 1;
    QTest::newRow("flat") << 0.3 << 0.3 << 7.0 << 3;
}

void TestNoise::scheduleIsKarras() {
    QFETCH(double, top);
    QFETCH(double, bottom);
    QFETCH(double, rho);
    QFETCH(int, steps);
    const std::vector<double> sigmas = noiseSchedule(top, bottom, steps, rho);
    QCOMPARE(sigmas.size(), static_cast<std::size_t>(steps) + 1);
    QCOMPARE(sigmas.front(), top);
    QCOMPARE(sigmas.back(), 0.0);
    if (steps > 1) QCOMPARE(sigmas[steps - 1], bottom);
    // Equation 5: what is evenly spaced is σ^(1/ρ).
    const double stride = (std::pow(bottom, 1 / rho) - std::pow(top, 1 / rho)) / std::max(1, steps - 1);
    for (int i = 0; i < steps; ++i) {
        const double root = std::pow(sigmas[i], 1 / rho);
        QVERIFY(std::abs(root - std::pow(top, 1 / rho) - i * stride) < 1e-12);
    }
}

void TestNoise::philoxKnownAnswers_data() {
    using Words = std::vector<std::uint32_t>;
    QTest::addColumn<Words>("counter");
    QTest::addColumn<Words>("key");
    QTest::addColumn<Words>("answer");
    // The known answers of Random123, philox4x32-10.
    QTest::newRow("zeros") << Words{0, 0, 0, 0} << Words{0, 0}
                           << Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    QTest::newRow("ones") << Words(4, 0xffffffff) << Words(2, 0xffffffff)
                          << Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    QTest::newRow("pi") << Words{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}
                        << Words{0xa4093822, 0x299f31d0}
                        << Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
}

void TestNoise::philoxKnownAnswers() {
    using Words = std::vector<std::uint32_t>;
    QFETCH(Words, counter);
    QFETCH(Words, key);
    QFETCH(Words, answer);
    const auto words = philox({counter[0], counter[1], counter[2], counter[3]}, {key[0], key[1]});
    QCOMPARE(Words(words.begin(), words.end()), answer);
}

void TestNoise::isStandardNormal() {
    const at::Tensor z = NoiseSource(7).normal(0, picture(3, 1000, 1000));
    // Bounds of five standard errors for 3 million values.
    const double error = 5 / std::sqrt(3e6);
    QVERIFY(std::abs(moment(z, 1)) < error);
    QVERIFY(std::abs(moment(z, 2) - 1) < error * std::sqrt(2.0));
    QVERIFY(std::abs(moment(z, 3)) < error * std::sqrt(15.0));
    QVERIFY(std::abs(moment(z, 4) - 3) < error * std::sqrt(96.0));
    for (const double bound : {0.5, 1.0, 2.0, 3.0}) {
        const double inside = std::erf(bound / std::sqrt(2.0));
        const double share = z.abs().le(bound).to(at::kDouble).mean().item<double>();
        QVERIFY(std::abs(share - inside) < error * std::sqrt(inside * (1 - inside)));
    }
    QVERIFY(z.abs().max().item<double>() > 4.5);
}

void TestNoise::isIndependentAcross_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<unsigned>("stream");
    QTest::addColumn<int>("dx");
    QTest::addColumn<int>("dy");
    QTest::newRow("seeds") << quint64{8} << 0U << 0 << 0;
    QTest::newRow("high word of the seed") << quint64{7} + (quint64{1} << 32) << 0U << 0 << 0;
    QTest::newRow("streams") << quint64{7} << 1U << 0 << 0;
    QTest::newRow("next pixel") << quint64{7} << 0U << 1 << 0;
    QTest::newRow("two pixels on") << quint64{7} << 0U << 2 << 0;
    QTest::newRow("next counter") << quint64{7} << 0U << 4 << 0;
    QTest::newRow("next row") << quint64{7} << 0U << 0 << 1;
}

void TestNoise::isIndependentAcross() {
    QFETCH(quint64, seed);
    QFETCH(unsigned, stream);
    QFETCH(int, dx);
    QFETCH(int, dy);
    const at::Tensor like = picture(3, 512, 512);
    const at::Tensor a = NoiseSource(7).normal(0, like);
    const at::Tensor b = NoiseSource(seed, dx, dy).normal(stream, like);
    const double error = 5 / std::sqrt(static_cast<double>(like.numel()));
    QVERIFY(std::abs(correlation(a, b)) < error);
    QVERIFY(std::abs(correlation(a * a - 1, b * b - 1)) < 2 * error);
    // Channels of one draw.
    QVERIFY(std::abs(correlation(a.narrow(1, 0, 1), b.narrow(1, 2, 1))) < error * std::sqrt(3.0));
}

void TestNoise::cropSeesTheSameNoise_data() {
    QTest::addColumn<int>("x");
    QTest::addColumn<int>("y");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("inside") << 5 << 7 << 31 << 9;
    QTest::newRow("aligned") << 8 << 0 << 16 << 16;
    QTest::newRow("one pixel") << 3 << 2 << 1 << 1;
    QTest::newRow("from the margin") << -9 << -6 << 40 << 20;
    QTest::newRow("all in the margin") << -18 << -12 << 3 << 3;
}

void TestNoise::cropSeesTheSameNoise() {
    QFETCH(int, x);
    QFETCH(int, y);
    QFETCH(int, width);
    QFETCH(int, height);
    constexpr int margin = 20;
    const at::Tensor whole = NoiseSource(3, -margin, -margin).normal(4, picture(3, 64, 96));
    const at::Tensor crop = NoiseSource(3, x, y).normal(4, picture(3, height, width));
    QVERIFY(crop.equal(whole.narrow(2, y + margin, height).narrow(3, x + margin, width)));
}

void TestNoise::typesAgree() {
    const at::Tensor single = NoiseSource(5).normal(2, picture(3, 33, 47));
    const at::Tensor twice = NoiseSource(5).normal(2, picture(3, 33, 47, at::kDouble));
    QCOMPARE(twice.scalar_type(), at::kDouble);
    QVERIFY(single.equal(twice.to(at::kFloat)));
    QVERIFY(!single.to(at::kDouble).equal(twice));
}

void TestNoise::threadsDontMatter() {
    const int before = rowThreads();
    const at::Tensor like = picture(3, 601, 701);  // large enough for several threads
    setRowThreads(1);
    const at::Tensor one = NoiseSource(5, -3, 2).normal(1, like);
    setRowThreads(4);
    const at::Tensor four = NoiseSource(5, -3, 2).normal(1, like);
    setRowThreads(before);
    QVERIFY(one.equal(four));
}

QTEST_GUILESS_MAIN(TestNoise)
#include "test_noise.moc"
