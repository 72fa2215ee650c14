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
#include <set>
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

/// A solver, and what it makes of a Gaussian.
struct GaussianRow {
    const char* row;
    const char* solver;
    ParameterValues values;
    double slope;   ///< of a measured pixel's result on y: 0.8
    double spread;  ///< its variance about that: 0.2; of a mode 0
    double free;    ///< variance where nothing is measured: 1; of a mode 0
    double tolerance;
};

ParameterValues steps(int n) {
    return ParameterValues{{"steps", std::int64_t{n}}};
}

/// Prior N(0, 1) per pixel. The posterior of a measured pixel is N(0.8 y, 0.2), of the others N(0, 1). What
/// the methods make of it instead follows from their assumptions, which their headers state.
std::vector<GaussianRow> gaussianRows() {
    return {
        // The mode.
        {"vml-map", "vml-map", {{"steps", std::int64_t{20}}, {"inner", std::int64_t{8}}}, 0.8, 0, 0, 0.01},
        // The fixed point of x = (y + λ z)/(1 + λ) and z = x/(1 + σ_y²) at the last level, σ_y.
        {"dpir",
         "dpir",
         {{"steps", std::int64_t{200}}, {"sigma_max", 1.0}},
         0.8 / (1 + 0.23 - 0.23 * 0.8),
         0,
         0,
         0.01},
        // Without fresh noise it is a flow, dx/dσ = (x − x̂)/σ, whose limit for many steps was integrated
        // numerically. It takes p(x₀ | x_t) for as wide as the step's noise, and so follows the data more.
        {"diffpir",
         "diffpir",
         {{"steps", std::int64_t{1000}}, {"lambda", 1.0}, {"zeta", 0.0}},
         0.874,
         0.1575,
         1,
         0.02},
        // Its noise is drawn anew however small a step is: where nothing is measured, the variance is
        // (1 + c)/2 with c = √(1 − η²). With many steps below σ_y the pull towards the data, linear in σ,
        // outweighs the prior's, σ²: slope and spread tend to 1 and 0.
        {"ddrm", "ddrm", steps(1000), 0.95, 0.02, (1 + std::sqrt(1 - 0.85 * 0.85)) / 2, 0.03},
        // The data is taken for exact, and so met exactly.
        {"ddnm", "ddnm", {{"steps", std::int64_t{1000}}, {"variant", "exact"}}, 1, 0, 1, 0.03},
        // The smaller a step, the less of the data's noise it brings along: λ_t is 1 almost everywhere.
        {"ddnm+", "ddnm", steps(1000), 1, 0, 1, 0.03},
        // Guidance that doesn't shrink with the steps follows the data.
        {"pigdm", "pigdm", steps(1000), 1, 0, 1, 0.03},
        {"dps", "dps", steps(1000), 1, 0, 1, 0.03},
        // The prior's pull vanishes with the noise.
        {"red-diff", "red-diff", steps(1000), 1, 0, 0.145, 0.03},
        // r_t = σ_t, in equilibrium at small σ: slope 1/(1 + σ_y²/2), variances 2σ_y²/(2 + σ_y²) and 2.
        {"daps, exact draws",
         "daps",
         {{"steps", std::int64_t{200}}, {"inner", std::int64_t{25}}, {"draw", "exact"}},
         8.0 / 9,
         2.0 / 9,
         2,
         0.04},
        // The chain takes the data's noise for τ, a fiftieth of what it is, and ends almost where it began.
        {"daps",
         "daps",
         {{"steps", std::int64_t{100}}, {"inner", std::int64_t{25}}, {"chain_steps", std::int64_t{20}}},
         1,
         0,
         1,
         0.04},
        // Without the prior it fits the data. Elsewhere D and fresh noise alternate: v = (v + σ²)/(1 + σ²)²,
        // which tends to 1/2.
        {"map-ga",
         "map-ga",
         {{"steps", std::int64_t{1000}}, {"inner", std::int64_t{1}}, {"pigdm_steps", std::int64_t{0}}},
         1,
         0,
         0.5,
         0.03},
        // With it, it ends at the mode.
        {"map-ga, with the prior",
         "map-ga",
         {{"steps", std::int64_t{200}},
          {"inner", std::int64_t{4}},
          {"pigdm_steps", std::int64_t{0}},
          {"prior", "with"}},
         0.8,
         0,
         0,
         0.01},
        // ΠGDM's pull is g = σ²/σ_y² for small σ: x = ((1 − g) D + g y), whose mean is the posterior's; with
        // all noise drawn anew, its variance is half of the posterior's.
        {"map-ga, then pigdm",
         "map-ga",
         {{"steps", std::int64_t{200}}, {"inner", std::int64_t{2}}, {"pigdm_steps", std::int64_t{400}}},
         0.8,
         0.1,
         0.5,
         0.03},
    };
}

/// A solver that ends in one of two modes, and the least share of measured pixels that end in the right one.
struct ModesRow {
    const char* row;
    const char* solver;
    ParameterValues values;
    double right;
};

std::vector<ModesRow> modesRows() {
    return {
        // With fresh noise: without it, what nothing is known of stays on the ridge between the modes.
        {"vml-map", "vml-map", {{"steps", std::int64_t{20}}, {"inner", std::int64_t{8}}, {"eta", 1.0}}, 0.9},
        {"diffpir", "diffpir", steps(100), 0.7},
        {"ddrm", "ddrm", steps(100), 0.85},
        {"ddnm", "ddnm", steps(100), 0.9},
        {"pigdm", "pigdm", steps(100), 0.9},
        {"dps", "dps", steps(1000), 0.85},
        {"red-diff", "red-diff", steps(1000), 0.9},
        {"daps, exact draws", "daps", {{"steps", std::int64_t{50}}, {"draw", "exact"}}, 0.8},
        {"daps", "daps", steps(50), 0.9},
        {"map-ga",
         "map-ga",
         {{"steps", std::int64_t{100}}, {"inner", std::int64_t{4}}, {"pigdm_steps", std::int64_t{0}}},
         0.9},
    };
}

