// SPDX-License-Identifier: GPL-3.0-or-later
// bench_studio [PHOTO] — the window around the real engine, on a real display (for example under xvfb-run):
// for every task on the centre 512 × 512 of a photograph (the mask is inpainting's only), the time from
// pressing Restore to the first estimate on the screen, the longest turn of the event loop, what the GUI
// thread itself computes, and what the live view with its timeline adds to the time of a run: the same run in
// the window and in a bare engine, in turns; the median of as many pairs as --pairs says (default 3).
#include "core/io/image_io.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands/change_mask_command.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/task_panel.h"
#include "ui/theme/theme.h"
#include "ui/tools/mask_brush.h"
#include "ui/widgets/primary_button.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr int kSide = 512;

double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

/// A pulse every 5 ms, as from somebody who moves the pointer: how late it comes is what a user would feel,
/// and what this thread computed since the one before is what the turns in between cost. (The dispatcher's
/// own signals don't tell: glib's handles events between aboutToBlock and awake.)
class TurnMeter : public QObject {
  public:
    TurnMeter() {
        mPulse.setTimerType(Qt::PreciseTimer);
        mPulse.setInterval(5);
        connect(&mPulse, &QTimer::timeout, this, &TurnMeter::pulse);
        mPulse.start();
    }
    void reset() {
        longestGap = mostCpu = totalCpu = 0;
        pulses = 0;
        mSince.start();
        mCpu = threadSeconds();
    }

    double longestGap = 0;  ///< ms between two pulses
    double mostCpu = 0;     ///< ms of this thread's processor time between two pulses
    double totalCpu = 0;    ///< s
    int pulses = 0;

  private:
    void pulse() {
        const double cpu = threadSeconds();
        longestGap = std::max(longestGap, double(mSince.nsecsElapsed()) * 1e-6);
        mostCpu = std::max(mostCpu, (cpu - mCpu) * 1e3);
        totalCpu += cpu - mCpu;
        ++pulses;
        mCpu = cpu;
        mSince.start();
    }

    QTimer mPulse;
    QElapsedTimer mSince;
    double mCpu = 0;
};

template <typename Sender, typename Signal>
void waitFor(Sender* sender, Signal signal) {
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, &QEventLoop::quit);
    loop.exec();
}

/// A scratch across the photograph.
QImage scratchMask() {
    MaskLayer mask(QSize(kSide, kSide));
    fillStroke(mask, {40, 100}, {470, 380}, {8});
    fillStroke(mask, {300, 20}, {280, 500}, {4});
    return mask.image();
}

void cropTo(const QString& path, const char* photo) {
    std::thread([&] {
        Photograph centre = readPhotograph(photo);
        const int x = (centre.pixels.width() - kSide) / 2;
        const int y = (centre.pixels.height() - kSide) / 2;
        centre.pixels = centre.pixels.cropped(x, y, kSide, kSide);
        centre.alpha = ImageBuffer();
        writePhotograph(centre, path.toStdString());
    }).join();
}

/// Seconds of the same run where nobody watches.
double bareSeconds(RestorationEngine& engine, const RunRequest& request) {
    double seconds = 0;
    std::thread([&] {
        const RestorationJob job = makeJob(request, *request.photo);
        FrameSink nobody;
        RunControl control;
        seconds = engine.run(job, nobody, control).report.seconds;
    }).join();
    return seconds;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// The number after --pairs, and the photograph.
std::pair<int, const char*> arguments(int argc, char** argv) {
    int pairs = 3;
    const char* photo = LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg";
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--pairs") == 0 && i + 1 < argc) {
            pairs = std::max(1, std::atoi(argv[++i]));
        } else {
            photo = argv[i];
        }
    }
    return {pairs, photo};
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("lacuna-bench"));
    QCoreApplication::setApplicationName(QStringLiteral("lacuna-bench"));
    QSettings().clear();
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("photo.png"));
    const auto [pairs, photo] = arguments(argc, argv);
    cropTo(path, photo);
    std::unique_ptr<RestorationEngine> bare;
    std::thread([&bare] { bare = makeSessionEngine(); }).join();

    Theme theme;
    MainWindow window(makeSessionEngine, theme);
    window.resize(1280, 820);
    window.show();
    waitFor(window.controller(), &RestorationController::speedMeasured);
    window.openPath(path);
    waitFor(window.files(), &FileService::opened);
    ImageDocument& document = *window.document();
    TurnMeter meter;
    std::printf("%-8s %14s %15s %12s %14s %11s %7s %11s\n", "task", "first est. s", "longest gap ms",
                "CPU max ms", "CPU mean ms", "GUI share %", "frames", "live view %");
    std::fflush(stdout);
    for (const Task task : {Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise}) {
        RestorationSettings settings = document.settings();
        settings.task = task;
        document.setSettings(settings);
        const QImage mask = task == Task::Inpaint ? scratchMask() : MaskLayer(QSize(kSide, kSide)).image();
        document.history().push(new ChangeMaskCommand(document, QString(), mask));
        std::vector<double> firsts, gaps, most, means, shares, views;
        int frames = 0;
        bareSeconds(*bare, document.request());  // it loads the model
        for (int pair = 0; pair < pairs; ++pair) {
            // As a user would: the plan is made and the window is idle when Restore is pressed.
            QTimer::singleShot(1500, &window, [&window] { window.taskPanel()->runButton()->click(); });
            waitFor(window.controller(), &RestorationController::stateChanged);
            meter.reset();
            QElapsedTimer run;
            run.start();
            const int before = window.canvas()->paintedFrames();
            double first = -1;
            const auto connection =
                QObject::connect(window.canvas(), &CanvasView::framePainted, &window, [&] {
                    if (first < 0) first = double(run.nsecsElapsed()) * 1e-9;
                });
            waitFor(window.controller(), &RestorationController::finished);
            const double seconds = double(run.nsecsElapsed()) * 1e-9;
            QObject::disconnect(connection);
            frames = window.canvas()->paintedFrames() - before;
            firsts.push_back(first);
            gaps.push_back(meter.longestGap);
            most.push_back(meter.mostCpu);
            means.push_back(1e3 * meter.totalCpu / std::max(1, meter.pulses));
            shares.push_back(100 * meter.totalCpu / seconds);
            const double watched = document.results().back()->report.seconds;
            views.push_back(100 * (watched / bareSeconds(*bare, document.request()) - 1));
        }
        std::printf("%-8s %14.3f %15.1f %12.2f %14.3f %11.2f %7d %11.2f\n", toString(task), median(firsts),
                    *std::max_element(gaps.begin(), gaps.end()), *std::max_element(most.begin(), most.end()),
                    median(means), median(shares), frames, median(views));
        std::fflush(stdout);
    }
    return 0;
}
