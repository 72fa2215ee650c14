// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/downsample.h"
#include "core/tensors/linalg/resize_matrix.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

#include <cmath>
#include <numbers>
#include <vector>

using namespace lacuna;

namespace {

const auto kDouble = at::TensorOptions().dtype(at::kDouble);

/// The orthonormal DCT-II: row k is √((2 − δ_k0)/size) cos(π k (i + ½)/size).
at::Tensor cosineBasis(std::int64_t size) {
    const at::Tensor frequency = at::arange(size, kDouble);
    const double n = static_cast<double>(size);
    at::Tensor basis =
        at::cos(at::outer(frequency, frequency + 0.5) * (std::numbers::pi / n)) * std::sqrt(2.0 / n);
    basis.select(0, 0).mul_(std::sqrt(0.5));
    return basis;
}

/// The bicubic of Keys (1981), a = −1/2, from its polynomial pieces.
double keys(double t) {
    const double a = -0.5;
    t = std::abs(t);
    if (t < 1) return (a + 2) * t * t * t - (a + 3) * t * t + 1;
    if (t < 2) return a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a;
    return 0;
}

/// Output `i` of imresize along one line: a sum over everything within reach, mirrored pixel by pixel.
double reduced(const std::vector<double>& line, int scale, int i) {
    const int size = static_cast<int>(line.size());
    const double centre = (i + 0.5) * scale;  // in a frame where pixel j spans j … j + 1
    double sum = 0;
    double weights = 0;
    for (int j = static_cast<int>(centre) - 3 * scale; j <= static_cast<int>(centre) + 3 * scale; ++j) {
        int inside = j;
        while (inside < 0 || inside >= size)
            inside = inside < 0 ? -1 - inside : 2 * size - 1 - inside;
        const double weight = keys((j + 0.5 - centre) / scale);
        sum += weight * line[static_cast<std::size_t>(inside)];
        weights += weight;
    }
    return sum / weights;
}

std::vector<double> signal(int size) {
    std::vector<double> line;
    for (int i = 0; i < size; ++i)
        line.push_back(std::sin(0.37 * i) + 0.02 * (i * i % 11));
    return line;
}

}  // namespace