double varianceOf(const at::Tensor& values) {
    return values.var().item<double>();
}

}  // namespace

Q_DECLARE_METATYPE(GaussianRow)
Q_DECLARE_METATYPE(ModesRow)

/// What the methods make of posteriors that are known, in mean and variance. The limits are what each
/// method's own assumptions lead to.
class TestSolverPosteriors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void unitGaussian_data() {
        QTest::addColumn<GaussianRow>("row");
        for (const GaussianRow& row : gaussianRows())
            QTest::newRow(row.row) << row;
    }
    void unitGaussian() {
        QFETCH(GaussianRow, row);
        Pixels pixels;
        PixelMixture prior({0.0}, 1.0);
        const at::Tensor x = pixels.solve(row.solver, row.values, prior, pixels.truth);
        const at::Tensor a = pixels.measured(x), y = pixels.measured(pixels.measurement);
        const double found = ((a * y).sum() / (y * y).sum()).item<double>();
        const double around = varianceOf(a - found * y);
        const double elsewhere = varianceOf(pixels.others(x));
        const QString all = QString("slope %1, spread %2, free %3").arg(found).arg(around).arg(elsewhere);
        QVERIFY2(std::abs(found - row.slope) < row.tolerance, qPrintable(all));
        QVERIFY2(std::abs(around - row.spread) < row.tolerance, qPrintable(all));
        QVERIFY2(std::abs(elsewhere - row.free) < 2 * row.tolerance, qPrintable(all));
    }

    /// Two narrow modes of equal weight per pixel: where nothing is measured, samples fall on either as
    /// often; where something is, most are right, as 0.92 of the nearer modes are.
    void twoModes_data() {
        QTest::addColumn<ModesRow>("row");
        for (const ModesRow& row : modesRows())
            QTest::newRow(row.row) << row;
    }
    void twoModes() {
        QFETCH(ModesRow, row);
        Pixels pixels;
        PixelMixture prior({-0.7, 0.7}, 0.1);
        const at::Tensor picture = pixels.truth.sign() * 0.7 + 0.1 * NoiseSource(5).normal(0, pixels.keep);
        const at::Tensor x = pixels.solve(row.solver, row.values, prior, picture);
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
        QVERIFY2(agree > row.right && agree < 0.93, qPrintable(all));
    }

    /// VML-MAP ends at the mode of the posterior, where the nearer component's density and the data's are in
    /// balance.
    void modeOfTheMixture() {
        Pixels pixels;
        constexpr double kMean = 0.7, kDeviation = 0.1;
        PixelMixture prior({-kMean, kMean}, kDeviation);
        const at::Tensor picture =
            pixels.truth.sign() * kMean + kDeviation * NoiseSource(5).normal(0, pixels.keep);
        const ParameterValues values{{"steps", std::int64_t{20}}, {"inner", std::int64_t{8}}};
        const at::Tensor x = pixels.measured(pixels.solve("vml-map", values, prior, picture));
        const at::Tensor y = pixels.measured(pixels.measurement);
        const double own = 1 / (kDeviation * kDeviation), data = 1 / (kSigmaY * kSigmaY);
        const at::Tensor mode = (x.sign() * kMean * own + y * data) / (own + data);
        const double off = (x - mode).abs().mean().item<double>();
        QVERIFY2(off < 0.005, qPrintable(QString::number(off)));
    }

    /// DPIR draws nothing and starts from grey: it ends at the fixed point of its two steps at the last
    /// level.
    void fixedPointOfDpir() {
        Pixels pixels;
        PixelMixture prior({-0.7, 0.7}, 0.1);
        const at::Tensor picture = pixels.truth.sign() * 0.7 + 0.1 * NoiseSource(5).normal(0, pixels.keep);
        const ParameterValues values{{"steps", std::int64_t{200}}, {"sigma_max", kSigmaY}};
        const at::Tensor z = pixels.solve("dpir", values, prior, picture);
        constexpr double kLambda = 0.23;
        const at::Tensor fitted = (pixels.measurement + kLambda * z) / (1 + kLambda);
        const at::Tensor off = pixels.measured(z - prior.denoise(fitted, kSigmaY));
        QVERIFY(off.abs().max().item<double>() < 1e-6);
        const at::Tensor right = (pixels.measured(z) > 0) == (pixels.measured(picture) > 0);
        const double agree = right.to(at::kDouble).mean().item<double>();
        QVERIFY2(agree > 0.9 && agree < 0.93, qPrintable(QString::number(agree)));
        QVERIFY(pixels.others(z).abs().max().item<double>() < 1e-6);  // nothing leads away from grey
    }

    /// A solver without a row is one whose result nobody has looked at.
    void everySolverHasItsRows() {
        std::set<std::string> gaussian, modes{"dpir"};  // fixedPointOfDpir()
        for (const GaussianRow& row : gaussianRows())
            gaussian.insert(row.solver);
        for (const ModesRow& row : modesRows())
            modes.insert(row.solver);
        for (const SolverRow& solver : solverRows()) {
            QVERIFY2(gaussian.count(solver.name), solver.name);
            QVERIFY2(modes.count(solver.name), solver.name);
        }
    }
};

QTEST_GUILESS_MAIN(TestSolverPosteriors)
#include "test_solver_posteriors.moc"
