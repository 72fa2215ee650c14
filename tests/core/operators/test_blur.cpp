// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/restoration_job.h"
#include "core/operators/blur.h"
#include "core/operators/kernels.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

#include <cmath>

using namespace lacuna;

namespace {

const auto kDouble = at::TensorOptions().dtype(at::kDouble);

/// No symmetry that could hide a flip or a transposition.
Kernel ramp(int height, int width) {
    KernelSpec spec;
    spec.kind = KernelSpec::kWeights;
    spec.width = width;
    spec.height = height;
    for (int i = 0; i < width * height; ++i)
        spec.weights.push_back(static_cast<float>(1 + (i * i) % 11));
    return makeKernel(spec);
}

/// y(row, column) = Σ k(j, i) x(row + centre_y − j, column + centre_x − i), with x given by `at` in
/// photograph coordinates.
template <typename Function>
double convolved(const Kernel& k, int row, int column, const Function& at) {
    double sum = 0;
    for (int j = 0; j < k.height; ++j) {
        for (int i = 0; i < k.width; ++i)
            sum += k.at(i, j) * at(row + k.height / 2 - j, column + k.width / 2 - i);
    }
    return sum;
}

}  // namespace

class TestBlur : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void matchesLoops_data() {
        QTest::addColumn<int>("kernelHeight");
        QTest::addColumn<int>("kernelWidth");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("odd") << 3 << 5 << 6 << 7;
        QTest::newRow("even") << 4 << 2 << 5 << 8;
        QTest::newRow("mixed") << 1 << 6 << 7 << 9;
        QTest::newRow("one pixel kernel") << 1 << 1 << 4 << 3;
        QTest::newRow("larger than the photograph") << 9 << 8 << 3 << 2;
        QTest::newRow("large") << 31 << 33 << 40 << 37;
    }
    void matchesLoops() {
        QFETCH(int, kernelHeight);
        QFETCH(int, kernelWidth);
        QFETCH(int, height);
        QFETCH(int, width);
        const Kernel kernel = ramp(kernelHeight, kernelWidth);
        const Blur blur({1, height, width}, kernel, kDouble);
        const auto [channels, canvasHeight, canvasWidth] = blur.inputShape();
        QCOMPARE(canvasHeight, std::int64_t{height + kernelHeight - 1});
        QCOMPARE(canvasWidth, std::int64_t{width + kernelWidth - 1});
        at::manual_seed(1);
        const at::Tensor x = at::randn({1, 1, canvasHeight, canvasWidth}, kDouble);
        const at::Tensor y = blur.apply(x);
        const double* values = x.data_ptr<double>();
        const auto pixel = [&, canvas = canvasWidth](std::int64_t row, std::int64_t column) {
            return values[(row + blur.offsetY()) * canvas + column + blur.offsetX()];
        };
        for (int row = 0; row < height; ++row) {
            for (int column = 0; column < width; ++column) {
                const double expected = convolved(kernel, row, column, pixel);
                QVERIFY(std::abs(y[0][0][row][column].item<double>() - expected) < 1e-13);
            }
        }
    }

    /// A point seen through the blur is the kernel, upright: not mirrored, centred on its centre.
    void pointSpreadsAsTheKernel() {
        const Kernel kernel = ramp(3, 5);
        const Blur blur({1, 9, 11}, kernel, kDouble);
        at::Tensor x = at::zeros({1, 1, 11, 15}, kDouble);
        x[0][0][4 + blur.offsetY()][6 + blur.offsetX()] = 1;
        const at::Tensor y = blur.apply(x);
        for (int j = 0; j < 3; ++j) {
            for (int i = 0; i < 5; ++i)
                QVERIFY(std::abs(y[0][0][4 - 1 + j][6 - 2 + i].item<double>() - kernel.at(i, j)) < 1e-15);
        }
    }

    /// The border sees the margin: nothing wraps around, and what is constant stays so up to the edge.
    void constantStaysConstant() {
        const Blur blur({3, 20, 21}, ramp(7, 6), kDouble);
        const auto [channels, height, width] = blur.inputShape();
        const at::Tensor y = blur.apply(at::zeros({1, channels, height, width}, kDouble) + 0.25);
        QVERIFY((y - 0.25).abs().max().item<double>() < 1e-14);
    }
};

QTEST_GUILESS_MAIN(TestBlur)
#include "test_blur.moc"
