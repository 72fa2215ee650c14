// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/sampling/coarse_to_fine.h"
#include "core/sampling/solver_registry.h"
#include "core/sampling/vml_map.h"
#include "core/tensors/noise_source.h"
#include "core/tensors/pyramid.h"
#include "tests/core/sampling/picture_doubles.h"
#include "tests/core/sampling/recording_sink.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <QTest>

#include <memory>

using namespace lacuna;

namespace {

constexpr double kSigmaY = 0.05;
constexpr int kCoarsest = 5;
constexpr int kFiner = 3;

/// A picture of 20 × 24 pixels with a hole of 8 × 10, and the same problem at half and at a quarter of its
/// size on canvases that reach 4 and 8 pixels further to the left and above.
struct Fixture {
    explicit Fixture(std::uint64_t seed = 5) : fineNoise(seed), halfNoise(seed + 1), quarterNoise(seed + 2) {
        half.coarser = &quarter;
        half.coarserX = half.coarserY = 2;
        fine.coarser = &half;
        fine.coarserX = fine.coarserY = 4;
    }

    static at::Tensor hole(int height, int width, int top, int left, int h, int w) {
        at::Tensor keep = at::ones({1, 3, height, width}, at::TensorOptions().dtype(at::kFloat));
        keep.narrow(2, top, h).narrow(3, left, w).zero_();
        return keep;
    }

    Solution solve(Solver& solver, SolverState state = {}) {
        sink = RecordingSink();
        return solver.solve(fine, state, sink, control);
    }

    NoiseSource fineNoise, halfNoise, quarterNoise;
    at::Tensor fineKeep = hole(20, 24, 6, 8, 8, 10);
    at::Tensor halfKeep = hole(12, 14, 5, 6, 4, 5);
    at::Tensor quarterKeep = hole(7, 8, 4, 4, 2, 2);
    KeepOperator fineOp{fineKeep}, halfOp{halfKeep}, quarterOp{quarterKeep};
    at::Tensor y = fineKeep * NoiseSource(78).normal(0, fineKeep).mul(0.4);
    at::Tensor halfY = halfKeep * NoiseSource(79).normal(0, halfKeep).mul(0.3);
    at::Tensor quarterY = quarterKeep * NoiseSource(80).normal(0, quarterKeep).mul(0.2);
    SmoothingDenoiser denoiser;
    Problem quarter{quarterOp, quarterY, kSigmaY, denoiser, quarterNoise};
    Problem half{halfOp, halfY, kSigmaY, denoiser, halfNoise};
    Problem fine{fineOp, y, kSigmaY, denoiser, fineNoise};
    RecordingSink sink;
    RunControl control;
};

SolverSpec spec(int levels, const char* step = "single") {
    SolverSpec spec;
    spec.values.set("step", step);
    spec.values.set("steps", kCoarsest);
    spec.values.set("levels", levels);
    spec.values.set("level_steps", kFiner);
    spec.values.set("level_noise", 0.4);
    return spec;
}

}  // namespace

