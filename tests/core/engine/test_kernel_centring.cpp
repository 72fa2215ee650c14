// SPDX-License-Identifier: GPL-3.0-or-later
// A kernel blurs; it doesn't move the picture, wherever in its own picture it was drawn.
#include "core/engine/degradation.h"
#include "core/engine/kernel_io.h"
#include "core/io/image_io.h"
#include "core/operators/blur.h"
#include "core/operators/kernels.h"
#include "core/tensors/linalg/fourier.h"
#include "core/tensors/tensor_image.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/conj.h>
#include <ATen/ops/hann_window.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/zeros.h>
#include <QTemporaryDir>
#include <QtTest>
#include <c10/core/Device.h>

#include <cmath>
#include <complex>
#include <functional>
#include <numbers>
#include <numeric>

using namespace lacuna;

namespace {

constexpr int kSide = 256;

ImageBuffer photograph() {
    const ImageBuffer sample = readPhotograph(LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg").pixels;
    return sample.cropped((sample.width() - kSide) / 2, (sample.height() - kSide) / 2, kSide, kSide);
}

/// Of a picture (1, 3, kSide, kSide): luma's spectrum, with its border faded out.
at::Tensor spectrum(const at::Tensor& picture) {
    const at::Tensor grey = picture.to(at::kDouble).mean(1)[0];
    const at::Tensor window = at::hann_window(kSide, at::kDouble);
    return realFft((grey - grey.mean()) * at::outer(window, window), kSide, kSide);
}

/// How far b lies right of and below a, by the slope of the phase of their correlation at low frequencies,
/// weighted by its power.
QPointF displacement(const at::Tensor& a, const at::Tensor& b) {
    constexpr int kLowest = 9;  // of half a period of the largest shift that is looked for, 14 pixels
    const at::Tensor cross = spectrum(b) * at::conj(spectrum(a));
    double xx = 0, xy = 0, yy = 0, x = 0, y = 0;
    for (int v = -kLowest; v <= kLowest; ++v) {
        for (int u = 0; u <= kLowest; ++u) {
            const auto value = cross[(v + kSide) % kSide][u].item().toComplexDouble();
            const double phase = -std::arg(std::complex<double>(value.real(), value.imag()));
            const double weight = std::hypot(value.real(), value.imag());
            xx += weight * u * u;
            xy += weight * u * v;
            yy += weight * v * v;
            x += weight * u * phase;
            y += weight * v * phase;
        }
    }
    const double scale = kSide / (2 * std::numbers::pi * (xx * yy - xy * xy));
    return {scale * (yy * x - xy * y), scale * (xx * y - xy * x)};
}

double length(QPointF p) {
    return std::hypot(p.x(), p.y());
}

}  // namespace

class TestKernelCentring : public QObject {
    Q_OBJECT

    QTemporaryDir mFolder;
    ImageBuffer mPhoto = photograph();

    /// Reads a kernel that was drawn with `weight` into a 16-bit picture.
    KernelSpec drawn(QSize size, const std::function<double(double x, double y)>& weight) {
        ImageBuffer picture(size.width(), size.height(), 1, Depth::UInt16);
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x)
                picture.setSample(x, y, 0, static_cast<int>(std::lround(60000 * weight(x, y))));
        const std::filesystem::path path = mFolder.filePath("kernel.png").toStdString();
        writeMask(picture, path);
        return readKernel(path);
    }
    static std::function<double(double, double)> gaussian(QPointF centre, double sigma) {
        return [=](double x, double y) {
            const QPointF d = QPointF(x, y) - centre;
            return std::exp(-0.5 * QPointF::dotProduct(d, d) / (sigma * sigma));
        };
    }

  private Q_SLOTS:
    /// The measure itself.
    void displacementIsFound() {
        const at::Tensor photo = toTensor(mPhoto, c10::Device(c10::kCPU));
        QVERIFY(length(displacement(photo, photo)) < 1e-9);
        const QPointF moved = displacement(photo, photo.roll({-3, 7}, {2, 3}));
        QVERIFY2(length(moved - QPointF(7, -3)) < 0.3, qPrintable(QString("%1").arg(length(moved))));
    }

