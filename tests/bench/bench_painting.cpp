// SPDX-License-Identifier: GPL-3.0-or-later
// One stroke update (a pointer event's worth of painting) on a 4000 × 3000 photograph: the mask and its
// coarser levels, and what of the canvas is painted anew. "worst_ms" is the longest single update's processor
// time; the studio's goal is that it stays below 8 ms. Runs offscreen.
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/tools/stroke_tool.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <thread>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr int kWidth = 4000;
constexpr int kHeight = 3000;

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

LoadedPhoto blankPhoto() {
    LoadedPhoto loaded;
    loaded.title = QStringLiteral("blank");
    std::thread([&loaded] {
        auto photo = std::make_shared<Photograph>();
        photo->pixels = ImageBuffer(kWidth, kHeight, 3, Depth::UInt8);
        loaded.display = makeDisplayImage(*photo);
        loaded.photo = photo;
    }).join();
    return loaded;
}

/// A quick scribble over the whole photograph; 125 positions a second, as a mouse sends them.
QPointF scribble(int i) {
    return {kWidth / 2 + 1700 * std::sin(i * 0.031), kHeight / 2 + 1200 * std::sin(i * 0.047)};
}

/// range(0): diameter in pixels; range(1): hardness in percent; range(2): 1 with the canvas at "fit".
void strokeUpdate(benchmark::State& state) {
    ImageDocument document(blankPhoto());
    BrushTool brush;
    brush.setDocument(&document);
    brush.setDiameter(double(state.range(0)));
    brush.setHardness(double(state.range(1)) / 100);
    CanvasView canvas;
    canvas.resize(1200, 800);
    if (state.range(2)) {
        canvas.setDocument(&document);
        canvas.show();
        QApplication::processEvents();
    }
    brush.press(scribble(0), false);
    double worst = 0;
    int i = 0;
    for ([[maybe_unused]] auto turn : state) {
        const double before = threadMilliseconds();
        brush.move(scribble(++i));
        if (state.range(2)) QApplication::processEvents();
        worst = std::max(worst, threadMilliseconds() - before);
    }
    brush.release(scribble(i));
    state.counters["worst_ms"] = worst;
    canvas.setDocument(nullptr);
}

}  // namespace

BENCHMARK(strokeUpdate)
    ->ArgNames({"px", "hard", "canvas"})
    ->ArgsProduct({{24, 120, 400, 1000}, {50, 100}, {0, 1}})
    ->Iterations(400)
    ->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
