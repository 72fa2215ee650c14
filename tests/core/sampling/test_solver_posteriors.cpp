// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "tests/core/sampling/picture_doubles.h"
#include "tests/core/sampling/pixel_mixture.h"
#include "tests/core/sampling/recording_sink.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

#include <cmath>
#include <string>
#include <vector>

using namespace lacuna;

namespace {

constexpr double kSigmaY = 0.5;

/// Independent pixels, of which every second one is measured.
struct Pixels {
    Pixels() {
        keep.slice(3, 0, 256, 2).fill_(1);
        truth = NoiseSource(1).normal(0, keep);
    }

    at::Tensor solve(const std::string& name, const ParameterValues& values, Denoiser& prior,
                     const at::Tensor& picture) {
        const KeepOperator op(keep);
        const at::Tensor y = keep * (picture + kSigmaY * NoiseSource(2).normal(0, keep));
        measurement = y;
        const NoiseSource noise(3);
        const Problem problem{op, y, kSigmaY, prior, noise};
        SolverState state;
        RecordingSink sink;
        RunControl control;
        return makeSolver(SolverSpec{name, values})->solve(problem, state, sink, control).x0;
    }

    at::Tensor measured(const at::Tensor& x) const { return x.slice(3, 0, 256, 2).reshape({-1}); }
    at::Tensor others(const at::Tensor& x) const { return x.slice(3, 1, 256, 2).reshape({-1}); }

    at::Tensor keep = at::zeros({1, 1, 64, 256}, at::TensorOptions().dtype(at::kDouble));
    at::Tensor truth;
    at::Tensor measurement;
};

double varianceOf(const at::Tensor& values) {
    return values.var().item<double>();
}

}  // namespace

