// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "tests/core/sampling/picture_doubles.h"
#include "tests/core/sampling/recording_sink.h"
#include "tests/core/sampling/toy_problem.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <QtTest>

#include <cmath>
#include <memory>
#include <set>

using namespace lacuna;

namespace {

constexpr double kSigmaY = 0.05;

/// A small float32 picture with about a third of its pixels missing.
struct Fixture {
    explicit Fixture(std::uint64_t seed = 5) : noise(seed) {}

    Solution solve(Solver& solver, SolverState state = {}) {
        sink = RecordingSink();
        const Problem problem{op, y, kSigmaY, denoiser, noise};
        return solver.solve(problem, state, sink, control);
    }

    NoiseSource noise;
    at::Tensor like = at::zeros({1, 3, 12, 10}, at::TensorOptions().dtype(at::kFloat));
    at::Tensor keep = NoiseSource(77).normal(0, like).narrow(1, 0, 1).le(0.4).to(at::kFloat).expand_as(like);
    KeepOperator op{keep};
    at::Tensor y = keep * NoiseSource(78).normal(0, like).mul(0.4);
    SmoothingDenoiser denoiser;
    RecordingSink sink;
    RunControl control;
};

/// The solver with few steps, whatever its defaults are.
std::unique_ptr<Solver> quick(const SolverRow& row) {
    SolverSpec spec{row.name, {}};
    spec.values.set("steps", 5);
    return makeSolver(spec);
}

void solverRowsByName() {
    QTest::addColumn<QString>("name");
    for (const SolverRow& row : solverRows())
        QTest::newRow(row.name) << QString(row.name);
}

}  // namespace

