// SPDX-License-Identifier: GPL-3.0-or-later
// What operator_cases.cpp doesn't show of noise that isn't white: that it becomes white, masks, and blurs.
#include "core/job/restoration_job.h"
#include "core/operators/blur.h"
#include "core/operators/identity.h"
#include "core/operators/kernels.h"
#include "core/operators/whitened.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <QtTest>

#include <cmath>

using namespace lacuna;

namespace {

const auto kDouble = at::TensorOptions().dtype(at::kDouble);

/// Powers that fall with the frequency, from about 1.1 to 0.1.
at::Tensor spectraOf(std::int64_t channels) {
    const at::Tensor f2 = at::arange(17, at::kDouble).square() / 60;
    return (at::exp(-(f2.unsqueeze(0) + f2.unsqueeze(1))) + 0.1).unsqueeze(0).expand({channels, 17, 17});
}

std::shared_ptr<const NoiseCovariance> covarianceOf(ImageShape shape, bool grain, bool brightness) {
    const auto [channels, height, width] = shape;
    at::Tensor basis, spectra, strength;
    if (grain) {
        spectra = spectraOf(channels);
        basis = at::eye(channels, at::kDouble) - at::ones({channels, channels}, at::kDouble) * 2.0 / channels;
    }
    if (brightness)
        strength =
            at::linspace(3, 0.5, width, at::kDouble).view({1, 1, 1, width}).expand({1, 1, height, width});
    return std::make_shared<NoiseCovariance>(basis, spectra, strength, shape, kDouble);
}

double norm2(const at::Tensor& a) {
    return a.norm().item<double>();
}

/// A linear map of pictures as a matrix.
template <typename Map>
at::Tensor dense(ImageShape in, const Map& map) {
    const std::int64_t size = in[0] * in[1] * in[2];
    const at::Tensor basis = at::eye(size, kDouble).view({size, in[0], in[1], in[2]});
    std::vector<at::Tensor> columns;
    for (std::int64_t i = 0; i < size; ++i)
        columns.push_back(map(basis.narrow(0, i, 1)).reshape({-1}));
    return at::stack(columns, 1);
}

}  // namespace

class TestWhitened : public QObject {
    Q_OBJECT

  private:
    static void kinds() {
        QTest::addColumn<bool>("grain");
        QTest::addColumn<bool>("brightness");
        QTest::newRow("grain") << true << false;
        QTest::newRow("brightness") << false << true;
        QTest::newRow("both") << true << true;
    }

  private Q_SLOTS:
    void init() { at::manual_seed(3); }

    /// W Σ Wᵀ = I, and the other functions are what their names say, as matrices.
    void covariance_data() { kinds(); }
    void covariance() {
        QFETCH(bool, grain);
        QFETCH(bool, brightness);
        const ImageShape shape{3, 4, 5};
        const auto noise = covarianceOf(shape, grain, brightness);
        const at::Tensor w = dense(shape, [&](const at::Tensor& x) { return noise->whitened(x); });
        const at::Tensor sigma = dense(shape, [&](const at::Tensor& x) { return noise->covariance(x); });
        const at::Tensor precision = dense(shape, [&](const at::Tensor& x) { return noise->precision(x); });
        const at::Tensor one = at::eye(60, kDouble);
        QVERIFY(norm2(at::matmul(at::matmul(w, sigma), w.t()) - one) < 1e-9);
        QVERIFY(norm2(at::matmul(precision, sigma) - one) < 1e-9);
        QVERIFY(norm2(sigma - sigma.t()) < 1e-10 && norm2(sigma - one) > 1);
        const at::Tensor x = at::randn({1, 3, 4, 5}, kDouble), y = at::randn({1, 3, 4, 5}, kDouble);
        QVERIFY(norm2(noise->coloured(noise->whitened(x)) - x) < 1e-10);
        QVERIFY(std::abs((noise->whitened(x) * y).sum().item<double>() -
                         (x * noise->whitenedAdjoint(y)).sum().item<double>()) < 1e-10);
    }

    /// deviation() is the root of Σ's diagonal, far from the edges, where the symmetric extension adds to it.
    void deviation_data() { kinds(); }
    void deviation() {
        QFETCH(bool, grain);
        QFETCH(bool, brightness);
        const ImageShape shape{3, 24, 25};
        const auto noise = covarianceOf(shape, grain, brightness);
        for (const std::int64_t c : {0, 2}) {
            at::Tensor one = at::zeros({1, 3, 24, 25}, kDouble);
            one[0][c][12][11] = 1;
            const double variance = noise->covariance(one)[0][c][12][11].item<double>();
            const double deviation = noise->deviation().expand({1, 3, 24, 25})[0][c][12][11].item<double>();
            QVERIFY2(std::abs(deviation / std::sqrt(variance) - 1) < 1e-3,
                     qPrintable(QString::number(deviation / std::sqrt(variance))));
        }
    }

