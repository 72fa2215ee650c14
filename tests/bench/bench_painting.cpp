// SPDX-License-Identifier: GPL-3.0-or-later
// A stroke in the studio's window: for every pointer event, the mask with its coarser levels, everything that
// hears of the change (actions, title, autosave, the request for a plan), and what is painted anew. The
// engine is a scripted one, so that nothing else computes. Times are this thread's processor time: "worst_ms"
// and "p99_ms" of all moves, "press_ms" and "release_ms" of the stroke's ends. The goal is 8 ms for each, at
// 24 and at 100 megapixels. Runs offscreen.
#include "tests/ui/fake_engine.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/flows/file_flow.h"
#include "ui/main_window/main_window.h"
#include "ui/tools/stroke_tool.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

OpenedPhoto blankPhoto(int megapixels) {
    OpenedPhoto opened;
    opened.photo.title = QStringLiteral("blank");
    std::thread([&] {
        auto photo = std::make_shared<Photograph>();
        const int height = 100 * int(std::lround(std::sqrt(megapixels * 1e6 / 1.5) / 100));
        photo->pixels = ImageBuffer(height * 3 / 2, height, 3, Depth::UInt8);
        opened.photo.display = makeDisplayImage(*photo);
        opened.photo.photo = photo;
    }).join();
    return opened;
}

void send(CanvasView& canvas, QEvent::Type type, QPointF at) {
    const bool move = type == QEvent::MouseMove;
    QMouseEvent event(type, at, canvas.mapToGlobal(at), move ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
    QApplication::sendEvent(&canvas, &event);
    QApplication::processEvents();
}

/// A quick scribble over the canvas; 125 positions a second, as a mouse sends them.
QPointF scribble(const CanvasView& canvas, int i) {
    const QPointF middle = QPointF(canvas.rect().center());
    return middle +
           QPointF(0.42 * canvas.width() * std::sin(i * 0.031), 0.38 * canvas.height() * std::sin(i * 0.047));
}

/// range(0): megapixels; range(1): diameter in pixels; range(2): hardness in percent; range(3): 1 at 100 %,
/// 0 at "fit".
void stroke(benchmark::State& state) {
    Theme theme;
    MainWindow window(test::fakeEngine(std::make_shared<test::Script>()), theme);
    window.resize(1280, 860);
    window.show();
    Q_EMIT window.fileFlow()->opened(blankPhoto(int(state.range(0))), nullptr, 0);
    CanvasView& canvas = *window.canvas();
    if (state.range(3)) canvas.zoomActual();
    auto* brush = window.findChild<BrushTool*>();
    brush->setDiameter(double(state.range(1)));
    brush->setHardness(double(state.range(2)) / 100);
    while (!window.controller()->isPreloaded())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QApplication::processEvents();
    const auto timed = [&](QEvent::Type type, int i) {
        const double before = threadMilliseconds();
        send(canvas, type, scribble(canvas, i));
        return threadMilliseconds() - before;
    };
    state.counters["press_ms"] = timed(QEvent::MouseButtonPress, 0);
    std::vector<double> moves;
    for ([[maybe_unused]] auto turn : state)
        moves.push_back(timed(QEvent::MouseMove, int(moves.size()) + 1));
    state.counters["release_ms"] = timed(QEvent::MouseButtonRelease, int(moves.size()));
    std::sort(moves.begin(), moves.end());
    state.counters["worst_ms"] = moves.back();
    state.counters["p99_ms"] = moves[moves.size() * 99 / 100];
}

}  // namespace

BENCHMARK(stroke)
    ->ArgNames({"MP", "px", "hard", "close"})
    ->ArgsProduct({{24, 100}, {24, 400, 1000}, {50, 100}, {0, 1}})
    ->Iterations(400)
    ->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-bench"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-bench"));
    QSettings().clear();
    QSettings().setValue(QStringLiteral("speed/%1/0/0").arg(QString::fromStdString(ModelRef{}.nameOrPath)),
                         100.0);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
