// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"
#include "core/sampling/clipped_residual.h"
#include "core/sampling/vml_map.h"
#include "tests/core/sampling/recording_sink.h"
#include "tests/core/sampling/toy_problem.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/full.h>
#include <ATen/ops/special_log_ndtr.h>
#include <ATen/ops/sub.h>
#include <QtTest>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>

using namespace lacuna;

namespace {

at::Tensor number(double value, at::ScalarType type = at::kDouble) {
    return at::full({1}, value, at::TensorOptions().dtype(type));
}

/// −log p(y | m) of a measurement that was cut off where `side` says; a tensor of one element.
at::Tensor negLogLikelihood(const at::Tensor& residual, double side, double sigma) {
    if (side == 0) return residual * residual / (2 * sigma * sigma);
    return -at::special_log_ndtr(-side * residual / sigma);
}

}  // namespace

class TestClippedResidual : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void isTheScoreOfTheCensoredLikelihood_data();
    void isTheScoreOfTheCensoredLikelihood();
    void isTheExpectationBeyondTheLimit_data();
    void isTheExpectationBeyondTheLimit();
    void staysFiniteFarFromTheLimit();
    void solverReachesTheCensoredMap();
};

void TestClippedResidual::isTheScoreOfTheCensoredLikelihood_data() {
    QTest::addColumn<double>("side");
    QTest::addColumn<double>("residual");
    for (const double side : {-1.0, 0.0, 1.0})
        for (const double residual : {-2.0, -0.3, 0.0, 0.05, 0.7})
            QTest::addRow("side %g, residual %g", side, residual) << side << residual;
}

void TestClippedResidual::isTheScoreOfTheCensoredLikelihood() {
    QFETCH(double, side);
    QFETCH(double, residual);
    const double sigma = 0.2;
    const at::Tensor r = number(residual).requires_grad_(true);
    const at::Tensor gradient = torch::autograd::grad({negLogLikelihood(r, side, sigma)}, {r})[0];
    const double expected = sigma * sigma * gradient.item<double>();
    const double actual = clippedResidual(number(residual), number(side), sigma).item<double>();
    QVERIFY2(std::abs(actual - expected) < 1e-9, qPrintable(QString::number(actual - expected)));
}

void TestClippedResidual::isTheExpectationBeyondTheLimit_data() {
    QTest::addColumn<double>("limit");  // above H D, in units of the noise
    for (const double limit : {-3.0, -1.0, 0.0, 0.5, 2.0, 6.0})
        QTest::addRow("%g", limit) << limit;
}

// The mean of N(0, σ²) above the limit, summed by the midpoint rule; and, mirrored, below.
void TestClippedResidual::isTheExpectationBeyondTheLimit() {
    QFETCH(double, limit);
    double mass = 0, moment = 0;
    const double step = 1e-4;
    for (double u = limit + step / 2; u < limit + 20; u += step) {
        const double density = std::exp(-(u * u - limit * limit) / 2);
        mass += density;
        moment += density * u;
    }
    const double sigma = 0.1, expected = sigma * moment / mass;
    const double above = clippedResidual(number(sigma * limit), number(1), sigma).item<double>();
    const double below = clippedResidual(number(-sigma * limit), number(-1), sigma).item<double>();
    QVERIFY(std::abs(above - expected) < 1e-6);
    QVERIFY(std::abs(below + expected) < 1e-6);
}

void TestClippedResidual::staysFiniteFarFromTheLimit() {
    const double sigma = 2.0 / 255;  // a level of noise; the farthest residual is the whole range
    const double far = clippedResidual(number(2, at::kFloat), number(1, at::kFloat), sigma).item<double>();
    QVERIFY(std::abs(far - 2) < 0.01);
    const double beyond =
        clippedResidual(number(-2, at::kFloat), number(1, at::kFloat), sigma).item<double>();
    QVERIFY(std::abs(beyond) < 1e-6);
}

// A Gaussian prior makes the censored posterior log-concave: its gradient vanishes at one point only.
void TestClippedResidual::solverReachesTheCensoredMap() {
    ToyProblem toy = gaussianProblem(31, 6, 0.2);
    const double limit = 0.3;
    const at::Tensor clipped = (toy.y > limit).to(at::kDouble) - (toy.y < -limit).to(at::kDouble);
    QVERIFY(clipped.abs().sum().item<double>() >= 2);
    toy.y = at::clamp(toy.y, -limit, limit);
    Problem problem = toy.problem();
    problem.clipped = clipped;

    VmlMapParameters spec;
    spec.steps = 1;
    spec.inner = 400;
    spec.sigmaMax = spec.sigmaMin = 0.5;
    SolverState state;
    RecordingSink sink;
    RunControl control;
    const at::Tensor x = VmlMap(spec).solve(problem, state, sink, control).x0;

    const at::Tensor in = x.detach().clone().requires_grad_(true);
    at::Tensor objective = toy.prior.negLogDensity(in, 0);
    const at::Tensor residuals = (toy.y - toy.op.apply(in)).flatten();
    for (int i = 0; i < 6; ++i) {
        const double side = clipped.flatten()[i].item<double>();
        objective = objective + negLogLikelihood(residuals[i], side, toy.sigmaY);
    }
    const at::Tensor gradient = torch::autograd::grad({objective}, {in})[0];
    QVERIFY2(gradient.abs().max().item<double>() < 1e-6,
             qPrintable(QString::number(gradient.abs().max().item<double>())));
}

QTEST_GUILESS_MAIN(TestClippedResidual)
#include "test_clipped_residual.moc"
