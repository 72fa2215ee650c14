// SPDX-License-Identifier: GPL-3.0-or-later
// How a run goes: the loop of vml-map.md, what is reported, stopping, pausing, going on, and the same bits
// again.
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/sampling/flips.h"
#include "core/sampling/noise_schedule.h"
#include "core/sampling/solver_registry.h"
#include "core/sampling/vml_map.h"
#include "core/tensors/noise_source.h"
#include "tests/core/sampling/picture_doubles.h"
#include "tests/core/sampling/recording_sink.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>
#include <vector>

using namespace lacuna;

namespace {

constexpr double kSigmaY = 0.05;

/// A small float32 picture with about a third of its pixels missing.
struct Fixture {
    explicit Fixture(std::uint64_t seed = 5) : noise(seed) {}

    Problem problem() { return {op, y, kSigmaY, denoiser, noise}; }
    Solution solve(const VmlMapParameters& spec) {
        SolverState fresh;
        return solve(spec, fresh);
    }
    Solution solve(const VmlMapParameters& spec, SolverState& state) {
        sink = RecordingSink();
        return VmlMap(spec).solve(problem(), state, sink, control);
    }

    NoiseSource noise;
    at::Tensor like = at::zeros({1, 3, 24, 20}, at::TensorOptions().dtype(at::kFloat));
    at::Tensor keep = NoiseSource(77).normal(0, like).narrow(1, 0, 1).le(0.4).to(at::kFloat).expand_as(like);
    KeepOperator op{keep};
    at::Tensor y = keep * NoiseSource(78).normal(0, like).mul(0.4);
    SmoothingDenoiser denoiser;
    RecordingSink sink;
    RunControl control;
};

VmlMapParameters specOf(StepKind step, int steps = 6, int inner = 2) {
    VmlMapParameters spec;
    spec.step = step;
    spec.steps = steps;
    spec.inner = closesLevels(step) ? inner : 1;
    return spec;
}

bool close(const at::Tensor& a, const at::Tensor& b) {
    return a.sizes() == b.sizes() && (a - b).abs().max().item<double>() < 1e-5;
}

ErrorCode codeOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

void addStepRows() {
    QTest::addColumn<VmlMapParameters>("spec");
    QTest::newRow("fixed point") << specOf(StepKind::FixedPoint);
    QTest::newRow("fixed point, K = 1") << specOf(StepKind::FixedPoint, 10, 1);
    QTest::newRow("fixed point, N = 1") << specOf(StepKind::FixedPoint, 1, 3);
    QTest::newRow("gradient") << specOf(StepKind::Gradient);
    QTest::newRow("plain") << specOf(StepKind::Plain);
    QTest::newRow("single evaluation") << specOf(StepKind::SingleEvaluation);
    VmlMapParameters anderson = specOf(StepKind::FixedPoint, 5, 3);
    anderson.anderson = 1;
    QTest::newRow("Anderson") << anderson;
    VmlMapParameters noisy = specOf(StepKind::FixedPoint);
    noisy.eta = 0.7;
    noisy.initialisation = Initialisation::Data;
    QTest::newRow("eta, from the data") << noisy;
    QTest::newRow("splitting") << specOf(StepKind::Splitting);
    VmlMapParameters mirrored = specOf(StepKind::Splitting);
    mirrored.flips = 3;
    mirrored.eta = 0.3;
    QTest::newRow("splitting, mirrored, eta") << mirrored;
    VmlMapParameters both = specOf(StepKind::Gradient, 3, 1);
    both.flips = 2;
    QTest::newRow("gradient, mirrored") << both;
}

}  // namespace

class TestVmlMapRun : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void factory();
    void evaluationsAreCounted_data() { addStepRows(); }
    void evaluationsAreCounted();
    void startsFromZeroOrData();
    void renoises_data();
    void renoises();
    void singleEvaluationFormula();
    void splittingFormula();
    void flipsAreAveraged_data();
    void flipsAreAveraged();
    void andersonFormula();
    void noiseLevelsStayInTheModelsRange();
    void sameSeedSameBits_data() { addStepRows(); }
    void sameSeedSameBits();
    void goesOnToTheSameBits_data() { addStepRows(); }
    void goesOnToTheSameBits();
    void goesOnWithOtherSettings_data();
    void goesOnWithOtherSettings();
    void stopIsSeenBeforeEachCall_data() { addStepRows(); }
    void stopIsSeenBeforeEachCall();
    void stoppedBeforeTheFirstCall();
    void stoppedWithinAStepGoesOn();
    void pausesAndStepsOnce();
    void keptTensorsDontChange();
    void notFinite_data();
    void notFinite();
};

