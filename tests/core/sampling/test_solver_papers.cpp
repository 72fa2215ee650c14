// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "tests/core/sampling/recording_sink.h"
#include "tests/core/sampling/toy_problem.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_inv.h>
#include <ATen/ops/linalg_pinv.h>
#include <ATen/ops/linalg_svd.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros_like.h>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace lacuna;

namespace {

constexpr int kSteps = 12;
constexpr double kEta = 0.6, kLambda = 0.4, kGuidance = 0.7, kEtaB = 0.8, kRate = 0.05;

/// One step of a method from its paper, with full matrices, on a Gaussian prior.
struct Paper {
    explicit Paper(int measurements)
        : toy(gaussianProblem(3, measurements, 0.3)),
          H(toy.op.matrix()),
          C(toy.prior.covariances()[0]),
          mean(toy.prior.means()[0].unsqueeze(1)),
          y(toy.y.reshape({-1, 1})),
          I(at::eye(C.size(0), C.options())) {}

    at::Tensor gain(double sigma) const { return at::matmul(C, at::linalg_inv(C + sigma * sigma * I)); }
    at::Tensor denoised(const at::Tensor& x, double sigma) const {
        return mean + at::matmul(gain(sigma), x - mean);
    }
    at::Tensor residual(const at::Tensor& x) const { return y - at::matmul(H, x); }
    /// argmin ‖y − H x‖²/σ_y² + ‖x − z‖²/σ²
    at::Tensor proximal(const at::Tensor& data, const at::Tensor& z, double sigma) const {
        const double ratio = toy.sigmaY * toy.sigmaY / (sigma * sigma);
        return at::matmul(at::linalg_inv(at::matmul(H.t(), H) + ratio * I),
                          at::matmul(H.t(), data) + ratio * z);
    }

    ToyProblem toy;
    at::Tensor H, C, mean, y, I;
};

/// The numbers of a step where variance is preserved: ᾱ_t and ᾱ_s, and DDPM's.
struct Preserving {
    Preserving(double sigma, double next)
        : now(1 / (1 + sigma * sigma)), then(1 / (1 + next * next)), alpha(now / then), beta(1 - alpha) {}

    at::Tensor eps(const at::Tensor& x, const at::Tensor& denoised) const {
        return (x - std::sqrt(now) * denoised) / std::sqrt(1 - now);
    }
    double ofEstimate() const { return std::sqrt(then) * beta / (1 - now); }
    double ofNoisy() const { return std::sqrt(alpha) * (1 - then) / (1 - now); }
    double variance() const { return beta * (1 - then) / (1 - now); }

