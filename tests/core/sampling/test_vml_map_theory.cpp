// SPDX-License-Identifier: GPL-3.0-or-later
// What vml-map.md derives, against closed forms and automatic differentiation, in double precision.
#include "core/base/run_control.h"
#include "core/sampling/vml_map.h"
#include "tests/core/sampling/recording_sink.h"
#include "tests/core/sampling/toy_problem.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
#include <QtTest>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace lacuna;

namespace {

double length(const at::Tensor& v) {
    return std::sqrt((v * v).sum().item<double>());
}

double relativeError(const at::Tensor& a, const at::Tensor& b) {
    return length(a - b) / length(b);
}

at::Tensor gradientOfLoss(const ToyProblem& toy, const at::Tensor& x, double sigma) {
    const at::Tensor in = x.detach().clone().requires_grad_(true);
    return torch::autograd::grad({toy.loss(in, sigma)}, {in})[0];
}

/// K inner steps from x at one σ.
RecordingSink innerSteps(ToyProblem& toy, VmlMapParameters spec, const at::Tensor& x, double sigma) {
    spec.steps = 1;
    spec.sigmaMax = spec.sigmaMin = sigma;
    SolverState state;
    state.x = x;
    RecordingSink sink;
    RunControl control;
    VmlMap(spec).solve(toy.problem(), state, sink, control);
    return sink;
}

void addStepRows() {
    QTest::addColumn<StepKind>("step");
    QTest::newRow("fixed point") << StepKind::FixedPoint;
    QTest::newRow("gradient") << StepKind::Gradient;
    QTest::newRow("plain") << StepKind::Plain;
}

}  // namespace

class TestVmlMapTheory : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }  // eight numbers don't fill two
    void stationaryPointIsTheMap_data();
    void stationaryPointIsTheMap();
    void gradientMatchesAutomaticDifferentiation_data();
    void gradientMatchesAutomaticDifferentiation();
    void lossTendsToTheNegativeLogPosterior();
    void stepsConvergeToTheSamePoint_data();
    void stepsConvergeToTheSamePoint();
    void splittingWeighsThePrior_data();
    void splittingWeighsThePrior();
    void lossTermsAreThoseOfTheLoss_data();
    void lossTermsAreThoseOfTheLoss();
};

void TestVmlMapTheory::stationaryPointIsTheMap_data() {
    QTest::addColumn<double>("sigma");
    QTest::addColumn<int>("measurements");
    for (const int m : {3, 6})
        for (const double sigma : {0.01, 0.1, 0.5, 1.0, 3.0, 20.0})
            QTest::addRow("%d measurements, sigma %g", m, sigma) << sigma << m;
}

// Property 1. D = A x + b is affine, so that the bracket's zero is a linear system's solution.
void TestVmlMapTheory::stationaryPointIsTheMap() {
    QFETCH(double, sigma);
    QFETCH(int, measurements);
    ToyProblem toy = gaussianProblem(31, measurements, 0.2);
    const at::Tensor& H = toy.op.matrix();
    const at::Tensor C = toy.prior.covariances()[0];
    const at::Tensor identity = at::eye(6, C.options());
    const at::Tensor mean = toy.prior.means().reshape({6, 1}), y = toy.y.reshape({-1, 1});
    const double dataWeight = 1 / (toy.sigmaY * toy.sigmaY), priorWeight = 1 / (sigma * sigma);

    const at::Tensor A = at::matmul(C, at::linalg_inv(C + sigma * sigma * identity));
    const at::Tensor b = mean - at::matmul(A, mean);
    const at::Tensor HtH = at::matmul(H.t(), H);
    const at::Tensor left = priorWeight * (identity - A) + dataWeight * at::matmul(HtH, A);
    const at::Tensor right = priorWeight * b + dataWeight * at::matmul(H.t(), y - at::matmul(H, b));
    const at::Tensor stationary = at::linalg_solve(left, right).reshape({1, 1, 1, 6});

    const at::Tensor inverse = at::linalg_inv(C);
    const at::Tensor map = at::linalg_solve(inverse + dataWeight * HtH,
                                            at::matmul(inverse, mean) + dataWeight * at::matmul(H.t(), y));

    for (const StepKind step : {StepKind::FixedPoint, StepKind::Gradient, StepKind::Plain}) {
        VmlMapParameters spec;
        spec.step = step;
        const RecordingSink sink = innerSteps(toy, spec, stationary, sigma);
        QVERIFY(length(sink.iterates[0].denoised.reshape({6, 1}) - map) < 1e-8);
        QVERIFY(sink.iterates[0].loss.stationarity.value() < 1e-8);
        QVERIFY(length(sink.iterates[1].x - stationary) < 1e-8 * std::max(1.0, sigma));
    }
}