void TestVmlMapRun::initTestCase() {
    at::set_num_threads(1);
}

void TestVmlMapRun::factory() {
    SolverSpec spec;
    QVERIFY(dynamic_cast<VmlMap*>(makeSolver(spec).get()) != nullptr);
    spec.solver = "guess";
    try {
        makeSolver(spec);
        QFAIL("an unknown solver was made");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Usage);
        QVERIFY(QString(error.what()).contains("vml-map"));
        QVERIFY(QString(error.what()).contains("guess"));
    }
    SolverSpec accelerated;
    accelerated.values.set("step", "gradient");
    accelerated.values.set("anderson", 1);
    QCOMPARE(codeOf([&] { makeSolver(accelerated); }), ErrorCode::Usage);
    SolverSpec single;
    single.values.set("step", "single");
    single.values.set("inner", 2);
    QCOMPARE(codeOf([&] { makeSolver(single); }), ErrorCode::Usage);
}

void TestVmlMapRun::evaluationsAreCounted() {
    QFETCH(VmlMapParameters, spec);
    Fixture at;
    SolverState state;
    const Solution solution = at.solve(spec, state);
    const int perStep = closesLevels(spec.step) ? spec.inner + 1 : 1;
    const int reports = spec.steps * perStep, expected = reports * spec.flips;
    QCOMPARE(at.denoiser.calls, expected);
    QCOMPARE(VmlMap(spec).evaluations(), expected);
    QCOMPARE(state.evaluations, expected);
    QCOMPARE(state.step, spec.steps);
    QVERIFY(!solution.cancelled && !solution.beforeFirstEstimate);

    QCOMPARE(at.sink.iterates.size(), static_cast<std::size_t>(reports));
    QCOMPARE(at.sink.states.size(), static_cast<std::size_t>(spec.steps));
    const std::vector<double> sigmas = noiseSchedule(spec.sigmaMax, spec.sigmaMin, spec.steps, spec.rho);
    for (int call = 0; call < reports; ++call) {
        const Iterate& iterate = at.sink.iterates[call];
        QCOMPARE(iterate.evaluations, (call + 1) * spec.flips);
        QCOMPARE(iterate.step, call / perStep);
        QCOMPARE(iterate.steps, spec.steps);
        QCOMPARE(iterate.inner, call % perStep);
        QCOMPARE(iterate.sigma, sigmas[call / perStep]);
        if (iterate.inner == 0) QCOMPARE(iterate.loss.deltaLoss.value(), 0.0);
        QVERIFY(iterate.loss.stationarity.value() > 0);
    }
    QVERIFY(solution.x0.equal(at.sink.iterates.back().denoised));
    QCOMPARE(solution.stationarity, at.sink.iterates.back().loss.stationarity.value());
}

void TestVmlMapRun::startsFromZeroOrData() {
    VmlMapParameters spec = specOf(StepKind::FixedPoint);
    Fixture at;
    const at::Tensor start = spec.sigmaMax * at.noise.normal(0, at.like);
    at.solve(spec);
    QVERIFY(close(at.sink.iterates.front().x, start));
    spec.initialisation = Initialisation::Data;
    at.solve(spec);
    const at::Tensor data = at.op.proximal(at.y, at::zeros_like(at.like), kSigmaY, spec.sigmaMax);
    QVERIFY(!close(data, at::zeros_like(data)));
    QVERIFY(close(at.sink.iterates.front().x, data + start));
    spec.initialisation = Initialisation::Inverse;
    at.solve(spec);
    // Nothing is drawn, and what is known stays as it is but for 1/(1 + (4/σ_y)²) of it.
    QVERIFY(close(at.sink.iterates.front().x, at.y / (1 + std::pow(kSigmaY / 4, 2))));
}

