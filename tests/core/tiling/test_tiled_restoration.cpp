// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_control.h"
#include "core/io/image_io.h"
#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"
#include "core/operators/kernels.h"
#include "core/operators/linear_operator.h"
#include "core/operators/task.h"
#include "core/sampling/solver.h"
#include "core/sampling/solver_registry.h"
#include "core/tensors/noise_source.h"
#include "core/tiling/tiled_denoiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/round.h>
#include <QTest>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <memory>
#include <string>

using namespace lacuna;

namespace {

constexpr int kSide = 768;

/// 0, 1 … length − 1, length − 2 … for any index.
int mirrored(int index, int length) {
    const int period = 2 * (length - 1);
    const int i = ((index % period) + period) % period;
    return i < length ? i : period - i;
}

/// The middle of a real photograph on [−1, 1]; mirrored where it is too small.
at::Tensor scene(int height, int width) {
    static const Photograph photo = readPhotograph(LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg");
    const ImageBuffer& pixels = photo.pixels;
    at::Tensor x = at::empty({1, 3, height, width}, at::kFloat);
    float* values = x.data_ptr<float>();
    for (int c = 0; c < 3; ++c) {
        for (int row = 0; row < height; ++row) {
            const int py = mirrored(row + (pixels.height() - height) / 2, pixels.height());
            for (int column = 0; column < width; ++column) {
                const int px = mirrored(column + (pixels.width() - width) / 2, pixels.width());
                *values++ = static_cast<float>(pixels.sample(px, py, c)) / 127.5f - 1;
            }
        }
    }
    return x;
}

/// A 256 × 256 mask repeated; 1 where measured.
at::Tensor measuredBy(const std::string& name) {
    const ImageBuffer mask = readMask(LACUNA_TEST_DATA "/masks/" + name + ".png");
    at::Tensor measured = at::empty({1, 1, kSide, kSide}, at::kFloat);
    float* values = measured.data_ptr<float>();
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x)
            *values++ = mask.sample(x % mask.width(), y % mask.height(), 0) > 127 ? 0.f : 1.f;
    }
    return measured;
}

at::Tensor eightBit(const at::Tensor& x) {
    return at::round((x.clamp(-1, 1) + 1) * 127.5);
}

class NoSink : public IterateSink {
  public:
    void iterate(const Iterate&) override {}
};

}  // namespace

/// Property 8 of vml-map.md, with the prior that ships. The steps are few, so that it takes minutes; fewer
/// steps leave less time to forget what a seam did at a high noise level.
class TestTiledRestoration : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void tiledIsWithinOneLevelOfUntiled_data();
    void tiledIsWithinOneLevelOfUntiled();

  private:
    std::unique_ptr<Denoiser> mDenoiser;
};

void TestTiledRestoration::initTestCase() {
    mDenoiser = loadDenoiser(LACUNA_SOURCE_DIR "/models/photo-v1.safetensors");
}

void TestTiledRestoration::tiledIsWithinOneLevelOfUntiled_data() {
    QTest::addColumn<int>("task");
    QTest::addColumn<QString>("mask");
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<int>("scale");
    QTest::addColumn<double>("noise");

    const auto row = [](const char* name, Task task, const char* mask, const char* kernel, int scale,
                        double noise) {
        QTest::newRow(name) << static_cast<int>(task) << QString(mask) << QString(kernel) << scale << noise;
    };
    row("inpaint, half of the pixels", Task::Inpaint, "mask_drop50", "", 1, 0.5);
    row("inpaint, scratches", Task::Inpaint, "mask_scratch", "", 1, 0.5);
    row("inpaint, text", Task::Inpaint, "mask_text", "", 1, 0.5);
    row("deblur, Gaussian", Task::Deblur, "", "gaussian:1.6", 1, 2.55);
    row("deblur, disc", Task::Deblur, "", "disc:3", 1, 2.55);
    row("deblur, motion", Task::Deblur, "", "motion:15,30", 1, 2.55);
    row("upscale × 2", Task::Upscale, "", "", 2, 0.5);
    row("upscale × 4", Task::Upscale, "", "", 4, 0.5);
    row("denoise", Task::Denoise, "", "", 1, 25);
}

void TestTiledRestoration::tiledIsWithinOneLevelOfUntiled() {
    QFETCH(int, task);
    QFETCH(QString, mask);
    QFETCH(QString, kernel);
    QFETCH(int, scale);
    QFETCH(double, noise);
    const c10::NoGradGuard noGradients;

    OperatorSpec spec;
    spec.task = static_cast<Task>(task);
    if (!kernel.isEmpty()) spec.kernel = parseKernel(kernel.toStdString());
    spec.scale = scale;
    const at::Tensor measured = mask.isEmpty() ? at::Tensor() : measuredBy(mask.toStdString());
    const BuiltOperator built = makeOperator(spec, {3, kSide / scale, kSide / scale}, measured, at::kFloat);
    const ImageShape canvas = built.op->inputShape();
    const int height = static_cast<int>(canvas[1]);
    const int width = static_cast<int>(canvas[2]);

    at::Tensor y = built.op->apply(scene(height, width));
    const double sigmaY = noise * 2 / 255;
    if (noise > 1) y = y + sigmaY * NoiseSource(5).normal(9, y);
    y = eightBit(y) / 127.5 - 1;
    if (measured.defined()) y = y * measured;

    const TileOverlap overlap{mDenoiser->context(), mDenoiser->stride()};
    TiledDenoiser tiled(
        *mDenoiser,
        TileLayout::of(width, height, tileLength(width, 2, overlap, mDenoiser->stride()),
                       tileLength(height, 2, overlap, mDenoiser->stride()), overlap, mDenoiser->stride()));
    QCOMPARE(tiled.layout().tileCount(), 4);

    SolverSpec settings;
    settings.values.set("steps", 3);
    const auto solver = makeSolver(settings);
    const NoiseSource source(1);
    const auto restored = [&](Denoiser& denoiser) {
        NoSink sink;
        RunControl control;
        SolverState state;
        const at::Tensor x0 =
            solver->solve({*built.op, y, sigmaY, denoiser, source}, state, sink, control).x0;
        return x0.narrow(2, built.offsetY, built.height).narrow(3, built.offsetX, built.width);
    };
    const at::Tensor whole = restored(*mDenoiser);
    const at::Tensor parts = restored(tiled);
    const double difference = 127.5 * (whole - parts).abs().max().item<double>();
    const double levels = (eightBit(whole) - eightBit(parts)).abs().max().item<double>();
    qInfo("largest difference %.4f levels, rounded %g", difference, levels);
    QVERIFY(levels <= 1);
    QVERIFY(whole.isfinite().all().item<bool>());
}

QTEST_GUILESS_MAIN(TestTiledRestoration)
#include "test_tiled_restoration.moc"
