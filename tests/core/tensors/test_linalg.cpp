// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel_rows.h"
#include "core/tensors/inner_product.h"
#include "core/tensors/linalg/conjugate_gradient.h"
#include "core/tensors/linalg/fourier.h"
#include "core/tensors/linalg/resize_matrix.h"
#include "core/tensors/linalg/toeplitz.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace lacuna;

namespace {

const auto kDouble = at::TensorOptions().dtype(at::kDouble);

double norm2(const at::Tensor& a) {
    return std::sqrt(a.square().sum().item<double>());
}

at::Tensor same(const at::Tensor& x) {
    return x;
}

struct Spd {
    at::Tensor matrix;
    at::Tensor b;
};

/// A well conditioned random system.
Spd system(int size) {
    at::manual_seed(7);
    const at::Tensor root = at::randn({size, size}, kDouble);
    Spd result{at::matmul(root, root.t()), at::randn({size}, kDouble)};
    result.matrix.diagonal().add_(size);
    return result;
}

}  // namespace

class TestLinalg : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void solves_data() {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 5, 40})
            QTest::addRow("%d", size) << size;
    }
    void solves() {
        QFETCH(int, size);
        const Spd s = system(size);
        const auto multiply = [&](const at::Tensor& x) { return at::matmul(s.matrix, x); };
        const CgResult result = conjugateGradient(multiply, s.b, same, 1e-13, 1000);
        QVERIFY(norm2(result.solution - at::linalg_solve(s.matrix, s.b)) < 1e-12 * norm2(result.solution));
        QVERIFY(result.relativeResidual <= 1e-13);
        QVERIFY(result.iterations <= 3 * size);
    }

    /// In exact arithmetic one step per distinct eigenvalue.
    void countsEigenvalues() {
        const at::Tensor diagonal = (at::arange(90, kDouble).remainder(3) + 1) * 2;
        const CgResult result = conjugateGradient([&](const at::Tensor& x) { return x * diagonal; },
                                                  at::ones({90}, kDouble), same, 1e-12, 100);
        QCOMPARE(result.iterations, 3);
        QVERIFY(norm2(result.solution * diagonal - 1) < 1e-12);
    }

    void perfectPreconditionerNeedsOneStep() {
        const at::Tensor diagonal = at::arange(1, 51, kDouble).square();
        const CgResult result =
            conjugateGradient([&](const at::Tensor& x) { return x * diagonal; }, at::ones({50}, kDouble),
                              [&](const at::Tensor& x) { return x / diagonal; }, 1e-12, 100);
        QCOMPARE(result.iterations, 1);
        QVERIFY(norm2(result.solution * diagonal - 1) < 1e-12);
    }

    void stopsAtTheTolerance() {
        const at::Tensor diagonal = at::arange(1, 201, kDouble);
        const at::Tensor b = at::ones({200}, kDouble);
        const auto multiply = [&](const at::Tensor& x) { return x * diagonal; };
        int before = 0;
        for (const double tolerance : {1e-1, 1e-3, 1e-6}) {
            const CgResult result = conjugateGradient(multiply, b, same, tolerance, 1000);
            const double residual = norm2(b - multiply(result.solution)) / norm2(b);
            QVERIFY(std::abs(residual - result.relativeResidual) < 1e-6 * tolerance + 1e-12);
            QVERIFY(residual <= tolerance);
            // One step fewer would not have reached it.
            const CgResult less = conjugateGradient(multiply, b, same, 0, result.iterations - 1);
            QCOMPARE(less.iterations, result.iterations - 1);
            QVERIFY(less.relativeResidual > tolerance);
            QVERIFY(result.iterations > before);
            before = result.iterations;
        }
    }

    void zeroRightHandSide() {
        const CgResult result = conjugateGradient(same, at::zeros({4}, kDouble), same, 1e-6, 10);
        QCOMPARE(result.iterations, 0);
        QCOMPARE(norm2(result.solution), 0.0);
        QCOMPARE(result.relativeResidual, 0.0);
    }

    /// A sum of 10⁸ ones and small change: single precision would lose the small change.
    void accumulatesInDouble() {
        const at::Tensor b = at::ones({1 << 22}, at::kFloat);
        const CgResult result =
            conjugateGradient([](const at::Tensor& x) { return x * 3; }, b, same, 1e-5, 5);
        QCOMPARE(result.iterations, 1);
        QVERIFY((result.solution - 1.0 / 3).abs().max().item<double>() < 1e-7);
    }

    void innerProductAddsUpInDouble() {
        // 2²⁴ + 1 ones: a float32 sum would stop at 2²⁴.
        const std::int64_t count = (1 << 24) + 1;
        const at::Tensor ones = at::full({count}, 1, at::TensorOptions().dtype(at::kFloat));
        QCOMPARE(innerProduct(ones, ones), static_cast<double>(count));
        const at::Tensor a = at::rand({2, 3, 5, 7}, kDouble) - 0.5;
        const at::Tensor b = at::rand({2, 3, 7, 5}, kDouble).transpose(2, 3);
        QVERIFY(std::abs(innerProduct(a, b) - (a * b).sum().item<double>()) < 1e-12);
        QVERIFY(!std::isfinite(innerProduct(a / 0.0, a)));
        QCOMPARE(innerProduct(at::zeros({0}, kDouble), at::zeros({0}, kDouble)), 0.0);
    }

    /// To the last bit.
    void innerProductIsThatOfAnyNumberOfThreads() {
        at::manual_seed(11);
        const at::Tensor a = at::randn({1000003}, at::kFloat), b = at::randn({1000003}, at::kFloat);
        const int before = rowThreads();
        setRowThreads(1);
        const double one = innerProduct(a, b);
        for (const int threads : {2, 3, 8}) {
            setRowThreads(threads);
            for (int round = 0; round < 5; ++round)
                QCOMPARE(QByteArray::number(innerProduct(a, b), 'g', 17), QByteArray::number(one, 'g', 17));
        }
        setRowThreads(before);
    }

    /// Autocovariances of moving averages with complex weights, made positive definite by noise of the given
    /// variance.
    void inverseOfToeplitz_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<double>("noise");
        for (const int size : {1, 2, 3, 17, 40}) {
            for (const double noise : {1.0, 1e-4})
                QTest::addRow("%d, %g", size, noise) << size << noise;
        }
    }
    void inverseOfToeplitz() {
        QFETCH(int, size);
        QFETCH(double, noise);
        constexpr int kBatch = 35;  // more than one thread's share
        constexpr int kWeights = 6;
        at::manual_seed(10);
        const at::Tensor weights = at::randn({kBatch, kWeights}, at::kComplexDouble);
        at::Tensor columns = at::zeros({size, kBatch}, at::kComplexDouble);
        for (int k = 0; k < std::min(size, kWeights); ++k) {
            const at::Tensor late = weights.narrow(1, k, kWeights - k);
            columns[k].add_((late * weights.narrow(1, 0, kWeights - k).conj()).sum(1));
        }
        columns[0].add_(noise);
        at::Tensor matrices = at::zeros({kBatch, size, size}, at::kComplexDouble);
        for (int i = 0; i < size; ++i) {
            for (int j = 0; j < size; ++j) {
                const at::Tensor entry = i >= j ? columns[i - j] : columns[j - i].conj();
                matrices.select(1, i).select(1, j).copy_(entry);
            }
        }
        const at::Tensor expected = at::linalg_inv(matrices);
        const at::Tensor error = (inverseToeplitz(columns) - expected).abs().max() / expected.abs().max();
        QVERIFY2(error.item<double>() < 1e-9, qPrintable(QString::number(error.item<double>())));
    }

    void goodFftSizes_data() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("size");
        const int pairs[][2] = {{1, 2},       {2, 2},       {3, 4},      {7, 8},     {11, 12},
                                {13, 14},     {17, 18},     {263, 264},  {526, 528}, {513, 520},
                                {4097, 4116}, {6016, 6048}, {8208, 8232}};
        for (const auto& [n, size] : pairs)
            QTest::addRow("%d", n) << n << size;
    }
    void goodFftSizes() {
        QFETCH(int, n);
        QFETCH(int, size);
        QCOMPARE(goodFftSize(n), std::int64_t{size});
    }

    /// A margin that widens with the kernel only: what it adds costs solves, and beyond some width the
    /// preconditioner of the margin is lost.
    void goodFftSizesAreNear() {
        for (int n = 2; n <= 8000; ++n) {
            const std::int64_t size = goodFftSize(n);
            QVERIFY2(size >= n && size % 2 == 0 && size - n <= 83, qPrintable(QString::number(n)));
        }
    }

    void transformAndBack() {
        at::manual_seed(8);
        const at::Tensor x = at::randn({2, 3, 5, 7}, kDouble);
        const at::Tensor spectrum = realFft(x, 8, 10);
        QCOMPARE(spectrum.sizes().vec(), (std::vector<std::int64_t>{2, 3, 8, 6}));
        const at::Tensor back = inverseRealFft(spectrum, 8, 10);
        QVERIFY(norm2(back.narrow(2, 0, 5).narrow(3, 0, 7) - x) < 1e-13 * norm2(x));
        QVERIFY(norm2(back) - norm2(x) < 1e-12);  // the padding is zero
    }

    /// A kernel that is one point shifts by its distance from the origin.
    void transferFunctionShifts() {
        at::manual_seed(9);
        at::Tensor kernel = at::zeros({3, 4}, kDouble);
        kernel[2][0] = 1;
        const at::Tensor x = at::randn({6, 8}, kDouble);
        const at::Tensor y = inverseRealFft(realFft(x, 6, 8) * transferFunction(kernel, 1, 2, 6, 8), 6, 8);
        QVERIFY(norm2(y - x.roll({1, -2}, {0, 1})) < 1e-13 * norm2(x));
    }

    void mirrored_data() {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("index");
        const int expected[] = {0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0};  // −6 … 5 in a line of three
        for (int i = 0; i < 12; ++i)
            QTest::addRow("%d", i - 6) << i - 6 << expected[i];
    }
    void mirrored() {
        QFETCH(int, position);
        QFETCH(int, index);
        QCOMPARE(mirroredIndex(position, 3), std::int64_t{index});
    }
};

QTEST_GUILESS_MAIN(TestLinalg)
#include "test_linalg.moc"