    void theResultIsWhereThePhotographIs_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPointF>("centre");
        QTest::addColumn<double>("sigma");  // 0: a box that fills the picture
        QTest::addColumn<QPointF>("shift");
        QTest::newRow("centred") << QSize(21, 21) << QPointF(10, 10) << 2.0 << QPointF(0, 0);
        QTest::newRow("off to the right") << QSize(31, 31) << QPointF(22, 15) << 2.0 << QPointF(7, 0);
        QTest::newRow("off to the left and below")
            << QSize(31, 27) << QPointF(9, 19) << 1.6 << QPointF(-6, 6);
        QTest::newRow("in a corner") << QSize(31, 31) << QPointF(0, 0) << 2.0 << QPointF(-14, -14);
        QTest::newRow("even box") << QSize(2, 2) << QPointF() << 0.0 << QPointF(0, 0);
        QTest::newRow("even and odd box") << QSize(6, 3) << QPointF() << 0.0 << QPointF(0, 0);
        QTest::newRow("even, centred") << QSize(16, 16) << QPointF(7.5, 7.5) << 2.0 << QPointF(0, 0);
        QTest::newRow("even, on a pixel") << QSize(16, 16) << QPointF(8, 8) << 2.0 << QPointF(0.5, 0.5);
        QTest::newRow("even, off") << QSize(24, 18) << QPointF(15.5, 5) << 1.5 << QPointF(4, -3.5);
    }
    void theResultIsWhereThePhotographIs() {
        QFETCH(QSize, size);
        QFETCH(QPointF, centre);
        QFETCH(double, sigma);
        QFETCH(QPointF, shift);
        RestorationJob job;
        job.photo.pixels = mPhoto;
        job.operation.task = Task::Deblur;
        job.operation.noise = 0;
        job.operation.kernel = drawn(
            size, sigma > 0 ? gaussian(centre, sigma) : [](double, double) { return 1.0; });
        const KernelSpec& spec = job.operation.kernel;
        QVERIFY(spec.width % 2 == 1 && spec.height % 2 == 1);
        QVERIFY(spec.width >= size.width() && spec.height >= size.height());
        QVERIFY(std::abs(std::accumulate(spec.weights.begin(), spec.weights.end(), 0.0) - 1) < 1e-5);
        // Cut off by the corner, only the quarter's own centroid counts.
        if (centre != QPointF(0, 0)) QCOMPARE(QPointF(spec.shiftX, spec.shiftY), shift);

        const c10::Device cpu(c10::kCPU);
        const at::Tensor photo = toTensor(mPhoto, cpu);
        const at::Tensor blurred = toTensor(degradePhotograph(job).pixels, cpu);
        const QPointF seen = displacement(photo, blurred);
        const double most = centre == QPointF(0, 0) && sigma > 0 ? 0.75 : 0.05;
        QVERIFY2(length(seen) < most, qPrintable(QString("%1, %2").arg(seen.x()).arg(seen.y())));

        // What the photograph's own lens blurred about its middle, restored with that kernel.
        const double spread = sigma > 0 ? sigma : std::sqrt((size.width() * size.width() - 1) / 12.0 + 0.1);
        RestorationJob lens = job;
        lens.operation.kernel = kernelOf("gaussian", {spread});
        const at::Tensor y = toTensor(degradePhotograph(lens).pixels, cpu);
        const Blur blur({3, kSide, kSide}, makeKernel(spec), y.options());
        const auto [channels, height, width] = blur.inputShape();
        const at::Tensor grey = y.mean() + at::zeros({1, channels, height, width});
        const at::Tensor restored = blur.proximal(y, grey, 0.02, 0.3)
                                        .narrow(2, blur.offsetY(), kSide)
                                        .narrow(3, blur.offsetX(), kSide);
        const QPointF moved = displacement(photo, restored);
        QVERIFY2(length(moved) < most, qPrintable(QString("%1, %2").arg(moved.x()).arg(moved.y())));
    }

    /// An even box of light, seen by pixels around its middle: half of each outer weight falls on either
    /// side.
    void evenWeightsAreShared() {
        const KernelSpec kernel = drawn(QSize(4, 1), [](double, double) { return 1.0; });
        QCOMPARE(kernel.width, 5);
        QCOMPARE(kernel.height, 1);
        const double expected[] = {0.125, 0.25, 0.25, 0.25, 0.125};
        for (std::size_t i = 0; i < 5; ++i)
            QVERIFY(std::abs(kernel.weights[i] - expected[i]) < 1e-7);
    }

    /// Of odd sides whole pixels only: what a kernel looks like stays as it was drawn, and what fits keeps
    /// its size.
    void oddWeightsAreMovedWhole_data() {
        QTest::addColumn<QList<double>>("picture");
        QTest::addColumn<QList<double>>("expected");
        QTest::addColumn<double>("shift");
        using Row = QList<double>;
        QTest::newRow("lopsided within half a pixel") << Row{0, 0.4, 1, 0, 0} << Row{0, 0.4, 1, 0, 0} << 0.0;
        QTest::newRow("one pixel off") << Row{1, 1, 0, 0, 0} << Row{0, 1, 1, 0, 0} << -1.0;
        QTest::newRow("last pixel") << Row{0, 0, 0, 0, 1} << Row{0, 0, 1, 0, 0} << 2.0;
        QTest::newRow("a tail that needs room") << Row{0.2, 0, 0, 0, 1} << Row{0.2, 0, 0, 0, 1, 0, 0} << 1.0;
        QTest::newRow("one pixel") << Row{1} << Row{1} << 0.0;
    }
    void oddWeightsAreMovedWhole() {
        QFETCH(QList<double>, picture);
        QFETCH(QList<double>, expected);
        QFETCH(double, shift);
        const KernelSpec kernel = drawn(QSize(int(picture.size()), 1),
                                        [&](double x, double) { return picture[static_cast<int>(x)]; });
        QCOMPARE(kernel.shiftX, shift);
        QCOMPARE(kernel.shiftY, 0.0);
        QCOMPARE(kernel.width, int(expected.size()));
        const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
        for (int i = 0; i < kernel.width; ++i)
            QVERIFY(std::abs(kernel.weights[static_cast<std::size_t>(i)] - expected[i] / sum) < 1e-4);
    }
};

QTEST_GUILESS_MAIN(TestKernelCentring)
#include "test_kernel_centring.moc"