    /// The squares of what is measured are rᵀ (Σ restricted to the measured)⁻¹ r, not those of a picture with
    /// holes; and the adjoint is one.
    void masks_data() { kinds(); }
    void masks() {
        QFETCH(bool, grain);
        QFETCH(bool, brightness);
        const ImageShape shape{2, 5, 6};
        const auto noise = covarianceOf(shape, grain, brightness);
        const at::Tensor known = (at::rand({1, 1, 5, 6}, kDouble) > 0.4).to(at::kDouble);
        const Whitened op(std::make_unique<Identity>(shape), known, noise);
        const at::Tensor r = at::randn({1, 2, 5, 6}, kDouble);
        const at::Tensor sigma = dense(shape, [&](const at::Tensor& x) { return noise->covariance(x); });
        const at::Tensor which = known.expand({1, 2, 5, 6}).reshape({-1}).nonzero().squeeze(1);
        const at::Tensor part = sigma.index_select(0, which).index_select(1, which);
        const at::Tensor left = r.reshape({-1}).index_select(0, which);
        const double expected = left.dot(at::linalg_solve(part, left)).item<double>();
        const double found = op.apply(r).square().sum().item<double>();
        QVERIFY2(std::abs(found / expected - 1) < 1e-9, qPrintable(QString::number(found / expected)));
        QCOMPARE(op.measurements(), which.numel());

        const at::Tensor y = at::randn({1, 2, 5, 6}, kDouble);
        QVERIFY(std::abs((op.apply(r) * y).sum().item<double>() -
                         (r * op.applyAdjoint(y)).sum().item<double>()) < 1e-9);
        QVERIFY(norm2(op.unwhitened(op.measurement(r)) - r * known) < 1e-9);
        // P's normal equation.
        const double data = 1 / (0.1 * 0.1), prior = 1 / (0.4 * 0.4);
        const at::Tensor measured = op.measurement(r), z = at::randn({1, 2, 5, 6}, kDouble);
        const at::Tensor v = op.proximal(measured, z, 0.1, 0.4);
        const at::Tensor right = op.applyAdjoint(measured) * data + z * prior;
        QVERIFY(norm2(op.applyAdjoint(op.apply(v)) * data + v * prior - right) < 1e-7 * norm2(right));
    }

    /// A blur solves on a torus, so its P differs a little near the edges. Elsewhere it is that of the noise,
    /// and far from that of white noise.
    void blurs_data() { kinds(); }
    void blurs() {
        QFETCH(bool, grain);
        QFETCH(bool, brightness);
        const ImageShape photo{1, 30, 32};
        const Kernel kernel = makeKernel(kernelOf("gaussian", {0.9}));
        const auto noise = covarianceOf(photo, grain, brightness);
        const auto made = [&] { return std::make_unique<Blur>(photo, kernel, kDouble, 1e-10, 500); };
        const Whitened op(made(), {}, noise);
        const ImageShape canvas = op.inputShape();
        const at::Tensor y = op.measurement(at::randn({1, 1, 30, 32}, kDouble));
        const at::Tensor z = at::randn({1, 1, canvas[1], canvas[2]}, kDouble);
        const double sigmaY = 0.1, sigmaT = 0.15;
        const at::Tensor v = op.proximal(y, z, sigmaY, sigmaT);
        const at::Tensor h = dense(canvas, [&](const at::Tensor& x) { return op.apply(x); });
        const at::Tensor normal =
            at::matmul(h.t(), h) / (sigmaY * sigmaY) + at::eye(h.size(1), kDouble) / (sigmaT * sigmaT);
        const at::Tensor right =
            at::matmul(h.t(), y.reshape({-1})) / (sigmaY * sigmaY) + z.reshape({-1}) / (sigmaT * sigmaT);
        const at::Tensor exact = at::linalg_solve(normal, right).view(z.sizes());
        const auto inner = [](const at::Tensor& x) { return x.slice(2, 9, -9).slice(3, 9, -9); };
        const double error = norm2(v - exact) / norm2(exact - z);
        const double inside = norm2(inner(v - exact)) / norm2(inner(exact - z));
        QVERIFY2(inside < 0.01 && error < (brightness ? 1e-6 : 0.2),
                 qPrintable(QString("%1 %2").arg(inside).arg(error)));
        const at::Tensor white = made()->proximal(op.unwhitened(y), z, sigmaY, sigmaT);
        QVERIFY(norm2(white - exact) > 0.1 * norm2(exact - z));
    }

    /// Powers that are next to nothing would make the noise of a frequency exactly known.
    void leastPower() {
        const at::Tensor spectra = spectraOf(1) * 0;
        spectra.narrow(1, 0, 1).fill_(1);
        const NoiseCovariance noise(at::eye(1, kDouble), spectra, {}, {1, 8, 8}, kDouble);
        const at::Tensor on = noise.spectrumOn(0, 16, 16);
        QVERIFY(on.min().item<double>() > 0);
        QVERIFY(std::abs(on.min().item<double>() / (NoiseCovariance::kLeastPower / 17) - 1) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(TestWhitened)
#include "test_whitened.moc"