void TestVmlMapRun::renoises_data() {
    QTest::addColumn<double>("eta");
    QTest::newRow("deterministic") << 0.0;
    QTest::newRow("some fresh noise") << 0.6;
    QTest::newRow("all fresh noise") << 1.0;
}

void TestVmlMapRun::renoises() {
    QFETCH(double, eta);
    VmlMapParameters spec = specOf(StepKind::FixedPoint);
    spec.eta = eta;
    Fixture at;
    at.solve(spec);
    for (int i = 0; i + 1 < spec.steps; ++i) {
        const Iterate& closing = at.sink.iterates[3 * i + 2];
        const Iterate& next = at.sink.iterates[3 * i + 3];
        const at::Tensor old = (closing.x - closing.denoised) / closing.sigma;
        const at::Tensor fresh = at.noise.normal(i + 1, at.like);
        QVERIFY(
            close(next.x, closing.denoised + next.sigma * (std::sqrt(1 - eta * eta) * old + eta * fresh)));
    }
    QVERIFY(at.sink.states.back().x.equal(at.sink.iterates.back().denoised));
}

void TestVmlMapRun::singleEvaluationFormula() {
    VmlMapParameters spec = specOf(StepKind::SingleEvaluation);
    spec.priorPull = 0.8;
    spec.stepSize = 0.9;
    Fixture at;
    at.solve(spec);
    const at::Tensor none = at::zeros_like(at.like);
    for (int i = 0; i + 1 < spec.steps; ++i) {
        const Iterate& now = at.sink.iterates[i];
        const Iterate& next = at.sink.iterates[i + 1];
        const at::Tensor offset = now.x - now.denoised;
        const at::Tensor a = at.op.proximal(at.y - at.op.apply(now.denoised), none, kSigmaY, now.sigma);
        const at::Tensor b = at.op.proximal(none, offset, kSigmaY, now.sigma);
        QVERIFY(close(next.x, now.denoised + 0.9 * a + next.sigma / now.sigma * (offset - 0.9 * 0.8 * b)));
        const at::Tensor v = a - 0.8 * b;
        const double norm = std::sqrt((v * v).mean().item<double>()) / now.sigma;
        QVERIFY(std::abs(now.loss.stationarity.value() / norm - 1) < 1e-4);
    }
}

void TestVmlMapRun::splittingFormula() {
    VmlMapParameters spec = specOf(StepKind::Splitting);
    spec.priorPull = 0.4;
    spec.stepSize = 0.9;
    spec.eta = 0.6;
    Fixture at;
    at.solve(spec);
    for (int i = 0; i + 1 < spec.steps; ++i) {
        const Iterate& now = at.sink.iterates[i];
        const Iterate& next = at.sink.iterates[i + 1];
        const at::Tensor offset = now.x - now.denoised;
        const double data = 1 / (kSigmaY * kSigmaY), prior = 0.4 / (now.sigma * now.sigma);
        const at::Tensor v =
            (at.keep * (at.y - now.denoised) * data - offset * prior) / (at.keep * data + prior);
        const at::Tensor kept = 0.8 * std::pow(next.sigma / now.sigma, 2) * offset;
        const at::Tensor fresh = at.noise.normal(static_cast<std::uint32_t>(i) + 1, at.like);
        QVERIFY(close(next.x, now.denoised + 0.9 * v + kept + 0.6 * next.sigma * fresh));
        const double norm = std::sqrt((v * v).mean().item<double>()) / now.sigma;
        QVERIFY(std::abs(now.loss.stationarity.value() / norm - 1) < 1e-4);
    }
    // A prior without weight would leave the unknown pixels undetermined.
    spec.priorPull = 0;
    const at::Tensor none = at.solve(spec).x0;
    spec.priorPull = VmlMap::kLeastPull;
    QVERIFY(none.equal(at.solve(spec).x0));
}

void TestVmlMapRun::flipsAreAveraged_data() {
    QTest::addColumn<int>("flips");
    for (const int flips : {1, 2, 3, 4})
        QTest::addRow("%d", flips) << flips;
}

