// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/restoration_job.h"
#include "core/operators/blur.h"
#include "core/operators/downsample.h"
#include "core/operators/kernels.h"
#include "core/operators/light_mixing.h"
#include "core/tensors/noise_source.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/special_ndtr.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <QTest>

#include <cmath>

namespace {

using namespace lacuna;

const c10::TensorOptions kDoubles = c10::TensorOptions().dtype(at::kDouble);

double most(const at::Tensor& values) {
    return values.abs().max().item<double>();
}

/// Evenly distributed over 0 to 1; the same numbers for the same `stream`.
at::Tensor evenly(const at::Tensor& like, std::uint32_t stream) {
    return at::special_ndtr(NoiseSource(7).normal(stream, like));
}

at::Tensor pictureOf(const ImageShape& shape) {
    return at::zeros({1, shape[0], shape[1], shape[2]}, kDoubles);
}

/// Like a photograph with lamps: dark, with spots at white.
at::Tensor lamps(const ImageShape& shape) {
    const at::Tensor x = evenly(pictureOf(shape), 1) * 0.6 - 1;
    return at::where(evenly(x, 2) > 0.9, at::ones_like(x), x);
}

TransferCurve curveNamed(const QString& name) {
    if (name == "sRGB") return {};
    return powerCurve(name == "straight" ? 1 : name.toDouble(), "power");
}

std::unique_ptr<LinearOperator> operatorNamed(const QString& name) {
    if (name == "blur")
        return std::make_unique<Blur>(ImageShape{3, 9, 11}, makeKernel(kernelOf("disc", {1.5})), kDoubles);
    return std::make_unique<Downsample>(ImageShape{3, 6, 5}, 2, kDoubles);
}

}  // namespace