/// What the methods make of posteriors that are known, in mean and variance. The limits are what each
/// method's own assumptions lead to.
class TestSolverPosteriors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    /// Prior N(0, 1) per pixel. The posterior of a measured pixel is N(0.8 y, 0.2), of the others N(0, 1).
    /// What the methods make of it instead follows from their assumptions, which their headers state.
    void unitGaussian_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ParameterValues>("values");
        QTest::addColumn<double>("slope");   // of a measured pixel's result on y: 0.8
        QTest::addColumn<double>("spread");  // its variance about that: 0.2; of a mode 0
        QTest::addColumn<double>("free");    // variance where nothing is measured: 1; of a mode 0
        QTest::addColumn<double>("tolerance");
        const auto steps = [](int n) { return ParameterValues{{"steps", std::int64_t{n}}}; };
        // The mode.
        QTest::newRow("vml-map") << "vml-map"
                                 << ParameterValues{{"steps", std::int64_t{20}}, {"inner", std::int64_t{8}}}
                                 << 0.8 << 0.0 << 0.0 << 0.01;
        // The fixed point of x = (y + λ z)/(1 + λ) and z = x/(1 + σ_y²) at the last level, σ_y.
        QTest::newRow("dpir") << "dpir" << ParameterValues{{"steps", std::int64_t{200}}, {"sigma_max", 1.0}}
                              << 0.8 / (1 + 0.23 - 0.23 * 0.8) << 0.0 << 0.0 << 0.01;
        // Without fresh noise it is a flow, dx/dσ = (x − x̂)/σ, whose limit for many steps was integrated
        // numerically. It takes p(x₀ | x_t) for as wide as the step's noise, and so follows the data more.
        QTest::newRow("diffpir") << "diffpir"
                                 << ParameterValues{{"steps", std::int64_t{1000}},
                                                    {"lambda", 1.0},
                                                    {"zeta", 0.0}}
                                 << 0.874 << 0.1575 << 1.0 << 0.02;
        // Its noise is drawn anew however small a step is: where nothing is measured, the variance is
        // (1 + c)/2 with c = √(1 − η²). With many steps below σ_y the pull towards the data, linear in σ,
        // outweighs the prior's, σ²: slope and spread tend to 1 and 0.
        QTest::newRow("ddrm") << "ddrm" << steps(1000) << 0.95 << 0.02 << (1 + std::sqrt(1 - 0.85 * 0.85)) / 2
                              << 0.03;
        // The data is taken for exact, and so met exactly.
        QTest::newRow("ddnm") << "ddnm"
                              << ParameterValues{{"steps", std::int64_t{1000}}, {"variant", "exact"}} << 1.0
                              << 0.0 << 1.0 << 0.03;
        // The smaller a step, the less of the data's noise it brings along: λ_t is 1 almost everywhere.
        QTest::newRow("ddnm+") << "ddnm" << steps(1000) << 1.0 << 0.0 << 1.0 << 0.03;
        // Guidance that doesn't shrink with the steps follows the data.
        QTest::newRow("pigdm") << "pigdm" << steps(1000) << 1.0 << 0.0 << 1.0 << 0.03;
        QTest::newRow("dps") << "dps" << steps(1000) << 1.0 << 0.0 << 1.0 << 0.03;
        // The prior's pull vanishes with the noise.
        QTest::newRow("red-diff") << "red-diff" << steps(1000) << 1.0 << 0.0 << 0.145 << 0.03;
        // r_t = σ_t, in equilibrium at small σ: slope 1/(1 + σ_y²/2), variances 2σ_y²/(2 + σ_y²) and 2.
        QTest::newRow("daps") << "daps"
                              << ParameterValues{{"steps", std::int64_t{200}}, {"inner", std::int64_t{25}}}
                              << 8.0 / 9 << 2.0 / 9 << 2.0 << 0.04;
    }
    void unitGaussian() {
        QFETCH(QString, name);
        QFETCH(ParameterValues, values);
        QFETCH(double, slope);
        QFETCH(double, spread);
        QFETCH(double, free);
        QFETCH(double, tolerance);
        Pixels pixels;
        PixelMixture prior({0.0}, 1.0);
        const at::Tensor x = pixels.solve(name.toStdString(), values, prior, pixels.truth);
        const at::Tensor a = pixels.measured(x), y = pixels.measured(pixels.measurement);
        const double found = ((a * y).sum() / (y * y).sum()).item<double>();
        const double around = varianceOf(a - found * y);
        const double elsewhere = varianceOf(pixels.others(x));
        const QString all = QString("slope %1, spread %2, free %3").arg(found).arg(around).arg(elsewhere);
        QVERIFY2(std::abs(found - slope) < tolerance, qPrintable(all));
        QVERIFY2(std::abs(around - spread) < tolerance, qPrintable(all));
        QVERIFY2(std::abs(elsewhere - free) < 2 * tolerance, qPrintable(all));
    }

    /// Two narrow modes of equal weight per pixel: where nothing is measured, samples fall on either as
    /// often; where something is, most are right, as 0.92 of the nearer modes are.
    void twoModes_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ParameterValues>("values");
        QTest::addColumn<double>("right");
        const auto steps = [](int n) { return ParameterValues{{"steps", std::int64_t{n}}}; };
        QTest::newRow("diffpir") << "diffpir" << steps(100) << 0.7;
        QTest::newRow("ddrm") << "ddrm" << steps(100) << 0.85;
        QTest::newRow("ddnm") << "ddnm" << steps(100) << 0.9;
        QTest::newRow("pigdm") << "pigdm" << steps(100) << 0.9;
        QTest::newRow("dps") << "dps" << steps(1000) << 0.85;
        QTest::newRow("red-diff") << "red-diff" << steps(1000) << 0.9;
        QTest::newRow("daps") << "daps" << steps(50) << 0.8;
    }
    void twoModes() {
        QFETCH(QString, name);
        QFETCH(ParameterValues, values);
        QFETCH(double, right);
        Pixels pixels;
        PixelMixture prior({-0.7, 0.7}, 0.1);
        const at::Tensor picture = pixels.truth.sign() * 0.7 + 0.1 * NoiseSource(5).normal(0, pixels.keep);
        const at::Tensor x = pixels.solve(name.toStdString(), values, prior, picture);
        const at::Tensor other = pixels.others(x);
        const double up = (other > 0).to(at::kDouble).mean().item<double>();
        const double place = other.abs().mean().item<double>();
        const double width = std::sqrt(varianceOf(other.abs()));
        const double agree = ((pixels.measured(x) > 0) == (pixels.measured(picture) > 0))
                                 .to(at::kDouble)
                                 .mean()
                                 .item<double>();
        const QString all =
            QString("up %1, at %2, width %3, right %4").arg(up).arg(place).arg(width).arg(agree);
        QVERIFY2(std::abs(up - 0.5) < 0.02, qPrintable(all));
        QVERIFY2(std::abs(place - 0.7) < 0.01, qPrintable(all));
        QVERIFY2(width < 0.2, qPrintable(all));
        QVERIFY2(agree > right && agree < 0.93, qPrintable(all));
    }
};

QTEST_GUILESS_MAIN(TestSolverPosteriors)
#include "test_solver_posteriors.moc"