/// What holds of every row of the registry, and what each method should reach.
class TestSolvers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void describesItself_data() { solverRowsByName(); }
    void describesItself() {
        QFETCH(QString, name);
        const SolverRow& row = solverRow(name.toStdString());
        QVERIFY(*row.title && *row.paper);
        const SolverSpec spec = completed(SolverSpec{row.name, {}});
        QCOMPARE(spec.values.all().size(), row.parameters.size());
        QVERIFY(!solverLabel(spec).empty());
        std::set<std::string> names;
        for (const Parameter& parameter : row.parameters) {
            QVERIFY(names.insert(parameter.name).second);
            QVERIFY(checked(parameter, parameter.initial) == parameter.initial);
            QVERIFY(*parameter.label && *parameter.help && *parameter.hint);
            SolverSpec changed = spec;
            change(changed, parameter.name, parameter.initial);
            QVERIFY(changed == spec);
        }
        SolverSpec unknown = spec;
        unknown.values.set("guess", 1.0);
        QVERIFY_EXCEPTION_THROWN(completed(unknown), Error);
    }

    void evaluationsAreCounted_data() { solverRowsByName(); }
    void evaluationsAreCounted() {
        QFETCH(QString, name);
        const auto solver = quick(solverRow(name.toStdString()));
        Fixture at;
        const Solution solution = at.solve(*solver);
        QCOMPARE(at.denoiser.calls, solver->evaluations());
        QCOMPARE(int(at.sink.iterates.size()), solver->evaluations());
        QCOMPARE(int(at.sink.states.size()), solver->steps());
        QVERIFY(!solution.cancelled && solution.x0.sizes() == at.like.sizes());
        QCOMPARE(at.sink.states.back().sigma, 0.0);
    }

    void sameSeedSameBits_data() { solverRowsByName(); }
    void sameSeedSameBits() {
        QFETCH(QString, name);
        const auto solver = quick(solverRow(name.toStdString()));
        Fixture one, again, other(6);
        const at::Tensor first = one.solve(*solver).x0;
        QVERIFY(first.equal(again.solve(*solver).x0));
        // DPIR draws nothing.
        QCOMPARE(first.equal(other.solve(*solver).x0), name == "dpir");
    }

    void goesOnToTheSameBits_data() { solverRowsByName(); }
    void goesOnToTheSameBits() {
        QFETCH(QString, name);
        const auto solver = quick(solverRow(name.toStdString()));
        Fixture whole;
        const Solution uninterrupted = whole.solve(*solver);
        for (const SolverState& from : whole.sink.states) {
            Fixture later;
            QVERIFY(later.solve(*solver, from).x0.equal(uninterrupted.x0));
            QCOMPARE(later.denoiser.calls, solver->evaluations() - from.evaluations);
        }
    }

    void stopIsSeenBeforeEachCall_data() { solverRowsByName(); }
    void stopIsSeenBeforeEachCall() {
        QFETCH(QString, name);
        const auto solver = quick(solverRow(name.toStdString()));
        for (int last = 1; last < solver->evaluations(); ++last) {
            Fixture at;
            at.denoiser.onCall = [&](int call) {
                if (call == last) at.control.stop();
            };
            const Solution solution = at.solve(*solver);
            QVERIFY(solution.cancelled && !solution.beforeFirstEstimate);
            QCOMPARE(at.denoiser.calls, last);
            QVERIFY(solution.x0.defined());
        }
    }

    void notFinite_data() { solverRowsByName(); }
    void notFinite() {
        QFETCH(QString, name);
        const auto solver = quick(solverRow(name.toStdString()));
        Fixture at;
        at.denoiser.poison = std::nan("");
        try {
            at.solve(*solver);
            QFAIL("went on");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Numerical);
        }
    }

    /// A Gaussian prior, whose posterior's mean and mode are one point: the mean of results with 100 seeds is
    /// near it, a mode seeker's alike for every seed.
    void gaussianPosterior_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ParameterValues>("values");
        QTest::addColumn<double>("tolerance");  // of the prior's deviation, per number
        QTest::addColumn<bool>("isMode");
        QTest::newRow("vml-map") << "vml-map"
                                 << ParameterValues{{"steps", std::int64_t{40}},
                                                    {"inner", std::int64_t{6}},
                                                    {"sigma_max", 20.0},
                                                    {"sigma_min", 1e-3}}
                                 << 0.02 << true;
        QTest::newRow("diffpir") << "diffpir" << ParameterValues{{"lambda", 1.0}} << 0.15 << false;
    }
    void gaussianPosterior() {
        QFETCH(QString, name);
        QFETCH(ParameterValues, values);
        QFETCH(double, tolerance);
        QFETCH(bool, isMode);
        const auto solver = makeSolver(SolverSpec{name.toStdString(), values});
        ToyProblem toy = gaussianProblem(3, 6, 0.3);
        const at::Tensor H = toy.op.matrix(), C = toy.prior.covariances()[0],
                         mu = toy.prior.means()[0].unsqueeze(1);
        const at::Tensor precision = at::linalg_inv(C) + at::matmul(H.t(), H) / (toy.sigmaY * toy.sigmaY);
        const at::Tensor pull = at::matmul(at::linalg_inv(C), mu) +
                                at::matmul(H.t(), toy.y.reshape({-1, 1})) / (toy.sigmaY * toy.sigmaY);
        const at::Tensor mean = at::matmul(at::linalg_inv(precision), pull).reshape({-1});
        constexpr int kSeeds = 100;
        at::Tensor sum = at::zeros_like(mean), squares = at::zeros_like(mean);
        for (int seed = 0; seed < kSeeds; ++seed) {
            const NoiseSource noise(static_cast<std::uint64_t>(seed));
            const Problem problem{toy.op, toy.y, toy.sigmaY, toy.prior, noise};
            SolverState state;
            RecordingSink sink;
            RunControl control;
            const at::Tensor x = solver->solve(problem, state, sink, control).x0.reshape({-1});
            sum = sum + x;
            squares = squares + x * x;
        }
        const double miss = (sum / kSeeds - mean).abs().max().item<double>();
        QVERIFY2(miss < tolerance, qPrintable(QString::number(miss)));
        const double spread =
            (squares / kSeeds - (sum / kSeeds).square()).clamp_min(0).sqrt().max().item<double>();
        QVERIFY2(isMode ? spread < tolerance : spread > tolerance / 10, qPrintable(QString::number(spread)));
    }
};

QTEST_GUILESS_MAIN(TestSolvers)
#include "test_solvers.moc"
