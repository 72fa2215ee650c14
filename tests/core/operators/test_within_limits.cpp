// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operators/compose.h"
#include "core/operators/downsample.h"
#include "core/operators/inpainting.h"
#include "core/operators/within_limits.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <QtTest>

#include <cmath>
#include <memory>

using namespace lacuna;

namespace {

constexpr int kSide = 24, kScale = 2;

double rms(const at::Tensor& a) {
    return std::sqrt(a.square().mean().item<double>());
}

std::unique_ptr<LinearOperator> reduction(bool masked) {
    const auto options = at::TensorOptions().dtype(at::kDouble);
    auto down = std::make_unique<Downsample>(ImageShape{3, kSide, kSide}, kScale, options);
    if (!masked) return down;
    at::manual_seed(2);
    const at::Tensor mask = at::rand({1, 1, kSide, kSide}) > 0.3;
    return std::make_unique<Compose>(std::make_unique<Inpainting>(mask, 3, options), std::move(down));
}

/// Black and white in squares of `size` pixels.
at::Tensor checkerboard(int side, int size) {
    const at::Tensor index = at::arange(side).div(size, "floor");
    const at::Tensor board = (index.unsqueeze(0) + index.unsqueeze(1)).remainder(2);
    return (board.to(at::kDouble) * 2 - 1).expand({1, 3, side, side}).contiguous();
}

}  // namespace

class TestWithinLimits : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatLiesInsideIsLeftAlone() {
        const auto op = reduction(false);
        at::manual_seed(1);
        const at::Tensor x = at::rand({1, 3, kSide * kScale, kSide * kScale}, at::kDouble) * 2 - 1;
        QCOMPARE(withinLimits(*op, x, op->apply(x) + 1).data_ptr(), x.data_ptr());
    }

    /// There is a picture within the limits that explains y: it is found, from an estimate beyond them.
    void explainsAsWell_data() {
        QTest::addColumn<bool>("masked");
        QTest::addColumn<double>("noise");
        QTest::newRow("exact") << false << 0.0;
        QTest::newRow("masked") << true << 0.0;
        QTest::newRow("noise") << false << 0.05;
    }
    void explainsAsWell() {
        QFETCH(bool, masked);
        QFETCH(double, noise);
        const auto op = reduction(masked);
        at::manual_seed(3);
        const at::Tensor truth = checkerboard(kSide * kScale, 6);
        const at::Tensor clean = op->apply(truth);
        const at::Tensor y = clean + noise * op->apply(at::randn(truth.sizes(), at::kDouble));
        const at::Tensor x =
            op->proximal(y, 1.3 * truth + 0.3 * at::randn(truth.sizes(), at::kDouble), 0.05, 0.3);
        QVERIFY(x.abs().max().item<double>() > 1.2);
        const at::Tensor inside = withinLimits(*op, x, y);
        QVERIFY(inside.abs().max().item<double>() <= 1);
        const double before = rms(y - op->apply(x)), cut = rms(y - op->apply(x.clamp(-1, 1)));
        const double after = rms(y - op->apply(inside));
        QVERIFY2(cut > 1.5 * before, qPrintable(QString("%1 %2").arg(cut).arg(before)));
        QVERIFY2(after <= before, qPrintable(QString("%1 %2").arg(after).arg(before)));
        // And it is near: no pixel moved by more than what was cut off around it.
        QVERIFY(rms(inside - x.clamp(-1, 1)) < rms(x - x.clamp(-1, 1)));
    }

    /// The finest checkerboard has more contrast than any picture within the limits leaves of its own. Each
    /// channel's mean is still the data's, whatever the channels' overshoots were.
    void meansFollowTheData() {
        const auto op = reduction(false);
        const at::Tensor y = checkerboard(kSide, 1);
        at::manual_seed(4);
        at::Tensor invented = at::rand({1, 3, kSide * kScale, kSide * kScale}, at::kDouble).pow(6) * 3;
        invented.select(1, 1).neg_();
        const at::Tensor x = op->proximal(y, invented, 0.01, 1);
        QVERIFY(x.abs().max().item<double>() > 1.5);
        const at::Tensor difference = (y - op->apply(withinLimits(*op, x, y))).mean({0, 2, 3}).abs();
        const at::Tensor cut = (y - op->apply(x.clamp(-1, 1))).mean({0, 2, 3}).abs();
        QVERIFY2(cut.max().item<double>() > 0.01, qPrintable(QString::number(cut.max().item<double>())));
        QVERIFY2(difference.max().item<double>() < 0.002,
                 qPrintable(QString::number(difference.max().item<double>())));
    }

    void nothingMeasured() {
        const auto options = at::TensorOptions().dtype(at::kDouble);
        const Inpainting nothing(at::rand({1, 1, 4, 4}) > 2, 3, options);
        const at::Tensor x = at::randn({1, 3, 4, 4}, at::kDouble) * 3;
        QVERIFY(withinLimits(nothing, x, x * 0).equal(x.clamp(-1, 1)));
    }
};

QTEST_GUILESS_MAIN(TestWithinLimits)
#include "test_within_limits.moc"
