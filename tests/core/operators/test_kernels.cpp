// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/job/restoration_job.h"
#include "core/operators/kernels.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace lacuna;

Q_DECLARE_METATYPE(lacuna::KernelSpec)

namespace {

KernelSpec gaussian(double sigma) {
    return kernelOf("gaussian", {sigma});
}

KernelSpec disc(double radius) {
    return kernelOf("disc", {radius});
}

KernelSpec motion(double length, double angle) {
    return kernelOf("motion", {length, angle});
}

KernelSpec weights(int width, int height, std::vector<float> values) {
    KernelSpec spec;
    spec.kind = KernelSpec::kWeights;
    spec.width = width;
    spec.height = height;
    spec.weights = std::move(values);
    return spec;
}

double sum(const Kernel& kernel) {
    double total = 0;
    for (const double weight : kernel.weights)
        total += weight;
    return total;
}

/// Second moment ⟨x^a y^b⟩ about the centre pixel, y upwards.
double moment(const Kernel& kernel, int a, int b) {
    double total = 0;
    for (int y = 0; y < kernel.height; ++y) {
        for (int x = 0; x < kernel.width; ++x)
            total += kernel.at(x, y) * std::pow(x - kernel.width / 2, a) * std::pow(kernel.height / 2 - y, b);
    }
    return total;
}

}  // namespace

