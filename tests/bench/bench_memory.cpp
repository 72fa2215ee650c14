// SPDX-License-Identifier: GPL-3.0-or-later
// bench_memory [--megapixels N] [--results N] [--budget MB] — the window around an engine that computes next
// to nothing: what the studio keeps in memory with N results in the list (default 20 of 24 megapixels, with
// 512 MB for pictures), how long it takes to show each of them again, and what stays after Close. "resident"
// is the process as the system counts it; "store" what the picture store counts, with what it has on the
// disk.
#include "core/io/image_io.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/off_gui.h"
#include "ui/base/primary_button.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/task_panel.h"
#include "ui/tools/mask_brush.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

/// A value of /proc/self/status in MB.
double status(const std::string& key) {
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line)) {
        if (line.rfind(key + ":", 0) == 0) return std::atof(line.c_str() + key.size() + 1) / 1024;
    }
    return 0;
}

void report(const char* when) {
    const PictureStore::Usage usage = PictureStore::instance().usage();
    std::printf(
        "%-22s resident %6.0f MB (anonymous %6.0f)   store %6.0f MB, pinned %5.0f, on the disk %6.0f\n", when,
        status("VmRSS"), status("RssAnon"), double(usage.memory) / (1 << 20),
        double(usage.pinned) / (1 << 20), double(usage.away) / (1 << 20));
    std::fflush(stdout);
}

/// From the choice to the painted picture, ms.
double showing(MainWindow& window, int index) {
    QElapsedTimer timer;
    timer.start();
    window.document()->show(index);
    window.canvas()->repaint();
    return double(timer.nsecsElapsed()) * 1e-6;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    double megapixels = 24;
    int results = 20;
    std::uint64_t budget = 512;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!std::strcmp(argv[i], "--megapixels")) megapixels = std::atof(argv[i + 1]);
        if (!std::strcmp(argv[i], "--results")) results = std::atoi(argv[i + 1]);
        if (!std::strcmp(argv[i], "--budget")) budget = std::uint64_t(std::atoi(argv[i + 1]));
    }
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-bench"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-bench"));
    QSettings().clear();
    QSettings().setValue(QStringLiteral("speed/%1/0/0").arg(QString::fromStdString(ModelRef{}.nameOrPath)),
                         100.0);
    QSettings().setValue(QStringLiteral("autosave/seconds"), 3600);
    const int width = int(std::lround(std::sqrt(megapixels * 1e6 * 1.5)));
    const int height = int(std::lround(width / 1.5));
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("photo.jpg"));
    test::offGui([&] { writePhotograph(test::makePhoto(width, height), path.toStdString()); });

    Theme theme;
    auto script = std::make_shared<test::Script>();
    script->steps = 1;
    MainWindow window(test::fakeEngine(script), theme);
    PictureStore::instance().setBudget(budget << 20);
    window.resize(1280, 820);
    window.show();
    const auto wait = [](const std::function<bool()>& done) {
        if (QTest::qWaitFor(done, 120000)) return;
        std::puts("took too long");
        std::exit(1);
    };
    QTest::qWait(500);
    report("start");
    window.openPath(path);
    wait([&] { return window.document() != nullptr; });
    MaskLayer mask(QSize(width, height));
    fillStroke(mask, {width * 0.1, height * 0.2}, {width * 0.9, height * 0.8}, {20});
    ImageDocument& document = *window.document();
    document.history().push(new ChangeMaskCommand(document, QStringLiteral("Paint"), mask));
    mask = MaskLayer();
    QTest::qWait(500);
    report("photograph open");
    double peak = 0;
    for (int i = 0; i < results; ++i) {
        window.taskPanel()->runButton()->click();
        wait([&] { return int(document.results().size()) == i + 1 && !window.controller()->isBusy(); });
        peak = std::max(peak, status("VmRSS"));
        if ((i + 1) % 5 == 0 || i == 0)
            report((std::to_string(i + 1) + (i == 0 ? " result" : " results")).c_str());
    }
    QTest::qWait(2500);
    report("a little later");
    std::vector<double> times;
    for (int i = 0; i < results; ++i) {
        times.push_back(showing(window, i));
        QTest::qWait(100);
    }
    std::sort(times.begin(), times.end());
    std::printf("shown again, whole     median %.1f ms, slowest %.1f ms\n", times[times.size() / 2],
                times.back());
    window.canvas()->zoomActual();
    times.clear();
    for (int i = 0; i < results; ++i) {
        times.push_back(showing(window, i));
        QTest::qWait(100);
    }
    std::sort(times.begin(), times.end());
    std::printf("shown again, at 100 %%  median %.1f ms, slowest %.1f ms\n", times[times.size() / 2],
                times.back());
    QTest::qWait(2500);
    report("all shown");
    for (const ResultPtr& result : document.results())
        document.markSaved(result);
    window.actions()->close->trigger();
    wait([&] { return !window.document(); });
    {
        const std::lock_guard lock(script->mutex);
        script->lastJob = {};  // the engine's own copy of the photograph
    }
    QTest::qWait(2500);
    report("closed");
    std::printf("most resident during the runs, between two: %.0f MB\n", peak);
    return 0;
}
