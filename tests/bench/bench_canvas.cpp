// SPDX-License-Identifier: GPL-3.0-or-later
// Moving about in a photograph of 100 megapixels with a mask, on a canvas of 3840 × 2160 pixels: the time
// from the pointer's event until the frame is painted. "p50_ms", "p99_ms" and "worst_ms" are of all frames;
// the goal is 16 ms. "settle_ms" is the time from the last event until everything is sharp. Runs offscreen.
#include "core/base/photograph.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/tools/mask_brush.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <functional>
#include <random>
#include <thread>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr QSize kCanvas(3840, 2160);
constexpr QSize kPhoto(12240, 8160);

LoadedPhoto largePhoto() {
    LoadedPhoto loaded;
    std::thread([&loaded] {
        auto photo = std::make_shared<Photograph>();
        photo->pixels = ImageBuffer(kPhoto.width(), kPhoto.height(), 3, Depth::UInt8);
        for (int y = 0; y < kPhoto.height(); ++y) {
            auto* row = photo->pixels.row<std::uint8_t>(y);
            for (int x = 0; x < 3 * kPhoto.width(); ++x)
                row[x] = std::uint8_t((x * 7 + y * 13 + (x ^ y) / 9) >> 3);
        }
        loaded.display = makeDisplayImage(*photo);
        loaded.photo = photo;
    }).join();
    return loaded;
}

/// Scratches and dust over all of the photograph.
void damage(ImageDocument& document) {
    std::mt19937 random(5);
    const auto place = [&random] {
        return QPointF(random() % unsigned(kPhoto.width()), random() % unsigned(kPhoto.height()));
    };
    for (int i = 0; i < 60; ++i)
        document.noteMaskChanged(fillStroke(document.editableMask(), place(), place(), {30, 0.5, true}));
    for (int i = 0; i < 3000; ++i) {
        const QPointF speck = place();
        document.noteMaskChanged(fillStroke(document.editableMask(), speck, speck, {12, 1, true}));
    }
}

ImageDocument& document() {
    static ImageDocument kDocument(largePhoto());
    if (kDocument.mask().isEmpty()) damage(kDocument);
    return kDocument;
}

void wheel(CanvasView& canvas, int turn) {
    const QPointF at(1700, 900);
    QWheelEvent event(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas, &event);
}

void mouse(CanvasView& canvas, QEvent::Type type, QPointF at) {
    QMouseEvent event(type, at, canvas.mapToGlobal(at), Qt::MiddleButton, Qt::MiddleButton, {});
    QApplication::sendEvent(&canvas, &event);
}

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

void report(benchmark::State& state, std::vector<double> frames, std::vector<double> processor) {
    std::sort(frames.begin(), frames.end());
    std::sort(processor.begin(), processor.end());
    state.counters["cpu_p50_ms"] = processor[processor.size() / 2];
    state.counters["cpu_p99_ms"] = processor[processor.size() * 99 / 100];
    state.counters["p50_ms"] = frames[frames.size() / 2];
    state.counters["p99_ms"] = frames[frames.size() * 99 / 100];
    state.counters["worst_ms"] = frames.back();
}

/// `sharp`: nothing is a draft when it begins.
void run(benchmark::State& state, double startZoom, bool sharp,
         const std::function<void(CanvasView&, int)>& step) {
    CanvasView canvas;
    canvas.resize(kCanvas);
    canvas.setDocument(&document());
    canvas.show();
    while (startZoom > 0 && canvas.zoom() < startZoom)
        wheel(canvas, 120);
    canvas.grab();
    while (sharp && !canvas.isSharp())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    mouse(canvas, QEvent::MouseButtonPress, QPointF(1900, 1000));
    std::vector<double> frames;
    std::vector<double> processor;
    QElapsedTimer timer;
    for ([[maybe_unused]] auto turn : state) {
        const double before = threadMilliseconds();
        timer.start();
        step(canvas, int(frames.size()));
        QApplication::processEvents();
        frames.push_back(double(timer.nsecsElapsed()) * 1e-6);
        processor.push_back(threadMilliseconds() - before);
    }
    mouse(canvas, QEvent::MouseButtonRelease, QPointF(1900, 1000));
    timer.start();
    while (!canvas.isSharp())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    state.counters["settle_ms"] = double(timer.nsecsElapsed()) * 1e-6;
    report(state, std::move(frames), std::move(processor));
    canvas.setDocument(nullptr);
}

/// range(0): zoom in percent when it begins; 0: fit.
void pan(benchmark::State& state) {
    run(state, double(state.range(0)) / 100, false, [](CanvasView& canvas, int i) {
        const QPointF way(600 * std::sin(i * 0.05), 400 * std::sin(i * 0.08));
        mouse(canvas, QEvent::MouseMove, QPointF(1900, 1000) + way);
    });
}

/// In and out again by a factor of eight, a sixteenth of a doubling per frame.
void zoom(benchmark::State& state) {
    run(state, double(state.range(0)) / 100, state.range(1) == 1,
        [](CanvasView& canvas, int i) { wheel(canvas, i / 48 % 2 ? -30 : 30); });
}

}  // namespace

BENCHMARK(pan)->ArgName("zoom")->Arg(0)->Arg(60)->Arg(100)->Arg(300)->Iterations(200)->Unit(
    benchmark::kMillisecond);
BENCHMARK(zoom)
    ->ArgNames({"zoom", "sharp"})
    ->ArgsProduct({{0, 100}, {0, 1}})
    ->Iterations(192)
    ->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