    double now, then, alpha, beta;
};

/// The next x, at `next`, from x at `sigma`; both with variance exploding.
using PaperStep = std::function<at::Tensor(const Paper&, const at::Tensor& x, double sigma, double next,
                                           const at::Tensor& noise)>;

at::Tensor piGdmStep(const Paper& p, const at::Tensor& x, double sigma, double next,
                     const at::Tensor& noise) {
    const Preserving v(sigma, next);
    const at::Tensor scaled = std::sqrt(v.now) * x, denoised = p.denoised(x, sigma);
    const double c1 = kEta * std::sqrt((1 - v.alpha) * (1 - v.then) / (1 - v.now));
    const double c2 = std::sqrt(1 - v.then - c1 * c1);
    const at::Tensor jacobian = p.gain(sigma) / std::sqrt(v.now);
    const double width2 = 1 - v.now, noise2 = p.toy.sigmaY * p.toy.sigmaY;
    const at::Tensor gram = at::matmul(p.H, p.H.t());
    const at::Tensor inverse = at::linalg_inv(gram + noise2 / width2 * at::eye(gram.size(0), gram.options()));
    const at::Tensor g =
        at::matmul(jacobian.t(), at::matmul(p.H.t(), at::matmul(inverse, p.residual(denoised))));
    return (std::sqrt(v.then) * denoised + c1 * noise + c2 * v.eps(scaled, denoised) +
            std::sqrt(v.then * v.now) * g) /
           std::sqrt(v.then);
}

at::Tensor dpsStep(const Paper& p, const at::Tensor& x, double sigma, double next, const at::Tensor& noise) {
    const Preserving v(sigma, next);
    const at::Tensor denoised = p.denoised(x, sigma), r = p.residual(denoised);
    const at::Tensor unguided =
        v.ofNoisy() * std::sqrt(v.now) * x + v.ofEstimate() * denoised + std::sqrt(v.variance()) * noise;
    const at::Tensor gradient =
        -at::matmul(p.gain(sigma).t() / std::sqrt(v.now), at::matmul(p.H.t(), r)) / r.norm();
    return (unguided - kGuidance * gradient) / std::sqrt(v.then);
}

at::Tensor ddnmStep(const Paper& p, const at::Tensor& x, double sigma, double next, const at::Tensor& noise,
                    bool plus) {
    const Preserving v(sigma, next);
    const at::Tensor denoised = p.denoised(x, sigma);
    const double a = v.ofEstimate(), tau = std::sqrt(v.variance()), brought = a * p.toy.sigmaY;
    const double lambda = plus && tau < brought ? tau / brought : 1;
    const double gamma = plus ? tau * tau - lambda * lambda * brought * brought : tau * tau;
    const at::Tensor rectified = denoised + lambda * at::matmul(at::linalg_pinv(p.H), p.residual(denoised));
    return (a * rectified + v.ofNoisy() * std::sqrt(v.now) * x + std::sqrt(std::max(0.0, gamma)) * noise) /
           std::sqrt(v.then);
}

at::Tensor ddrmStep(const Paper& p, const at::Tensor& x, double sigma, double next, const at::Tensor& noise) {
    const auto [u, s, vt] = at::linalg_svd(p.H, true);
    const at::Tensor denoised = at::matmul(vt, p.denoised(x, sigma)), xs = at::matmul(vt, x);
    const at::Tensor data = at::matmul(u.t(), p.y), draws = at::matmul(vt, noise);
    at::Tensor out = at::zeros_like(xs);
    const double c = std::sqrt(1 - kEta * kEta), sigmaY = p.toy.sigmaY;
    for (std::int64_t i = 0; i < xs.size(0); ++i) {
        const double d = denoised[i][0].item<double>(), was = xs[i][0].item<double>();
        const double value = i < s.size(0) ? s[i].item<double>() : 0;
        double centre = 0, deviation = kEta * next;
        if (value == 0) {
            centre = d + c * next * (was - d) / sigma;
        } else {
            const double known = data[i][0].item<double>() / value;
            if (next < sigmaY / value) {
                centre = d + c * next * (known - d) / (sigmaY / value);
            } else {
                centre = (1 - kEtaB) * d + kEtaB * known;
                deviation = std::sqrt(next * next - kEtaB * kEtaB * sigmaY * sigmaY / (value * value));
            }
        }
        out[i][0] = centre + deviation * draws[i][0].item<double>();
    }
    return at::matmul(vt.t(), out);
}

at::Tensor dpirStep(const Paper& p, const at::Tensor& x, double sigma, double next, const at::Tensor&) {
    return p.proximal(p.y, p.denoised(x, sigma), next / std::sqrt(kLambda));
}

at::Tensor diffPirStep(const Paper& p, const at::Tensor& x, double sigma, double next,
                       const at::Tensor& noise) {
    const Preserving v(sigma, next);
    const at::Tensor fitted = p.proximal(p.y, p.denoised(x, sigma), sigma / std::sqrt(kLambda));
    const at::Tensor eps = v.eps(std::sqrt(v.now) * x, fitted);
    return (std::sqrt(v.then) * fitted +
            std::sqrt(1 - v.then) * (std::sqrt(1 - kEta) * eps + std::sqrt(kEta) * noise)) /
           std::sqrt(v.then);
}

struct Case {
    ParameterValues values;
    PaperStep step;
};

/// By the solver's name, or the name and a variant.
const std::map<std::string, Case>& cases() {
    static const std::map<std::string, Case> all{
        {"pigdm", {{{"eta", kEta}}, piGdmStep}},
        {"dps", {{{"guidance", kGuidance}}, dpsStep}},
        {"ddrm", {{{"eta", kEta}, {"eta_b", kEtaB}}, ddrmStep}},
        {"ddnm plus",
         {{{"variant", "plus"}},
          [](const Paper& p, const at::Tensor& x, double sigma, double next, const at::Tensor& noise) {
              return ddnmStep(p, x, sigma, next, noise, true);
          }}},
        {"ddnm exact",
         {{{"variant", "exact"}},
          [](const Paper& p, const at::Tensor& x, double sigma, double next, const at::Tensor& noise) {
              return ddnmStep(p, x, sigma, next, noise, false);
          }}},
        {"dpir", {{{"lambda", kLambda}}, dpirStep}},
        {"diffpir", {{{"lambda", kLambda}, {"zeta", kEta}}, diffPirStep}},
    };
    return all;
}

RecordingSink solved(const Paper& paper, const std::string& name, ParameterValues values,
                     const NoiseSource& noise) {
    values.set("steps", kSteps);
    const auto solver = makeSolver(SolverSpec{name, values});
    RecordingSink sink;
    RunControl control;
    SolverState state;
    const Problem problem{paper.toy.op, paper.toy.y, paper.toy.sigmaY,
                          const_cast<GaussianMixture&>(paper.toy.prior), noise};
    solver->solve(problem, state, sink, control);
    return sink;
}

double distance(const at::Tensor& a, const at::Tensor& b) {
    return (a.reshape({-1}) - b.reshape({-1})).abs().max().item<double>();
}

}  // namespace