void TestVmlMapRun::flipsAreAveraged() {
    QFETCH(int, flips);
    const std::vector<std::vector<std::int64_t>> sides{{}, {3}, {2}, {2, 3}};
    SmoothingDenoiser denoiser;
    RunControl control;
    const at::Tensor like = at::zeros({1, 3, 6, 5}, at::TensorOptions().dtype(at::kDouble));
    const at::Tensor x = NoiseSource(1).normal(0, like), move = NoiseSource(2).normal(0, like),
                     v = NoiseSource(3).normal(0, like);
    const auto mean = [&](const at::Tensor& picture) {
        at::Tensor sum = at::zeros_like(picture);
        for (int i = 0; i < flips; ++i)
            sum = sum + denoiser.denoise(picture.flip(sides[i]), 0.7).flip(sides[i]) / flips;
        return sum;
    };
    const auto plain = denoisedOverFlips(denoiser, x, 0.7, flips, false, control);
    QVERIFY(plain && !plain->vjp && close(plain->denoised, mean(x)));
    if (flips > 1) QVERIFY(!close(plain->denoised, denoiser.denoise(x, 0.7)));
    const auto both = denoisedOverFlips(denoiser, x, 0.7, flips, true, control);
    QVERIFY(both && close(both->denoised, mean(x)));
    // The denoiser is linear, so J is what a move of x does.
    const double forth = ((mean(x + move) - mean(x)) * v).sum().item<double>();
    const double back = (both->vjp(v) * move).sum().item<double>();
    QVERIFY2(std::abs(forth - back) < 1e-9, qPrintable(QString("%1, %2").arg(forth).arg(back)));
}

void TestVmlMapRun::andersonFormula() {
    VmlMapParameters spec = specOf(StepKind::FixedPoint, 1, 3);
    spec.anderson = 1;
    spec.sigmaMax = spec.sigmaMin = 0.4;
    Fixture at;
    at.solve(spec);
    const auto v = [&at](int k) {
        const Iterate& now = at.sink.iterates[k];
        return at.op.proximal(at.y - at.op.apply(now.denoised), now.denoised - now.x, kSigmaY, now.sigma);
    };
    const auto x = [&at](int k) { return at.sink.iterates[k].x; };
    QVERIFY(close(x(1), x(0) + v(0)));
    for (const int k : {1, 2}) {
        const at::Tensor dv = v(k) - v(k - 1), dx = x(k) - x(k - 1);
        const double theta = ((dv * v(k)).sum() / (dv * dv).sum()).item<double>();
        QVERIFY(std::abs(theta) > 1e-3);
        QVERIFY(close(x(k + 1), x(k) + v(k) - std::clamp(theta, -2.0, 2.0) * (dx + dv)));
    }
}

void TestVmlMapRun::noiseLevelsStayInTheModelsRange() {
    VmlMapParameters spec = specOf(StepKind::FixedPoint);
    Fixture at;
    at.denoiser.lowest = 0.1;
    at.denoiser.highest = 2;
    at.solve(spec);
    QCOMPARE(at.sink.iterates.front().sigma, 2.0);
    QCOMPARE(at.sink.iterates.back().sigma, 0.1);
    spec.sigmaMax = 0.05;
    at.solve(spec);
    QCOMPARE(at.sink.iterates.front().sigma, 0.1);
    QCOMPARE(at.sink.iterates.back().sigma, 0.1);
}

void TestVmlMapRun::sameSeedSameBits() {
    QFETCH(VmlMapParameters, spec);
    Fixture one, again, other(6);
    const at::Tensor first = one.solve(spec).x0;
    QVERIFY(first.equal(again.solve(spec).x0));
    QVERIFY(!first.equal(other.solve(spec).x0));
    QCOMPARE(first.scalar_type(), at::kFloat);
}

void TestVmlMapRun::goesOnToTheSameBits() {
    QFETCH(VmlMapParameters, spec);
    Fixture whole;
    const Solution uninterrupted = whole.solve(spec);
    for (const SolverState& from : whole.sink.states) {
        Fixture later;
        SolverState state = from;
        const Solution solution = later.solve(spec, state);
        QVERIFY(solution.x0.equal(uninterrupted.x0));
        QCOMPARE(state.evaluations, VmlMap(spec).evaluations());
        QCOMPARE(later.denoiser.calls, VmlMap(spec).evaluations() - from.evaluations);
    }
}

