// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/job/restoration_job.h"
#include "core/operators/compose.h"
#include "core/operators/identity.h"
#include "core/operators/inpainting.h"
#include "core/operators/kernels.h"
#include "core/operators/task.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

using namespace lacuna;

namespace {

const auto kFloat = at::TensorOptions().dtype(at::kFloat);

OperatorSpec task(Task kind) {
    OperatorSpec spec;
    spec.task = kind;
    return spec;
}

OperatorSpec deblur(const KernelSpec& kernel) {
    OperatorSpec spec = task(Task::Deblur);
    spec.kernel = kernel;
    return spec;
}

at::Tensor halfMeasured(std::int64_t height, std::int64_t width) {
    at::Tensor mask = at::zeros({1, 1, height, width}, kFloat);
    mask.narrow(2, 0, height / 2).fill_(1);
    return mask;
}

}  // namespace

Q_DECLARE_METATYPE(lacuna::OperatorSpec)

class TestTask : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// For a photograph of 20 × 30.
    void builds_data() {
        QTest::addColumn<OperatorSpec>("spec");
        QTest::addColumn<bool>("masked");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<int>>("canvas");  // height, width
        QTest::addColumn<QList<int>>("result");  // offset x, offset y, width, height
        OperatorSpec twice = task(Task::Upscale);
        twice.scale = 2;
        OperatorSpec eight = task(Task::Upscale);
        eight.scale = 8;
        OperatorSpec even = deblur({});
        even.kernel.kind = KernelSpec::kWeights;
        even.kernel.width = 4;
        even.kernel.height = 3;
        even.kernel.weights.assign(12, 1.0F);
        const QList<int> whole{0, 0, 30, 20};
        QTest::newRow("denoise") << task(Task::Denoise) << false << "identity" << QList<int>{20, 30} << whole;
        QTest::newRow("denoise, masked")
            << task(Task::Denoise) << true << "inpainting" << QList<int>{20, 30} << whole;
        QTest::newRow("inpaint") << task(Task::Inpaint) << true << "inpainting" << QList<int>{20, 30}
                                 << whole;
        QTest::newRow("gaussian") << deblur(kernelOf("gaussian")) << false << "blur (Gaussian 1.6 px)"
                                  << QList<int>{34, 44} << QList<int>{7, 7, 30, 20};
        QTest::newRow("disc") << deblur(kernelOf("disc")) << false << "blur (disc 3 px)" << QList<int>{26, 36}
                              << QList<int>{3, 3, 30, 20};
        QTest::newRow("motion, masked")
            << deblur(kernelOf("motion", {15, 30})) << true << "inpainting of blur (motion 15 px at 30°)"
            << QList<int>{36, 46} << QList<int>{8, 8, 30, 20};
        QTest::newRow("even kernel") << even << false << "blur (4 × 3 px)" << QList<int>{22, 33}
                                     << QList<int>{1, 1, 30, 20};
        QTest::newRow("twice") << twice << false << "downsampling ×2" << QList<int>{40, 60}
                               << QList<int>{0, 0, 60, 40};
        QTest::newRow("eight times, masked") << eight << true << "inpainting of downsampling ×8"
                                             << QList<int>{160, 240} << QList<int>{0, 0, 240, 160};
    }
    void builds() {
        QFETCH(OperatorSpec, spec);
        QFETCH(bool, masked);
        QFETCH(QString, name);
        QFETCH(QList<int>, canvas);
        QFETCH(QList<int>, result);
        const at::Tensor mask = masked ? halfMeasured(20, 30) : at::Tensor();
        const BuiltOperator built = makeOperator(spec, {3, 20, 30}, mask, kFloat);
        QCOMPARE(QString::fromStdString(built.op->name()), name);
        const ImageShape in{3, canvas[0], canvas[1]};
        const ImageShape out{3, 20, 30};
        QVERIFY(built.op->inputShape() == in);
        QVERIFY(built.op->outputShape() == out);
        QVERIFY(canvasShape(spec, {3, 20, 30}) == in);
        QCOMPARE(built.op->measurements(), std::int64_t{masked ? 3 * 10 * 30 : 3 * 20 * 30});
        QCOMPARE((QList<int>{int(built.offsetX), int(built.offsetY), int(built.width), int(built.height)}),
                 result);
        const at::Tensor y = built.op->apply(at::ones({1, 3, canvas[0], canvas[1]}, kFloat));
        const at::Tensor expected =
            masked ? halfMeasured(20, 30).expand({1, 3, 20, 30}) : at::ones({1, 3, 20, 30});
        QVERIFY((y - expected).abs().max().item<double>() < 1e-5);
    }

    void refusesLargeKernel() {
        try {
            makeOperator(deblur(kernelOf("gaussian")), {3, 14, 30}, at::Tensor(), kFloat);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::KernelInvalid);
        }
        QVERIFY_EXCEPTION_THROWN(canvasShape(deblur(kernelOf("gaussian")), {3, 14, 30}), Error);
    }

    void refusesMaskOfAnotherSize() {
        try {
            makeOperator(task(Task::Inpaint), {3, 20, 30}, halfMeasured(20, 31), kFloat);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::MaskMismatch);
        }
    }

    void productsAreSimplified() {
        const ImageShape shape{1, 4, 5};
        const auto mask = [] { return std::make_unique<Inpainting>(halfMeasured(4, 5), 1, kFloat); };
        const auto identity = [&] { return std::make_unique<Identity>(shape); };
        QVERIFY(dynamic_cast<Inpainting*>(compose(mask(), identity()).get()));
        QVERIFY(dynamic_cast<Inpainting*>(compose(identity(), mask()).get()));
        QVERIFY(dynamic_cast<Compose*>(compose(mask(), mask()).get()));
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "test_task.moc"