/// Every step of a solver beside the same step written down from its paper: full matrices in place of the
/// operator's functions, variance preserved where the paper preserves it.
class TestSolverPapers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void stepIsThePapers_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("measurements");
        for (const auto& [name, unused] : cases()) {
            for (const int measurements : {3, 6})
                QTest::addRow("%s, %d of 6", name.c_str(), measurements)
                    << QString::fromStdString(name) << measurements;
        }
    }
    void stepIsThePapers() {
        QFETCH(QString, name);
        QFETCH(int, measurements);
        const Paper paper(measurements);
        const Case& each = cases().at(name.toStdString());
        const NoiseSource noise(11);
        const RecordingSink sink = solved(paper, name.section(' ', 0, 0).toStdString(), each.values, noise);
        QCOMPARE(int(sink.states.size()), kSteps);
        for (std::size_t i = 0; i + 1 < kSteps; ++i) {
            const at::Tensor x = sink.iterates[i].x;
            const double sigma = sink.iterates[i].sigma, next = sink.iterates[i + 1].sigma;
            const at::Tensor draw = noise.normal(static_cast<std::uint32_t>(i) + 1, x);
            const at::Tensor expected =
                each.step(paper, x.reshape({-1, 1}), sigma, next, draw.reshape({-1, 1}));
            const double miss = distance(sink.states[i].x, expected);
            QVERIFY2(miss < 1e-8 * (1 + next), qPrintable(QString("step %1: %2").arg(i).arg(miss)));
        }
    }

    /// Known samples whose noise is smaller than the step's are what DDRM starts from.
    void ddrmStartsFromTheData() {
        const Paper paper(3);
        const NoiseSource noise(4);
        const RecordingSink sink = solved(paper, "ddrm", {}, noise);
        const auto [u, s, vt] = at::linalg_svd(paper.H, true);
        const double sigma = sink.iterates[0].sigma;
        const at::Tensor draw = at::matmul(vt, noise.normal(0, sink.iterates[0].x).reshape({-1, 1}));
        const at::Tensor start = at::matmul(vt, sink.iterates[0].x.reshape({-1, 1}));
        const at::Tensor data = at::matmul(u.t(), paper.y);
        for (std::int64_t i = 0; i < 6; ++i) {
            double expected = sigma * draw[i][0].item<double>();
            if (i < 3) {
                const double value = s[i].item<double>(), width = paper.toy.sigmaY / value;
                expected = data[i][0].item<double>() / value +
                           std::sqrt(sigma * sigma - width * width) * draw[i][0].item<double>();
            }
            QVERIFY(std::abs(start[i][0].item<double>() - expected) < 1e-8 * sigma);
        }
    }

    /// Many slow steps come to the fixed point of DPIR's two equations at the last noise level, which is the
    /// photograph's.
    void dpirComesToItsFixedPoint() {
        const Paper paper(3);
        const auto solver = makeSolver(SolverSpec{
            "dpir",
            ParameterValues{{"steps", std::int64_t{1000}}, {"lambda", kLambda}, {"sigma_max", 0.301}}});
        RecordingSink sink;
        RunControl control;
        SolverState state;
        const NoiseSource noise(1);
        const Problem problem{paper.toy.op, paper.toy.y, paper.toy.sigmaY,
                              const_cast<GaussianMixture&>(paper.toy.prior), noise};
        const at::Tensor z = solver->solve(problem, state, sink, control).x0.reshape({-1, 1});
        const double sigma = paper.toy.sigmaY;
        const at::Tensor again =
            paper.denoised(paper.proximal(paper.y, z, sigma / std::sqrt(kLambda)), sigma);
        QVERIFY(distance(z, again) < 1e-3);
        QVERIFY(paper.residual(z).norm().item<double>() <
                0.5 * paper.residual(paper.mean).norm().item<double>());
    }

    /// The picture that RED-diff optimises, by its loss's gradient and Adam as its paper and Adam's have
    /// them.
    void redDiffIsAdamOnItsLoss() {
        const Paper paper(3);
        const NoiseSource noise(8);
        const RecordingSink sink =
            solved(paper, "red-diff", {{"prior_pull", kLambda}, {"rate", kRate}}, noise);
        at::Tensor mu = paper.proximal(paper.y, at::zeros_like(paper.mean), 1);
        at::Tensor m = at::zeros_like(mu), v = at::zeros_like(mu);
        for (int i = 0; i < kSteps; ++i) {
            const double sigma = sink.iterates[static_cast<std::size_t>(i)].sigma;
            const double kept = 1 / (1 + sigma * sigma);  // ᾱ
            const at::Tensor draw =
                noise
                    .normal(static_cast<std::uint32_t>(i) + 1, paper.toy.prior.means().reshape({1, 1, 1, -1}))
                    .reshape({-1, 1});
            const at::Tensor scaled = std::sqrt(kept) * mu + std::sqrt(1 - kept) * draw;
            const at::Tensor denoised = paper.denoised(scaled / std::sqrt(kept), sigma);
            const at::Tensor eps = (scaled - std::sqrt(kept) * denoised) / std::sqrt(1 - kept);
            const double weight = kLambda * std::sqrt((1 - kept) / kept);
            const at::Tensor gradient =
                weight * (eps - draw) / 6.0 - at::matmul(paper.H.t(), paper.residual(mu)) / 3.0;
            m = 0.9 * m + 0.1 * gradient;
            v = 0.99 * v + 0.01 * gradient * gradient;
            mu = mu -
                 kRate * (m / (1 - std::pow(0.9, i + 1))) / ((v / (1 - std::pow(0.99, i + 1))).sqrt() + 1e-8);
            const double miss = distance(sink.states[static_cast<std::size_t>(i)].x, mu);
            QVERIFY2(miss < 1e-5, qPrintable(QString("step %1: %2").arg(i).arg(miss)));
        }
    }

    void mapGaAscendsItsPosterior_data() {
        QTest::addColumn<bool>("hasPrior");
        QTest::addColumn<int>("pigdmSteps");
        QTest::addRow("algorithm 2, without the prior") << false << 0;
        QTest::addRow("algorithm 2, with the prior") << true << 0;
        QTest::addRow("algorithm 3") << false << 5;
    }
    /// Algorithms 2 and 3 of MAP-GA's paper as they stand there: both gradients at σ_ε, the authors' learning
    /// rate, noise without the last level's, and ΠGDM's update with its r_t.
    void mapGaAscendsItsPosterior() {
        QFETCH(bool, hasPrior);
        QFETCH(int, pigdmSteps);
        const Paper paper(3);
        const NoiseSource noise(12);
        constexpr int kInner = 3;
        const RecordingSink sink = solved(paper, "map-ga",
                                          {{"inner", std::int64_t{kInner}},
                                           {"pigdm_steps", std::int64_t{pigdmSteps}},
                                           {"prior", hasPrior ? "with" : "without"}},
                                          noise);
        const double sigmaY = paper.toy.sigmaY, end = 0.002, closing = pigdmSteps > 0 ? sigmaY : end;
        const at::Tensor gram = at::matmul(paper.H, paper.H.t());
        const at::Tensor I = at::eye(gram.size(0), gram.options());
        std::vector<at::Tensor> starts(kSteps + static_cast<std::size_t>(pigdmSteps));
        std::vector<double> sigmas(starts.size() + 1, end);
        for (auto it = sink.iterates.rbegin(); it != sink.iterates.rend(); ++it) {
            starts[static_cast<std::size_t>(it->step)] = it->x;  // the first call of a step is left
            sigmas[static_cast<std::size_t>(it->step)] = it->sigma;
        }
        QCOMPARE(sigmas[0], 80.0);
        QCOMPARE(sigmas[kSteps], closing);
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const double sigma = sigmas[i];
            at::Tensor z = starts[i].reshape({-1, 1});
            const at::Tensor draw =
                noise.normal(static_cast<std::uint32_t>(i) + 1, starts[i]).reshape({-1, 1});
            if (i < kSteps) {
                for (int k = 0; k < kInner; ++k) {
                    const at::Tensor x = paper.denoised(z, sigma);
                    at::Tensor gradient =
                        at::matmul(paper.H.t(),
                                   at::matmul(at::linalg_inv(sigmaY * sigmaY / (end * end) * I + gram),
                                              paper.residual(x))) /
                        (end * end);
                    if (hasPrior) gradient = gradient + (paper.denoised(x, end) - x) / (end * end);
                    z = z + (sigmaY * sigmaY + end * end) * at::matmul(paper.gain(sigma).t(), gradient);
                }
                z = paper.denoised(z, sigma) +
                    std::sqrt(sigmas[i + 1] * sigmas[i + 1] - closing * closing) * draw;
            } else {
                const at::Tensor x = paper.denoised(z, sigma);
                const double width2 = sigma * sigma / (1 + sigma * sigma);
                const at::Tensor score = at::matmul(
                    paper.gain(sigma).t(),
                    at::matmul(paper.H.t(), at::matmul(at::linalg_inv(width2 * gram + sigmaY * sigmaY * I),
                                                       paper.residual(x))));
                z = x + sigma * sigma * score + std::sqrt(sigmas[i + 1] * sigmas[i + 1] - end * end) * draw;
            }
            const double miss = distance(sink.states[i].x, z);
            const double size = 1 + z.abs().max().item<double>();
            QVERIFY2(miss < 1e-7 * size, qPrintable(QString("step %1: %2").arg(i).arg(miss)));
        }
    }

    /// DAPS's flow by Euler steps, then the draw of x₀ from its Gaussian and the noise of the next level.
    void dapsDrawsFromItsGaussian() {
        const Paper paper(3);
        const NoiseSource noise(9);
        const RecordingSink sink =
            solved(paper, "daps", {{"inner", std::int64_t{4}}, {"draw", "exact"}}, noise);
        constexpr double kRho = 7;
        for (std::size_t i = 0; i < kSteps; ++i) {
            at::Tensor x = sink.iterates[4 * i].x.reshape({-1, 1});
            const double top = sink.iterates[4 * i].sigma;
            double sigma = top;
            for (int k = 1; k <= 4; ++k) {
                const double high = std::pow(top, 1 / kRho), low = std::pow(0.01, 1 / kRho);
                const double next = std::pow(high + k / 4.0 * (low - high), kRho);
                x = x + (next - sigma) * (x - paper.denoised(x, sigma)) / sigma;
                sigma = next;
            }
            const at::Tensor like = sink.iterates[4 * i].x;
            const auto stream = static_cast<std::uint32_t>(i) + 1;
            const at::Tensor ofData =
                noise.normal(0x10000 + stream, paper.toy.y).reshape({-1, 1}) * paper.toy.sigmaY;
            const at::Tensor ofPicture = noise.normal(0x20000 + stream, like).reshape({-1, 1}) * top;
            x = paper.proximal(paper.y + ofData, x + ofPicture, top);
            const double after = i + 1 < kSteps ? sink.iterates[4 * (i + 1)].sigma : 0;
            x = x + after * noise.normal(stream, like).reshape({-1, 1});
            const double miss = distance(sink.states[i].x, x);
            QVERIFY2(miss < 1e-7 * (1 + after), qPrintable(QString("step %1: %2").arg(i).arg(miss)));
        }
    }

    /// DAPS's chain: gradient steps on both terms of the logarithm of that Gaussian, and noise.
    void dapsRunsItsChain() {
        const Paper paper(3);
        const NoiseSource noise(9);
        constexpr int kChain = 5;
        constexpr double kFirst = 3e-4, kTau = 0.05;
        const RecordingSink sink = solved(paper, "daps",
                                          {{"inner", std::int64_t{1}},
                                           {"draw", "chain"},
                                           {"chain_steps", std::int64_t{kChain}},
                                           {"chain_rate", kFirst},
                                           {"chain_tau", kTau}},
                                          noise);
        for (std::size_t i = 0; i < kSteps; ++i) {
            const at::Tensor like = sink.iterates[i].x;
            const double top = sink.iterates[i].sigma;
            at::Tensor x = like.reshape({-1, 1});
            x = x + (0.01 - top) * (x - paper.denoised(x, top)) / top;
            const at::Tensor guess = x;
            const double rate = kFirst * (1 - 0.99 * static_cast<double>(i) / kSteps);
            for (int k = 0; k < kChain; ++k) {
                const auto stream = 0x30000 + static_cast<std::uint32_t>(i) * kChain + k;
                const at::Tensor gradient =
                    at::matmul(paper.H.t(), at::matmul(paper.H, x) - paper.y) / (kTau * kTau) +
                    (x - guess) / (top * top);
                x = x - rate * gradient + std::sqrt(2 * rate) * noise.normal(stream, like).reshape({-1, 1});
            }
            const double after = i + 1 < kSteps ? sink.iterates[i + 1].sigma : 0;
            x = x + after * noise.normal(static_cast<std::uint32_t>(i) + 1, like).reshape({-1, 1});
            const double miss = distance(sink.states[i].x, x);
            QVERIFY2(miss < 1e-7 * (1 + after), qPrintable(QString("step %1: %2").arg(i).arg(miss)));
        }
    }
};

QTEST_GUILESS_MAIN(TestSolverPapers)
#include "test_solver_papers.moc"