class TestLightMixing : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void curves_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"sRGB", "1.8", "2.2", "2.4", "straight"})
            QTest::newRow(name) << QString(name);
    }
    void curves() {
        QFETCH(QString, name);
        const TransferCurve curve = curveNamed(name);
        QCOMPARE(curve.light(0), 0.0);
        QCOMPARE(curve.light(1), 1.0);
        QCOMPARE(curve.value(0), 0.0);
        QCOMPARE(curve.value(1), 1.0);
        double last = -10;
        for (int i = -50; i <= 150; ++i) {
            const double value = i / 100.0, light = curve.light(value);
            QVERIFY2(light > last, qPrintable(QString::number(value)));
            last = light;
            QVERIFY(std::abs(curve.value(light) - value) < 1e-4);  // sRGB's two pieces meet to within 1e-7
            const double step = 1e-6,
                         slope = (curve.light(value + step) - curve.light(value - step)) / (2 * step);
            const bool atKnee = std::abs(value - curve.limit) < 2 * step;
            if (!atKnee) QVERIFY(std::abs(curve.slopeAt(value) - slope) < 1e-5);
        }
    }

    /// Tensors give what the plain functions give, and 0 stays 0.
    void tensors_data() { curves_data(); }
    void tensors() {
        QFETCH(QString, name);
        const TransferCurve curve = curveNamed(name);
        const auto op = operatorNamed("blur");
        const LightMixing mixing(*op, curve, {});
        const at::Tensor x = at::linspace(-1.5, 1.5, 301, kDoubles).view({1, 1, 1, 301});
        const at::Tensor light = mixing.toLight(x);
        for (int i = 0; i < 301; ++i) {
            const double value = (x[0][0][0][i].item<double>() + 1) / 2;
            const double expected = 2 * (curve.light(value) - curve.light(0.5));
            QVERIFY(std::abs(light[0][0][0][i].item<double>() - expected) < 1e-12);
        }
        QVERIFY(most(mixing.toValues(light) - x) < 2e-6);
        QVERIFY(std::abs(light[0][0][0][150].item<double>()) < 1e-15);
    }

    void linearisation_data() {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("curve");
        for (const char* op : {"blur", "downsample"})
            for (const char* curve : {"sRGB", "2.2", "straight"})
                QTest::addRow("%s, %s", op, curve) << QString(op) << QString(curve);
    }
    /// J is A's derivative, and its adjoint is the transpose.
    void linearisation() {
        QFETCH(QString, op);
        QFETCH(QString, curve);
        const auto k = operatorNamed(op);
        const LightMixing mixing(*k, curveNamed(curve), {});
        const at::Tensor x = evenly(pictureOf(k->inputShape()), 3) * 1.6 - 0.6;  // off the curve's knee
        const at::Tensor v = evenly(x, 11) - 0.5;
        const LightMixing::Linearised at = mixing.at(x);
        QVERIFY(most(at.seen - mixing.apply(x)) == 0);
        const double step = 1e-6;
        const at::Tensor change = (mixing.apply(x + v * step) - mixing.apply(x - v * step)) / (2 * step);
        QVERIFY2(most(change - at.op->apply(v)) < 1e-6,
                 qPrintable(QString::number(most(change - at.op->apply(v)))));
        const at::Tensor r = evenly(at.seen, 12) - 0.5;
        const double one = (at.op->apply(v) * r).sum().item<double>();
        const double other = (v * at.op->applyAdjoint(r)).sum().item<double>();
        QVERIFY(std::abs(one - other) < 1e-12 * (1 + std::abs(one)));
    }

    /// A straight curve mixes the values themselves, and so does mid-grey.
    void straightCurveIsK_data() { operators(); }
    void straightCurveIsK() {
        QFETCH(QString, op);
        const auto k = operatorNamed(op);
        const at::Tensor x = lamps(k->inputShape()), v = evenly(x, 13);
        const LightMixing straight(*k, curveNamed("straight"), {});
        QVERIFY(most(straight.apply(x) - k->apply(x)) < 1e-14);
        QVERIFY(most(straight.at(x).op->apply(v) - k->apply(v)) < 1e-14);
        const LightMixing srgb(*k, {}, {});
        const LightMixing::Linearised grey = srgb.at(at::zeros_like(x));
        QVERIFY(most(grey.seen) < 1e-14);
        QVERIFY(most(grey.op->apply(v) - k->apply(v)) < 1e-12);
    }

    /// A picture of one brightness looks the same in light and in values.
    void flatStaysFlat_data() { operators(); }
    void flatStaysFlat() {
        QFETCH(QString, op);
        const auto k = operatorNamed(op);
        const LightMixing mixing(*k, {}, {});
        for (const double value : {-1.0, -0.95, -0.3, 0.4, 1.0}) {
            const at::Tensor seen = mixing.apply(pictureOf(k->inputShape()) + value);
            QVERIFY2(most(seen - value) < 1e-6, qPrintable(QString::number(value)));
        }
    }

    /// The solve satisfies (JᵀJ/σ_y² + I/σ_t²) v = Jᵀr/σ_y² + z/σ_t².
    void normalEquation_data() { operators(); }
    void normalEquation() {
        QFETCH(QString, op);
        const auto k = operatorNamed(op);
        const LightMixing mixing(*k, {}, {});
        const at::Tensor x = lamps(k->inputShape());
        const at::Tensor inner = evenly(x, 14) * 2 + 0.08;
        const at::Tensor outer = evenly(pictureOf(k->outputShape()), 4) * 12 + 0.4;
        const auto j = linearisedMixing(*k, inner, outer, 1e-12, 5000);
        const at::Tensor r = evenly(outer, 15) - 0.5, z = evenly(x, 16) - 0.5;
        for (const double sigmaT : {0.02, 1.0, 30.0}) {
            const double data = 1 / (0.05 * 0.05), prior = 1 / (sigmaT * sigmaT);
            const at::Tensor v = j->proximal(r, z, 0.05, sigmaT);
            const at::Tensor left = j->applyAdjoint(j->apply(v)) * data + v * prior;
            const at::Tensor right = j->applyAdjoint(r) * data + z * prior;
            QVERIFY2(most(left - right) < 1e-7 * most(right), qPrintable(QString::number(sigmaT)));
        }
    }

    /// What is brighter than white explains a clipped sample however bright it is.
    void clippedSamplesSayNothing() {
        const auto k = operatorNamed("blur");
        at::Tensor clipped = pictureOf(k->outputShape());
        clipped.narrow(2, 0, 3).fill_(1);
        clipped.narrow(2, 3, 3).fill_(-1);
        const LightMixing mixing(*k, {}, clipped);
        const at::Tensor bright = pictureOf(k->inputShape()) + 1.3;
        const at::Tensor v = at::ones_like(bright);
        const at::Tensor change = mixing.at(bright).op->apply(v);
        QCOMPARE(most(change.narrow(2, 0, 3)), 0.0);                 // clipped at white: brighter is as good
        QVERIFY(change.narrow(2, 3, 6).min().item<double>() > 0.9);  // clipped at black, or not at all
        const at::Tensor dark = mixing.at(-bright).op->apply(v);
        QCOMPARE(most(dark.narrow(2, 3, 3)), 0.0);
        QVERIFY(dark.narrow(2, 0, 3).min().item<double>() > 0.9);
    }

    void withinLimits() {
        const auto k = operatorNamed("downsample");
        const LightMixing mixing(*k, {}, {});
        const at::Tensor truth = lamps(k->inputShape());
        const at::Tensor y = mixing.apply(truth);
        const at::Tensor x = truth * 1.2;
        const at::Tensor inside = mixing.withinLimits(x, y);
        QVERIFY(most(inside) <= 1);
        const auto misfit = [&](const at::Tensor& picture) {
            return (mixing.toLight(y) - k->apply(mixing.toLight(picture))).square().sum().item<double>();
        };
        QVERIFY(misfit(inside) <= misfit(x.clamp(-1, 1)));
        QVERIFY(most(mixing.withinLimits(truth * 0.9, y) - truth * 0.9) < 1e-6);
    }

  private:
    static void operators() {
        QTest::addColumn<QString>("op");
        QTest::newRow("blur") << QString("blur");
        QTest::newRow("downsample") << QString("downsample");
    }
};

QTEST_GUILESS_MAIN(TestLightMixing)
#include "test_light_mixing.moc"