// A run whose schedule changed goes on at the nearest noise level that isn't above the state's, with x's
// noise scaled to it. One that had ended goes on with the next step, from fresh noise.
void TestVmlMapRun::goesOnWithOtherSettings_data() {
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("steps");
    QTest::addColumn<double>("sigmaMax");
    QTest::newRow("more steps") << 3 << 9 << 5.0;
    QTest::newRow("fewer steps") << 3 << 4 << 5.0;
    QTest::newRow("a single step, below every level") << 5 << 1 << 5.0;
    QTest::newRow("all levels below") << 1 << 6 << 0.5;
    QTest::newRow("from a higher start") << 2 << 6 << 20.0;
    QTest::newRow("the same") << 4 << 6 << 5.0;
    QTest::newRow("ended, with more steps") << 6 << 9 << 5.0;
    QTest::newRow("ended, with fewer") << 6 << 4 << 5.0;
}

void TestVmlMapRun::goesOnWithOtherSettings() {
    QFETCH(int, step);
    QFETCH(int, steps);
    QFETCH(double, sigmaMax);
    VmlMapParameters before = specOf(StepKind::FixedPoint, 6);
    before.sigmaMax = 5;
    Fixture whole;
    whole.solve(before);
    VmlMapParameters after = before;
    after.steps = steps;
    after.sigmaMax = sigmaMax;
    const std::vector<double> sigmas = noiseSchedule(after.sigmaMax, after.sigmaMin, after.steps, after.rho);
    const SolverState from = whole.sink.states[step - 1];
    Fixture later;
    SolverState state = from;
    const Solution solution = later.solve(after, state);
    QCOMPARE(state.step, steps);
    if (step == 6 && steps < 6) {
        QVERIFY(later.sink.iterates.empty() && solution.x0.equal(from.denoised));
        return;
    }
    const Iterate& first = later.sink.iterates.front();
    QCOMPARE(first.sigma, sigmas[first.step]);
    if (step == 6) {
        QCOMPARE(first.step, 6);
    } else {
        QVERIFY(first.sigma <= from.sigma || first.step == steps - 1);
        if (first.step > 0) QVERIFY(sigmas[first.step - 1] > from.sigma);
    }
    const at::Tensor noise =
        step < 6 ? (from.x - from.denoised) / from.sigma : later.noise.normal(step, later.like);
    QVERIFY(close(first.x, from.denoised + first.sigma * noise));
    // Counts on as if it had made the steps before that one.
    QCOMPARE(later.sink.iterates.back().evaluations, VmlMap(after).evaluations());
}

void TestVmlMapRun::stopIsSeenBeforeEachCall() {
    QFETCH(VmlMapParameters, spec);
    const int all = VmlMap(spec).evaluations();
    for (int last = 1; last < all; ++last) {
        Fixture at;
        at.denoiser.onCall = [&at, last](int call) {
            if (call == last) at.control.stop();
        };
        const Solution solution = at.solve(spec);
        QCOMPARE(at.denoiser.calls, last);
        QVERIFY(solution.cancelled);
        QCOMPARE(solution.beforeFirstEstimate, last < spec.flips);
        if (last >= spec.flips) QVERIFY(solution.x0.equal(at.sink.iterates.back().denoised));
    }
}

void TestVmlMapRun::stoppedBeforeTheFirstCall() {
    VmlMapParameters spec = specOf(StepKind::FixedPoint);
    for (const Initialisation start : {Initialisation::Zero, Initialisation::Data}) {
        spec.initialisation = start;
        Fixture at;
        at.control.stop();
        SolverState state;
        const Solution solution = at.solve(spec, state);
        QVERIFY(solution.cancelled && solution.beforeFirstEstimate);
        QCOMPARE(at.denoiser.calls, 0);
        QVERIFY(!state.x.defined() && !state.denoised.defined());
        const at::Tensor none = at::zeros_like(at.like);
        const at::Tensor expected =
            start == Initialisation::Zero ? none : at.op.proximal(at.y, none, kSigmaY, spec.sigmaMax);
        QVERIFY(solution.x0.equal(expected));
    }
}

