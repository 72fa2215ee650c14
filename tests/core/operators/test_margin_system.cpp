// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/margin_system.h"
#include "core/tensors/linalg/fourier.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <QtTest>

#include <thread>
#include <vector>

using namespace lacuna;

namespace {

constexpr std::int64_t kHeight = 30, kWidth = 37, kTorusHeight = 36, kTorusWidth = 44;
constexpr double kTolerance = 1e-3;

MarginSystem system() {
    at::manual_seed(3);
    const at::Tensor kernel = at::rand({5, 6}, at::kDouble);
    const at::Tensor transfer = transferFunction(kernel / kernel.sum(), 0, 0, kTorusHeight, kTorusWidth);
    return {at::abs(transfer).square(), kTorusHeight, kTorusWidth, kHeight, kWidth};
}

at::Tensor data(at::ScalarType type = at::kFloat) {
    at::manual_seed(4);
    return at::randn({1, 3, kHeight, kWidth}, at::kDouble).to(type);
}

at::Tensor solved(const MarginSystem& margin, double ratio, at::ScalarType type = at::kFloat) {
    return margin.solve(data(type), ratio, kTolerance, 50);
}

}  // namespace

class TestMarginSystem : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// At the same ρ they are those of the solve before, to the bit; at another, of another type, new ones.
    void inversesAreKept() {
        const MarginSystem margin = system();
        QCOMPARE(margin.timesMade(), 0);
        const at::Tensor first = solved(margin, 0.1);
        QCOMPARE(margin.timesMade(), 1);
        QVERIFY(solved(margin, 0.1).equal(first));
        QCOMPARE(margin.timesMade(), 1);
        QVERIFY(solved(margin, 0.01).equal(solved(system(), 0.01)));
        QCOMPARE(margin.timesMade(), 2);
        QVERIFY(solved(margin, 0.01, at::kDouble).equal(solved(system(), 0.01, at::kDouble)));
        QCOMPARE(margin.timesMade(), 3);
        QVERIFY(solved(margin, 0.1).equal(first));
        QCOMPARE(margin.timesMade(), 4);
    }

    /// To rounding: how the sums of a product are shared out depends on what else runs.
    void threadsShareThem() {
        const MarginSystem margin = system();
        const at::Tensor measured = data(at::kFloat);  // here, because the threads share Torch's generator
        const double ratios[] = {0.3, 0.02};
        const at::Tensor expected[] = {solved(system(), ratios[0]), solved(system(), ratios[1])};
        std::vector<int> wrong(4);
        {
            std::vector<std::jthread> threads;
            for (std::size_t t = 0; t < wrong.size(); ++t) {
                threads.emplace_back([&, t] {
                    for (int round = 0; round < 20; ++round)
                        wrong[t] += margin.solve(measured, ratios[t % 2], kTolerance, 50)
                                            .allclose(expected[t % 2], 1e-4, 1e-5)
                                        ? 0
                                        : 1;
                });
            }
        }
        QCOMPARE(wrong, std::vector<int>(wrong.size()));
    }

    void bytes_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<double>("peak");
        QTest::addColumn<double>("kept");
        // Values of a band of rows: rows² (torus width / 2 + 1), and likewise of columns.
        const double rows = 10 * 10 * 301, columns = 20 * 20 * 201, wide = 128 * 128 * 201.0;
        QTest::newRow("no margin") << 0 << 0 << 0.0 << 0.0;
        QTest::newRow("rows") << 10 << 0 << 24 * rows << 8 * rows;
        QTest::newRow("both") << 10 << 20 << 8 * rows + 24 * columns << 8 * (rows + columns);
        QTest::newRow("the widest") << 0 << 128 << 24 * wide << 8 * wide;
        QTest::newRow("too wide") << 10 << 129 << 24 * rows << 8 * rows;
    }
    void bytes() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(double, peak);
        QFETCH(double, kept);
        const ProximalBytes bytes = MarginSystem::bandBytes(400, 600, 400 - rows, 600 - columns);
        QCOMPARE(bytes.peak, peak);
        QCOMPARE(bytes.kept, kept);
    }

    /// With the kernel of a usual motion the margin stays narrow enough for its inverses at every width that
    /// cameras have, and everywhere else up to 8000 pixels.
    void photographsHaveNarrowMargins_data() {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        for (const int side : {3456, 3648, 4000, 5184, 5464, 5472, 5984, 6000, 6720, 8192, 8256, 9504})
            QTest::addRow("%d", side) << 17 << side << side;
        QTest::newRow("all") << 46 << 1 << 7955;
    }
    void photographsHaveNarrowMargins() {
        QFETCH(int, kernel);
        QFETCH(int, from);
        QFETCH(int, to);
        for (int side = from; side <= to; ++side) {
            const std::int64_t margin = goodFftSize(side + kernel - 1) - side;
            QVERIFY2(margin <= MarginSystem::kWidestBand, qPrintable(QString::number(side)));
        }
    }
};

QTEST_GUILESS_MAIN(TestMarginSystem)
#include "test_margin_system.moc"