void TestVmlMapTheory::gradientMatchesAutomaticDifferentiation_data() {
    QTest::addColumn<double>("sigma");
    QTest::addColumn<int>("seed");
    for (const int seed : {11, 12, 13})
        for (const double sigma : {0.03, 0.3, 1.0, 4.0})
            QTest::addRow("seed %d, sigma %g", seed, sigma) << sigma << seed;
}

// Property 2, and the preconditioned step against P and J written out.
void TestVmlMapTheory::gradientMatchesAutomaticDifferentiation() {
    QFETCH(double, sigma);
    QFETCH(int, seed);
    ToyProblem toy = mixtureProblem(seed);
    const at::Tensor x = 2 * seededNormal(seed, 50, {1, 1, 1, 8});

    VmlMapParameters plain;
    plain.step = StepKind::Plain;
    const at::Tensor moved = innerSteps(toy, plain, x, sigma).iterates[1].x;
    const at::Tensor descent = (moved - x) / (toy.sigmaY * toy.sigmaY);
    QVERIFY(relativeError(-descent, gradientOfLoss(toy, x, sigma)) < 1e-8);

    const at::Tensor in = x.clone().requires_grad_(true);
    const at::Tensor denoised = toy.prior.mean(in, sigma).reshape({8});
    std::vector<at::Tensor> rows;
    for (int i = 0; i < 8; ++i)
        rows.push_back(torch::autograd::grad({denoised[i]}, {in}, {}, /*retain_graph=*/true)[0].reshape({8}));
    const at::Tensor J = at::stack(rows);
    VmlMapParameters gradient;
    gradient.step = StepKind::Gradient;
    gradient.stepSize = 0.7;
    gradient.priorPull = 0.6;
    const at::Tensor step = innerSteps(toy, gradient, x, sigma).iterates[1].x - x;
    const at::Tensor D = denoised.detach().reshape({1, 1, 1, 8});
    const at::Tensor bracket = toy.op.applyAdjoint(toy.y - toy.op.apply(D)) / (toy.sigmaY * toy.sigmaY) -
                               0.6 * (x - D) / (sigma * sigma);
    const at::Tensor v = at::matmul(toy.op.preconditioner(toy.sigmaY, sigma), bracket.reshape({8, 1}));
    const at::Tensor expected = 0.7 * at::matmul(J.t(), v).reshape({1, 1, 1, 8});
    QVERIFY(relativeError(step, expected) < 1e-8);
}

// Property 3: the difference to the negative log posterior is the same at any two points, to the order of σ².
void TestVmlMapTheory::lossTendsToTheNegativeLogPosterior() {
    const ToyProblem toy = mixtureProblem(12);
    const auto gap = [&toy](double sigma) {
        double low = INFINITY, high = -INFINITY;
        for (unsigned point = 0; point < 6; ++point) {
            const at::Tensor x = 2 * seededNormal(12, 60 + point, {1, 1, 1, 8});
            const double difference = toy.loss(x, sigma).item<double>() - toy.negLogPosterior(x);
            low = std::min(low, difference);
            high = std::max(high, difference);
        }
        return high - low;
    };
    const double coarse = gap(1e-3), fine = gap(1e-4);
    QVERIFY2(fine < 1e-2, qPrintable(QString::number(fine)));
    QVERIFY2(std::abs(coarse / fine - 100) < 5, qPrintable(QString::number(coarse / fine)));
}

void TestVmlMapTheory::stepsConvergeToTheSamePoint_data() {
    QTest::addColumn<double>("sigma");
    QTest::addColumn<int>("measurements");
    for (const int m : {3, 6})
        for (const double share : {0.5, 0.75, 1.0})
            QTest::addRow("%d, sigma %g", m, share) << share << m;
}