// The state stays at the last finished outer step, so that going on repeats the step that was cut off.
void TestVmlMapRun::stoppedWithinAStepGoesOn() {
    const VmlMapParameters spec = specOf(StepKind::FixedPoint);
    Fixture whole;
    const at::Tensor uninterrupted = whole.solve(spec).x0;
    for (int last = 1; last < VmlMap(spec).evaluations(); ++last) {
        Fixture cut, rest;
        cut.denoiser.onCall = [&cut, last](int call) {
            if (call == last) cut.control.stop();
        };
        SolverState state;
        const Solution partial = cut.solve(spec, state);
        QCOMPARE(state.step, last / 3);
        QVERIFY(state.denoised.equal(partial.x0));
        QVERIFY(rest.solve(spec, state).x0.equal(uninterrupted));
    }
}

void TestVmlMapRun::pausesAndStepsOnce() {
    using namespace std::chrono_literals;
    const VmlMapParameters spec = specOf(StepKind::FixedPoint);
    Fixture undisturbed;
    const at::Tensor expected = undisturbed.solve(spec).x0;

    Fixture at;
    std::atomic<int> calls = 0;
    at.denoiser.onCall = [&calls](int call) { calls = call; };
    at.control.pause();
    at::Tensor result;
    std::thread solver([&] { result = at.solve(spec).x0; });
    std::this_thread::sleep_for(30ms);
    const int whilePaused = calls;
    QList<int> afterStep;
    for (int step = 1; step <= 4; ++step) {
        at.control.stepOnce();
        const bool came = QTest::qWaitFor([&] { return calls >= step; }, 5000);
        std::this_thread::sleep_for(20ms);
        afterStep << (came ? calls.load() : -1);
    }
    at.control.resume();
    solver.join();
    QCOMPARE(whilePaused, 0);
    QCOMPARE(afterStep, (QList<int>{1, 2, 3, 4}));
    QVERIFY(result.equal(expected));

    Fixture stopped;
    stopped.control.pause();
    std::thread waiting([&] { result = stopped.solve(spec).x0; });
    std::this_thread::sleep_for(20ms);
    stopped.control.stop();
    waiting.join();
    QCOMPARE(stopped.denoiser.calls, 0);
}

void TestVmlMapRun::keptTensorsDontChange() {
    VmlMapParameters spec = specOf(StepKind::FixedPoint);
    spec.eta = 0.5;
    Fixture at;
    std::vector<at::Tensor> copies;
    RecordingSink sink;
    sink.onIterate = [&copies](const Iterate& iterate) {
        copies.push_back(iterate.x.clone());
        copies.push_back(iterate.denoised.clone());
    };
    SolverState state;
    VmlMap(spec).solve(at.problem(), state, sink, at.control);
    for (std::size_t i = 0; i < sink.iterates.size(); ++i) {
        QVERIFY(sink.iterates[i].x.equal(copies[2 * i]));
        QVERIFY(sink.iterates[i].denoised.equal(copies[2 * i + 1]));
    }
}

void TestVmlMapRun::notFinite_data() {
    QTest::addColumn<StepKind>("step");
    QTest::addColumn<double>("poison");
    QTest::newRow("NaN") << StepKind::FixedPoint << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << StepKind::FixedPoint << std::numeric_limits<double>::infinity();
    QTest::newRow("single evaluation")
        << StepKind::SingleEvaluation << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("gradient") << StepKind::Gradient << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("splitting") << StepKind::Splitting << std::numeric_limits<double>::quiet_NaN();
}

void TestVmlMapRun::notFinite() {
    QFETCH(StepKind, step);
    QFETCH(double, poison);
    Fixture at;
    at.denoiser.onCall = [&](int call) { at.denoiser.poison = call == 4 ? poison : 0; };
    QCOMPARE(codeOf([&] { at.solve(specOf(step)); }), ErrorCode::Numerical);
    QCOMPARE(at.denoiser.calls, 4);
    QCOMPARE(at.sink.iterates.size(), std::size_t{3});
}

QTEST_GUILESS_MAIN(TestVmlMapRun)
#include "test_vml_map_run.moc"
