// SPDX-License-Identifier: GPL-3.0-or-later
// The sampler against priors whose samples are known in closed form, in double precision.
#include "core/base/error.h"
#include "core/base/run_control.h"
#include "core/sampling/edm_sampler.h"
#include "core/tensors/noise_source.h"
#include "tests/core/sampling/gaussian_mixture.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace lacuna;

namespace {

/// The mixture between the noise levels of a trained model.
class Prior : public GaussianMixture {
  public:
    using GaussianMixture::GaussianMixture;
    double sigmaMin() const override { return 0.002; }
    double sigmaMax() const override { return 80; }
};

constexpr double kMean = 0.3;
constexpr double kDeviation = 0.4;

/// Independent numbers N(kMean, kDeviation²).
Prior gaussian(std::int64_t n) {
    const auto real = at::TensorOptions().dtype(at::kDouble);
    return {at::ones({1}, real), kMean * at::ones({1, n}, real),
            kDeviation * kDeviation * at::eye(n, real).unsqueeze(0)};
}

/// Two narrow heaps of one number at ±1, three of four at +1.
Prior twoHeaps() {
    const auto real = at::TensorOptions().dtype(at::kDouble);
    at::Tensor weights = at::ones({2}, real) / 4;
    weights[1] = 0.75;
    at::Tensor means = at::ones({2, 1}, real);
    means[0] = -1;
    return {weights, means, 0.01 * at::ones({2, 1, 1}, real)};
}

at::Tensor pictureOf(std::int64_t n) {
    return at::zeros({1, 1, 1, n}, at::TensorOptions().dtype(at::kDouble));
}

SampleSpec specOf(int steps, double churn) {
    SampleSpec spec;
    spec.steps = steps;
    spec.churn = churn;
    return spec;
}

/// D is not a number from some call on.
class Breaking : public Denoiser {
  public:
    at::Tensor denoise(const at::Tensor& x, double) override {
        return at::full_like(x, ++mCalls < 4 ? 0.0 : std::numeric_limits<double>::quiet_NaN());
    }
    double sigmaMin() const override { return 0.002; }
    double sigmaMax() const override { return 80; }

  protected:
    at::Tensor denoiseWithGraph(const at::Tensor& x, double) override { return x; }

  private:
    int mCalls = 0;
};

}  // namespace

class TestEdmSampler : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    /// For a Gaussian prior the probability flow ODE has the solution
    /// x(σ) = μ + (x(σ_max) − μ) √((s² + σ²)/(s² + σ_max²)). Heun's error falls with the square of the steps.
    void followsTheProbabilityFlow() {
        Prior prior = gaussian(6);
        const NoiseSource noise(4);
        RunControl control;
        const at::Tensor start = 80 * noise.normal(0, pictureOf(6));
        const at::Tensor exact =
            kMean + (start - kMean) * kDeviation / std::sqrt(kDeviation * kDeviation + 80.0 * 80.0);
        const auto error = [&](int steps) {
            const at::Tensor x = drawSample(prior, specOf(steps, 0), noise, pictureOf(6), control);
            return (x - exact).abs().max().item<double>();
        };
        const double coarse = error(40);
        const double fine = error(160);
        QVERIFY2(coarse < 0.05 * kDeviation, qPrintable(QString::number(coarse)));
        QVERIFY2(fine < coarse / 10, qPrintable(QString::number(fine)));
    }

    void samplesHaveThePriorsDistribution_data() {
        QTest::addColumn<double>("churn");
        QTest::newRow("deterministic") << 0.0;
        QTest::newRow("with new noise") << 20.0;
    }
    void samplesHaveThePriorsDistribution() {
        QFETCH(double, churn);
        Prior prior = gaussian(400);
        RunControl control;
        const at::Tensor x = drawSample(prior, specOf(40, churn), NoiseSource(9), pictureOf(400), control);
        // Four standard errors of the mean and of the deviation of 400 numbers.
        QVERIFY(std::abs(x.mean().item<double>() - kMean) < 4 * kDeviation / 20);
        QVERIFY(std::abs(x.std().item<double>() - kDeviation) < 4 * kDeviation / std::sqrt(800.0));
    }

    void findsBothHeapsInTheirShares() {
        Prior prior = twoHeaps();
        RunControl control;
        int right = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const double x =
                drawSample(prior, specOf(20, 0), NoiseSource(seed), pictureOf(1), control).item<double>();
            QVERIFY2(std::abs(std::abs(x) - 1) < 0.5, qPrintable(QString::number(x)));
            right += x > 0;
        }
        QVERIFY2(std::abs(right - 150) < 4 * std::sqrt(200 * 0.75 * 0.25),
                 qPrintable(QString::number(right)));
    }

    void theSeedDecides() {
        Prior prior = gaussian(5);
        RunControl control;
        const auto draw = [&](std::uint64_t seed) {
            return drawSample(prior, specOf(10, 5), NoiseSource(seed), pictureOf(5), control);
        };
        QVERIFY(draw(1).equal(draw(1)));
        QVERIFY(!draw(1).equal(draw(2)));
    }

    void countsItsEvaluations() {
        for (const int steps : {1, 2, 7}) {
            Prior prior = gaussian(3);
            RunControl control;
            drawSample(prior, specOf(steps, 0), NoiseSource(1), pictureOf(3), control);
            QCOMPARE(prior.calls, samplerEvaluations(steps));
        }
    }

    void stops() {
        Prior prior = gaussian(3);
        RunControl control;
        control.stop();
        QVERIFY(!drawSample(prior, specOf(5, 0), NoiseSource(1), pictureOf(3), control).defined());
        QCOMPARE(prior.calls, 0);
    }

    void saysWhenItBreaks() {
        Breaking prior;
        RunControl control;
        try {
            drawSample(prior, specOf(10, 0), NoiseSource(1), pictureOf(3), control);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Numerical);
        }
    }
};

QTEST_GUILESS_MAIN(TestEdmSampler)
#include "test_edm_sampler.moc"