class TestKernels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void shape_data() {
        QTest::addColumn<KernelSpec>("spec");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("name");
        QTest::newRow("Gaussian 1.6") << gaussian(1.6) << 15 << "Gaussian 1.6 px";
        QTest::newRow("Gaussian 0.1") << gaussian(0.1) << 3 << "Gaussian 0.1 px";
        QTest::newRow("Gaussian 50") << gaussian(50) << 401 << "Gaussian 50 px";
        QTest::newRow("anisotropic") << kernelOf("anisotropic-gaussian", {3, 1, 30}) << 25
                                     << "Gaussian 3 × 1 px at 30°";
        QTest::newRow("disc 3") << disc(3) << 7 << "disc 3 px";
        QTest::newRow("disc 0.3") << disc(0.3) << 1 << "disc 0.3 px";
        QTest::newRow("disc 0.5") << disc(0.5) << 1 << "disc 0.5 px";
        QTest::newRow("disc 4.6") << disc(4.6) << 11 << "disc 4.6 px";
        QTest::newRow("disc 100") << disc(100) << 201 << "disc 100 px";
        QTest::newRow("motion 15, 30") << motion(15, 30) << 17 << "motion 15 px at 30°";
        QTest::newRow("motion 1, 0") << motion(1, 0) << 3 << "motion 1 px at 0°";
        QTest::newRow("motion 200, -77") << motion(200, -77) << 201 << "motion 200 px at -77°";
    }
    void shape() {
        QFETCH(KernelSpec, spec);
        QFETCH(int, size);
        QFETCH(QString, name);
        const Kernel kernel = makeKernel(spec);
        QCOMPARE(kernel.width, size);
        QCOMPARE(kernel.height, size);
        QCOMPARE(QString::fromStdString(kernel.name), name);
        QVERIFY(std::abs(sum(kernel) - 1) < 1e-12);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                QVERIFY(kernel.at(x, y) >= 0);
                // All three are symmetric about their centre.
                QVERIFY(std::abs(kernel.at(x, y) - kernel.at(size - 1 - x, size - 1 - y)) < 1e-12);
            }
        }
    }

    /// 1.0: what lies beyond 4 σ would change the variance by less than 0.2 %.
    void gaussianHasItsVariance() {
        for (const double sigma : {1.0, 1.6, 5.0}) {
            const Kernel kernel = makeKernel(gaussian(sigma));
            QVERIFY(std::abs(moment(kernel, 2, 0) / (sigma * sigma) - 1) < 2e-3);
            QVERIFY(std::abs(moment(kernel, 0, 2) / (sigma * sigma) - 1) < 2e-3);
            QVERIFY(std::abs(moment(kernel, 1, 1)) < 1e-12);
        }
    }

    /// Its moments are those of the turned Gaussian, also where it is narrower than a pixel; a round one is
    /// the Gaussian.
    void anisotropicGaussianHasItsMoments_data() {
        QTest::addColumn<double>("along");
        QTest::addColumn<double>("across");
        QTest::addColumn<double>("angle");
        for (const double angle : {0.0, 30.0, 90.0, 135.0, -50.0}) {
            QTest::addRow("3 x 1 at %g", angle) << 3.0 << 1.0 << angle;
            QTest::addRow("1.5 x 4 at %g", angle) << 1.5 << 4.0 << angle;
            QTest::addRow("4 x 0.2 at %g", angle) << 4.0 << 0.2 << angle;
        }
    }
    void anisotropicGaussianHasItsMoments() {
        QFETCH(double, along);
        QFETCH(double, across);
        QFETCH(double, angle);
        const Kernel kernel = makeKernel(kernelOf("anisotropic-gaussian", {along, across, angle}));
        const double radians = angle * std::numbers::pi / 180, c = std::cos(radians), s = std::sin(radians);
        const double u = along * along, v = across * across;
        const double pixel = across < 1 ? 1.0 / 12 : 0;  // the mean over a pixel widens it
        QVERIFY(std::abs(moment(kernel, 2, 0) - (u * c * c + v * s * s + pixel)) < 0.01 * u);
        QVERIFY(std::abs(moment(kernel, 0, 2) - (u * s * s + v * c * c + pixel)) < 0.01 * u);
        QVERIFY(std::abs(moment(kernel, 1, 1) - (u - v) * c * s) < 0.01 * std::max(u, v));
        QVERIFY(std::abs(moment(kernel, 1, 0)) < 1e-9 && std::abs(moment(kernel, 0, 1)) < 1e-9);
    }
    void roundAnisotropicGaussianIsTheGaussian() {
        const Kernel round = makeKernel(gaussian(2)),
                     turned = makeKernel(kernelOf("anisotropic-gaussian", {2, 2, 40}));
        QCOMPARE(round.width, turned.width);
        for (int y = 0; y < round.height; ++y)
            for (int x = 0; x < round.width; ++x)
                QVERIFY(std::abs(round.at(x, y) - turned.at(x, y)) < 1e-12);
    }

    /// Each weight is the pixel's area inside the circle: against counting points.
    void discCoversItsArea_data() {
        QTest::addColumn<double>("radius");
        for (const double radius : {0.3, 0.6, 1.0, 1.4143, 2.5, 3.0, 7.9})
            QTest::addRow("%g", radius) << radius;
    }
    void discCoversItsArea() {
        QFETCH(double, radius);
        const Kernel kernel = makeKernel(disc(radius));
        const double area = std::numbers::pi * radius * radius;
        constexpr int kPoints = 200;
        for (int y = 0; y < kernel.height; ++y) {
            for (int x = 0; x < kernel.width; ++x) {
                int inside = 0;
                for (int j = 0; j < kPoints; ++j) {
                    for (int i = 0; i < kPoints; ++i) {
                        const double px = x - kernel.width / 2 - 0.5 + (i + 0.5) / kPoints;
                        const double py = y - kernel.height / 2 - 0.5 + (j + 0.5) / kPoints;
                        inside += px * px + py * py <= radius * radius;
                    }
                }
                const double covered = static_cast<double>(inside) / (kPoints * kPoints);
                QVERIFY(std::abs(kernel.at(x, y) * area - covered) < 2e-3);
            }
        }
    }

    /// The line has its length and runs counter-clockwise from the x axis as a viewer sees it.
    void motionHasItsDirection_data() {
        QTest::addColumn<double>("length");
        QTest::addColumn<double>("angle");
        for (const double angle : {0.0, 30.0, 45.0, 90.0, 135.0, 180.0, 200.0, -30.0}) {
            QTest::addRow("15 at %g", angle) << 15.0 << angle;
            QTest::addRow("4.5 at %g", angle) << 4.5 << angle;
        }
    }
    void motionHasItsDirection() {
        QFETCH(double, length);
        QFETCH(double, angle);
        const Kernel kernel = makeKernel(motion(length, angle));
        const double radians = angle * std::numbers::pi / 180;
        const double line = length * length / 12;  // variance of a uniform line
        // Bilinear weights widen each axis by at most 1/4 px².
        const double xx = moment(kernel, 2, 0) - line * std::pow(std::cos(radians), 2);
        const double yy = moment(kernel, 0, 2) - line * std::pow(std::sin(radians), 2);
        QVERIFY(xx > -1e-3 && xx < 0.2501);
        QVERIFY(yy > -1e-3 && yy < 0.2501);
        const double xy = moment(kernel, 1, 1) - line * std::cos(radians) * std::sin(radians);
        QVERIFY2(std::abs(xy) < 1e-3, qPrintable(QString::number(xy)));
        QVERIFY(std::abs(moment(kernel, 1, 0)) < 1e-12 && std::abs(moment(kernel, 0, 1)) < 1e-12);
    }
    void motionUpToTheRight() {
        const Kernel kernel = makeKernel(motion(15, 30));
        QVERIFY(kernel.at(kernel.width / 2 + 5, kernel.height / 2 - 3) > 0.02);
        QCOMPARE(kernel.at(kernel.width / 2 + 5, kernel.height / 2 + 3), 0.0);
    }

    void weightsAreNormalisedInPlace() {
        const Kernel kernel = makeKernel(weights(3, 2, {1, 2, 3, 4, 5, 5}));
        QCOMPARE(kernel.width, 3);
        QCOMPARE(kernel.height, 2);
        QVERIFY(std::abs(kernel.at(0, 0) - 0.05) < 1e-15);
        QVERIFY(std::abs(kernel.at(2, 0) - 0.15) < 1e-15);
        QVERIFY(std::abs(kernel.at(0, 1) - 0.2) < 1e-15);
    }

    void refused_data() {
        QTest::addColumn<KernelSpec>("spec");
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("none") << KernelSpec{};
        QTest::newRow("Gaussian 0") << gaussian(0);
        QTest::newRow("gaussian negative") << gaussian(-1);
        QTest::newRow("Gaussian 51") << gaussian(51);
        QTest::newRow("gaussian nan") << gaussian(nan);
        QTest::newRow("anisotropic, no width") << kernelOf("anisotropic-gaussian", {0, 1, 0});
        QTest::newRow("disc 0") << disc(0);
        QTest::newRow("disc 101") << disc(101);
        QTest::newRow("motion 0.5") << motion(0.5, 0);
        QTest::newRow("motion 201") << motion(201, 0);
        QTest::newRow("motion at infinity") << motion(5, std::numeric_limits<double>::infinity());
        QTest::newRow("no weights") << weights(0, 0, {});
        QTest::newRow("too few weights") << weights(2, 2, {1, 1, 1});
        QTest::newRow("all zero") << weights(2, 1, {0, 0});
        QTest::newRow("negative weight") << weights(2, 1, {2, -1});
        QTest::newRow("nan weight") << weights(2, 1, {2, nan});
        QTest::newRow("infinite weight") << weights(1, 1, {std::numeric_limits<float>::infinity()});
    }
    void refused() {
        QFETCH(KernelSpec, spec);
        try {
            makeKernel(spec);
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::KernelInvalid);
            QVERIFY(!error.detail().empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestKernels)
#include "test_kernels.moc"