class TestCoarseToFine : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void levelsFollowEachOther_data() {
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("levels");
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("calls");  // per step
        QTest::newRow("both") << 2 << 2 << "single" << 1;
        QTest::newRow("fewer than there are") << 1 << 1 << "single" << 1;
        QTest::newRow("more than there are") << 6 << 2 << "single" << 1;
        QTest::newRow("two evaluations a step") << 2 << 2 << "fixed-point" << 2;
        QTest::newRow("with gradients") << 2 << 2 << "gradient" << 2;
    }
    void levelsFollowEachOther() {
        QFETCH(int, most);
        QFETCH(int, levels);
        QFETCH(QString, step);
        QFETCH(int, calls);
        const auto solver = makeSolver(spec(most, step.toUtf8().constData()));
        QCOMPARE(solver->mostLevels(), most);
        Fixture at;
        const Solution solution = at.solve(*solver);
        QVERIFY(!solution.cancelled && solution.x0.sizes() == at.y.sizes());
        const int steps = kCoarsest + levels * kFiner;
        QCOMPARE(stepsOf(*solver, levels), steps);
        QCOMPARE(evaluationsOf(*solver, levels), steps * calls);
        QCOMPARE(at.denoiser.calls, steps * calls);
        QCOMPARE(int(at.sink.states.size()), steps);
        int expected = 0;
        for (const Iterate& iterate : at.sink.iterates) {
            const int level =
                expected / calls < kCoarsest ? levels : levels - 1 - (expected / calls - kCoarsest) / kFiner;
            QCOMPARE(iterate.level, level);
            QCOMPARE(iterate.step, expected / calls);
            QCOMPARE(iterate.steps, steps);
            QCOMPARE(iterate.evaluations, ++expected);
            const at::Tensor& like = level == 2 ? at.quarterY : level == 1 ? at.halfY : at.y;
            QVERIFY(iterate.x.sizes() == like.sizes() && iterate.denoised.sizes() == like.sizes());
        }
    }

    /// What a level starts from: the estimate of the level before, enlarged, with the measured pixels and
    /// noise of its own first σ; where there is one coarse level only, of twice that.
    void startsFromTheCoarserEstimate() {
        Fixture at;
        const auto check = [&](int last, const Problem& problem, const at::Tensor& keep, double sigma) {
            QCOMPARE(at.sink.iterates[std::size_t(last) + 1].sigma, sigma);
            const at::Tensor coarse = at.sink.iterates[std::size_t(last)].denoised;
            const at::Tensor start =
                at.sink.iterates[std::size_t(last) + 1].x - problem.noise.normal(0, problem.y) * sigma;
            const at::Tensor enlarged = enlargedPart(coarse, 2, problem.coarserX, problem.coarserY,
                                                     problem.y.size(3), problem.y.size(2));
            QVERIFY(((1 - keep) * (start - enlarged)).abs().max().item<double>() < 1e-5);
            QVERIFY((keep * (start - problem.y)).abs().max().item<double>() < 1e-3);
            QVERIFY((keep * (enlarged - problem.y)).abs().max().item<double>() > 0.1);
        };
        at.solve(*makeSolver(spec(2)));
        check(kCoarsest - 1, at.half, at.halfKeep, 0.4);
        check(kCoarsest + kFiner - 1, at.fine, at.fineKeep, 0.4);
        at.solve(*makeSolver(spec(1)));
        check(kCoarsest - 1, at.fine, at.fineKeep, 0.8);
    }

    void withoutACoarserProblem() {
        Fixture at;
        at.fine.coarser = nullptr;
        const auto with = makeSolver(spec(3)), without = makeSolver(spec(0));
        QVERIFY(at.solve(*with).x0.equal(at.solve(*without).x0));
        QCOMPARE(with->steps(), kCoarsest);
        QCOMPARE(without->mostLevels(), 0);
    }

    void goesOnToTheSameBits() {
        SolverSpec fresh = spec(2);
        fresh.values.set("eta", 0.3);
        const auto solver = makeSolver(fresh);
        Fixture whole;
        const Solution uninterrupted = whole.solve(*solver);
        QCOMPARE(whole.sink.states.front().level, 2);
        for (const SolverState& from : whole.sink.states) {
            Fixture later;
            QVERIFY(later.solve(*solver, from).x0.equal(uninterrupted.x0));
            QCOMPARE(later.denoiser.calls, kCoarsest + 2 * kFiner - from.evaluations);
        }
        Fixture other(6);
        QVERIFY(!other.solve(*solver).x0.equal(uninterrupted.x0));
    }

    /// Settings that were changed since: the level goes on at the nearest noise level below.
    void goesOnWithOtherSteps() {
        const auto solver = makeSolver(spec(2));
        Fixture first;
        first.solve(*solver);
        SolverSpec changed = spec(2);
        changed.values.set("steps", 2);
        Fixture shorter;
        shorter.solve(*makeSolver(changed), first.sink.states[3]);
        QCOMPARE(shorter.denoiser.calls, 1 + 2 * kFiner);
        changed.values.set("steps", 7);
        Fixture longer;
        longer.solve(*makeSolver(changed), first.sink.states[3]);
        QCOMPARE(longer.denoiser.calls, 1 + 2 * kFiner);
        Fixture flat;
        flat.fine.coarser = nullptr;
        QVERIFY_EXCEPTION_THROWN(flat.solve(*solver, first.sink.states[3]), Error);
    }

    void stopIsSeenBeforeEachCall() {
        const auto solver = makeSolver(spec(2));
        for (int last = 0; last < kCoarsest + 2 * kFiner; ++last) {
            Fixture at;
            if (last == 0) at.control.stop();
            at.denoiser.onCall = [&](int call) {
                if (call == last) at.control.stop();
            };
            const Solution solution = at.solve(*solver);
            QVERIFY(solution.cancelled);
            QCOMPARE(solution.beforeFirstEstimate, last == 0);
            QCOMPARE(at.denoiser.calls, last);
            QVERIFY(solution.x0.sizes() == at.y.sizes());
            if (last < kCoarsest + kFiner)
                QVERIFY((at.fineKeep * (solution.x0 - at.y)).abs().max().item<double>() < 1e-3);
        }
    }
};

QTEST_GUILESS_MAIN(TestCoarseToFine)
#include "test_coarse_to_fine.moc"