class TestDownsample : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Pillow 13.0's Image.resize(…, BICUBIC) on a float32 line: the same kernel and phase, another border.
    /// First output that no border touches, and those after it.
    void matchesPillow_data() {
        QTest::addColumn<int>("scale");
        QTest::addColumn<int>("first");
        QTest::addColumn<QList<double>>("expected");
        QTest::newRow("2") << 2 << 2
                           << QList<double>{1.07972,   0.757137, 0.119887, -0.666682, -0.934554, -0.658238,
                                            -0.116422, 0.664005, 1.018314, 0.89534,   0.474026,  -0.281843};
        QTest::newRow("3") << 3 << 2
                           << QList<double>{0.620669, -0.479203, -0.895797, -0.259406, 0.777271, 0.96498,
                                            0.28035,  -0.70133,  -0.791889, 0.055128,  0.991954, 0.880436};
        QTest::newRow("4") << 4 << 2 << QList<double>{-0.284478, -0.83162,  0.282597,  0.994108,
                                                      0.085591,  -0.852217, -0.113766, 1.0195};
        QTest::newRow("8") << 8 << 2 << QList<double>{0.529136, -0.298884};
    }
    void matchesPillow() {
        QFETCH(int, scale);
        QFETCH(int, first);
        QFETCH(QList<double>, expected);
        const at::Tensor line = at::tensor(signal(48), kDouble).view({1, 1, 1, 48});
        const Downsample op({1, 1, 48 / scale}, scale, kDouble);
        const at::Tensor y = op.apply(line.expand({1, 1, scale, 48}));
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const double value = y[0][0][0][first + i].item<double>();
            QVERIFY2(std::abs(value - expected[i]) < 2e-6, qPrintable(QString::number(value)));
        }
    }

    /// Borders and all, in both directions, against loops.
    void matchesLoops_data() {
        QTest::addColumn<int>("scale");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        for (const int scale : {2, 3, 4, 5, 8}) {
            QTest::addRow("%d, 3x5", scale) << scale << 3 << 5;
            QTest::addRow("%d, 1x1", scale) << scale << 1 << 1;
            QTest::addRow("%d, 1x9", scale) << scale << 1 << 9;
        }
    }
    void matchesLoops() {
        QFETCH(int, scale);
        QFETCH(int, height);
        QFETCH(int, width);
        at::manual_seed(3);
        const at::Tensor x = at::randn({1, 1, height * scale, width * scale}, kDouble);
        const at::Tensor y = Downsample({1, height, width}, scale, kDouble).apply(x);
        std::vector<std::vector<double>> rows;  // reduced along x
        for (int row = 0; row < height * scale; ++row) {
            const double* values = x.data_ptr<double>() + row * width * scale;
            const std::vector<double> line(values, values + width * scale);
            std::vector<double> out;
            for (int i = 0; i < width; ++i)
                out.push_back(reduced(line, scale, i));
            rows.push_back(out);
        }
        for (int i = 0; i < width; ++i) {
            std::vector<double> column;
            for (const auto& row : rows)
                column.push_back(row[static_cast<std::size_t>(i)]);
            for (int row = 0; row < height; ++row)
                QVERIFY(std::abs(y[0][0][row][i].item<double>() - reduced(column, scale, row)) < 1e-13);
        }
    }

    /// The claim that the closed form stands on.
    void cosinesDiagonaliseTheGramMatrix_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("scale");
        for (const int scale : {2, 3, 4, 5, 8}) {
            for (const int size : {1, 2, 3, 10, 37})
                QTest::addRow("%d of %d", scale, size) << size << scale;
        }
    }
    void cosinesDiagonaliseTheGramMatrix() {
        QFETCH(int, size);
        QFETCH(int, scale);
        const at::Tensor basis = cosineBasis(size);
        QVERIFY((at::matmul(basis, basis.t()) - at::eye(size, kDouble)).abs().max().item<double>() < 1e-13);
        const at::Tensor matrix = at::zeros({size, size * scale}, kDouble);
        for (const SparseMatrix::Entry& entry : reductionMatrix(size * scale, scale).entries)
            matrix[entry.row][entry.column] += entry.value;
        const at::Tensor half = at::matmul(basis, matrix);
        const at::Tensor gram = at::matmul(half, half.t());
        const at::Tensor expected = gramTransfer(size, scale).narrow(0, 0, size).diag_embed();
        QVERIFY((gram - expected).abs().max().item<double>() < 1e-13);
    }

    /// What it costs follows the picture, not the square of its longer side: that would be 102 GB here.
    void aStripIsNoSquare() {
        constexpr int kLong = 40000, kScale = 8;
        const Downsample op({3, 1, kLong}, kScale, at::TensorOptions().dtype(at::kFloat));
        const at::Tensor y = at::randn({1, 3, 1, kLong});
        const at::Tensor v = op.proximal(y, at::zeros({1, 3, kScale, kLong * kScale}), 0.01, 1);
        QVERIFY((op.apply(v) - y).abs().max().item<double>() < 0.1);
    }

    void constantStaysConstant() {
        const Downsample op({1, 5, 7}, 4, kDouble);
        QVERIFY((op.apply(at::zeros({1, 1, 20, 28}, kDouble) + 0.5) - 0.5).abs().max().item<double>() <
                1e-14);
    }

    /// A photograph of 12 megapixels, float32: the solve stays exact to single precision.
    void large() {
        const auto options = at::TensorOptions().dtype(at::kFloat);
        at::manual_seed(4);
        const Downsample op({1, 750, 1000}, 4, options);
        const at::Tensor y = at::randn({1, 1, 750, 1000}, options);
        const at::Tensor z = at::randn({1, 1, 3000, 4000}, options);
        const double sigmaY = 0.02;
        const double sigmaT = 0.3;
        const at::Tensor v = op.proximal(y, z, sigmaY, sigmaT);
        // The same equation times σ_t², whose right-hand side has entries of order 1.
        const double ratio = sigmaT * sigmaT / (sigmaY * sigmaY);
        const at::Tensor error = op.applyAdjoint(op.apply(v) - y) * ratio + v - z;
        QVERIFY(error.abs().max().item<double>() < 1e-3);
    }
};

QTEST_GUILESS_MAIN(TestDownsample)
#include "test_downsample.moc"