// Property 6.
void TestVmlMapTheory::stepsConvergeToTheSamePoint() {
    QFETCH(double, sigma);
    QFETCH(int, measurements);
    ToyProblem toy = gaussianProblem(41, measurements, 0.3);
    VmlMapParameters spec;
    spec.inner = 400;
    const at::Tensor start = seededNormal(41, 9, {1, 1, 1, 6});
    const RecordingSink fixed = innerSteps(toy, spec, start, sigma);
    spec.step = StepKind::Gradient;
    const RecordingSink gradient = innerSteps(toy, spec, start, sigma);
    QVERIFY(fixed.iterates.back().loss.stationarity.value() < 1e-8);
    QVERIFY(gradient.iterates.back().loss.stationarity.value() < 1e-8);
    QVERIFY(length(fixed.iterates.back().x - gradient.iterates.back().x) < 1e-7);
    QVERIFY(length(gradientOfLoss(toy, fixed.iterates.back().x, sigma)) < 1e-6);
}

void TestVmlMapTheory::splittingWeighsThePrior_data() {
    QTest::addColumn<double>("pull");
    for (const double pull : {0.35, 1.0, 1.5})
        QTest::addRow("lambda %g", pull) << pull;
}

// At a constant σ it comes to where λ(x − D)/σ_t² = Hᵀ(y − HD)/σ_y²: for λ = 1, where the others do.
void TestVmlMapTheory::splittingWeighsThePrior() {
    QFETCH(double, pull);
    ToyProblem toy = gaussianProblem(41, 3, 0.3);
    VmlMapParameters spec;
    spec.step = StepKind::Splitting;
    spec.priorPull = pull;
    spec.steps = 900;
    spec.sigmaMax = spec.sigmaMin = 0.75;
    SolverState state;
    RecordingSink sink;
    RunControl control;
    VmlMap(spec).solve(toy.problem(), state, sink, control);
    const Iterate& last = sink.iterates.back();
    QVERIFY2(last.loss.stationarity.value() < 1e-8,
             qPrintable(QString::number(last.loss.stationarity.value())));
    const at::Tensor prior = pull * (last.x - last.denoised) / (0.75 * 0.75);
    const at::Tensor data =
        toy.op.applyAdjoint(toy.y - toy.op.apply(last.denoised)) / (toy.sigmaY * toy.sigmaY);
    QVERIFY(length(prior) > 0.1);
    QVERIFY2(relativeError(prior, data) < 1e-6, qPrintable(QString::number(relativeError(prior, data))));
    if (pull == 1) QVERIFY(length(gradientOfLoss(toy, last.x, 0.75)) < 1e-6);
}

void TestVmlMapTheory::lossTermsAreThoseOfTheLoss_data() {
    addStepRows();
}

// The three norms exactly, and ΔVML_S by the trapezoid rule: its error falls with the square of the step.
void TestVmlMapTheory::lossTermsAreThoseOfTheLoss() {
    QFETCH(StepKind, step);
    ToyProblem toy = mixtureProblem(13);
    const at::Tensor start = 2 * seededNormal(13, 70, {1, 1, 1, 8});
    constexpr double sigma = 0.8;
    const auto errorOfDelta = [&](double stepSize, int inner) {
        VmlMapParameters spec;
        spec.step = step;
        spec.stepSize = stepSize;
        spec.inner = inner;
        const RecordingSink sink = innerSteps(toy, spec, start, sigma);
        const double first = toy.loss(start, sigma).item<double>();
        double worst = 0;
        for (const Iterate& at : sink.iterates) {
            const at::Tensor residual = toy.y - toy.op.apply(at.denoised);
            const double misfit = std::pow(length(residual) / toy.sigmaY, 2) / 4;
            const double prior = std::pow(length(at.x - at.denoised) / sigma, 2) / 8;
            if (std::abs(at.loss.misfit.value() - misfit) > 1e-9 * misfit) return double{INFINITY};
            if (std::abs(at.loss.prior.value() - prior) > 1e-9 * prior) return double{INFINITY};
            const double change = toy.loss(at.x, sigma).item<double>() - first;
            worst = std::max(worst, std::abs(at.loss.deltaLoss.value() - change));
        }
        const double whole = std::abs(toy.loss(sink.iterates.back().x, sigma).item<double>() - first);
        if (sink.iterates.front().loss.deltaLoss.value() != 0 || whole < 1) return double{INFINITY};
        return worst / whole;
    };
    const double coarse = errorOfDelta(0.1, 10), fine = errorOfDelta(0.05, 20);
    QVERIFY2(coarse < 0.02, qPrintable(QString::number(coarse)));
    QVERIFY2(fine < coarse / 2.5, qPrintable(QString("%1 %2").arg(coarse).arg(fine)));
}

QTEST_GUILESS_MAIN(TestVmlMapTheory)
#include "test_vml_map_theory.moc"
