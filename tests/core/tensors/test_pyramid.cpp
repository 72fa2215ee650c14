// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/noise_source.h"
#include "core/tensors/pyramid.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <ATen/ops/zeros.h>
#include <QTest>

using namespace lacuna;

namespace {

at::Tensor noise(int height, int width) {
    return NoiseSource(3).normal(0, at::zeros({1, 3, height, width}, at::TensorOptions().dtype(at::kFloat)));
}

double difference(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

}  // namespace

class TestPyramid : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Every pixel against the definition, odd sides included.
    void meansOfWhatCounts_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("factor");
        QTest::newRow("halves") << 8 << 6 << 2;
        QTest::newRow("odd sides") << 7 << 9 << 2;
        QTest::newRow("eighths") << 21 << 16 << 8;
        QTest::newRow("smaller than the factor") << 3 << 1 << 4;
        QTest::newRow("itself") << 5 << 4 << 1;
    }
    void meansOfWhatCounts() {
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(int, factor);
        const at::Tensor picture = noise(height, width);
        const at::Tensor weights = NoiseSource(4).normal(0, picture).narrow(1, 0, 1).gt(0.3);
        const at::Tensor of = reduced(picture, weights, factor), all = reduced(picture, {}, factor);
        QCOMPARE(of.size(2), std::int64_t((height + factor - 1) / factor));
        QCOMPARE(of.size(3), std::int64_t((width + factor - 1) / factor));
        for (int y = 0; y < of.size(2); ++y)
            for (int x = 0; x < of.size(3); ++x) {
                double sum = 0, whole = 0;
                int counted = 0, area = 0;
                for (int v = y * factor; v < std::min(height, (y + 1) * factor); ++v)
                    for (int u = x * factor; u < std::min(width, (x + 1) * factor); ++u, ++area) {
                        const double value = picture[0][1][v][u].item<double>();
                        whole += value;
                        if (!weights[0][0][v][u].item<bool>()) continue;
                        sum += value;
                        ++counted;
                    }
                QVERIFY(std::abs(of[0][1][y][x].item<double>() - (counted ? sum / counted : 0)) < 1e-5);
                QVERIFY(std::abs(all[0][1][y][x].item<double>() - whole / area) < 1e-5);
            }
    }

    /// LibTorch's bicubic interpolation is the reference.
    void isBicubic() {
        for (const int factor : {2, 3, 4, 8}) {
            const at::Tensor picture = noise(11, 6);
            const at::Tensor reference =
                at::upsample_bicubic2d(picture, {picture.size(2) * factor, picture.size(3) * factor}, false);
            QVERIFY(difference(enlargedPart(picture, factor, 0, 0, static_cast<int>(picture.size(3)) * factor,
                                            static_cast<int>(picture.size(2)) * factor),
                               reference) < 1e-5);
        }
    }

    /// A part equals the same part of the whole, so that it doesn't matter how large a canvas is.
    void aPartOfTheWhole() {
        const at::Tensor picture = noise(12, 15);
        for (const int factor : {1, 2, 4, 8}) {
            const at::Tensor whole = enlargedPart(picture, factor, 0, 0, 15 * factor, 12 * factor);
            const int x = 5 * factor + factor / 2, y = 4 * factor + 1, width = 3 * factor,
                      height = 6 * factor - 1;
            const at::Tensor part = enlargedPart(picture, factor, x, y, width, height);
            QVERIFY(difference(part, whole.narrow(2, y, height).narrow(3, x, width)) < 1e-5);
            const at::Tensor end = enlargedPart(picture, factor, 14 * factor, 11 * factor, factor, factor);
            QVERIFY(difference(end, whole.narrow(2, 11 * factor, factor).narrow(3, 14 * factor, factor)) <
                    1e-5);
        }
    }

    /// Reduced and enlarged again, a slope stays where it was: half a pixel would be a difference of 0.5.
    void nothingMoves() {
        const at::Tensor slope = at::arange(48, at::TensorOptions().dtype(at::kFloat))
                                     .reshape({1, 1, 1, 48})
                                     .expand({1, 3, 32, 48});
        for (const int factor : {2, 4}) {
            const at::Tensor again = enlargedPart(reduced(slope, {}, factor), factor, 16, 8, 16, 16);
            QVERIFY(difference(again, slope.narrow(2, 8, 16).narrow(3, 16, 16)) < 0.2);
        }
    }
};

QTEST_GUILESS_MAIN(TestPyramid)
#include "test_pyramid.moc"
