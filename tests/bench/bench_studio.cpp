// SPDX-License-Identifier: GPL-3.0-or-later
// bench_studio [--pairs N] [--task NAME] [PHOTO] — the window around the real engine, on a real display (for
// example under xvfb-run): for every task, or one, on the centre 512 × 512 of a photograph (the mask is
// inpainting's only), the time from pressing Restore to the first estimate on the screen, the longest turn of
// the event loop, what the GUI thread itself computes, and what the live view with its timeline adds to the
// time of a run: N pairs (default 4) of the same run with it and without, which come first in turn. "live
// view %" is the median of the pairs' ratios, and between brackets their quartiles. "CPU %" is the same for
// the processor time of the whole process, which also means something while other programs compute, provided
// that OpenMP's threads don't spin (OMP_WAIT_POLICY=passive); the shares of that time that the GUI thread and
// the system take come after it.
//
// On one core of a busy virtual machine, `photo`, inpaint, 7 pairs: 1.8 % of the processor time (quartiles
// 0.4 to 2.3), of which the GUI thread takes 0.6; 4 estimates in 4 s. Not counted is what the plan does
// before Restore is pressed: it gets memory for the steps ready, 0.3 ms a megabyte, and up to 2.5 ms where
// the machine has to ask its host for it. Without that the system takes 4 to 11 % of such a run.
#include "core/io/image_io.h"
#include "core/operators/task.h"
#include "ui/base/primary_button.h"
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/change_mask_command.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/task_panel.h"
#include "ui/tools/mask_brush.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <sys/resource.h>
#include <thread>
#include <utility>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr int kSide = 512;

double secondsOf(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

struct SystemUse {
    double seconds;    ///< in the system, of the process
    double megabytes;  ///< in small pages; a huge one counts like a small one
};

SystemUse systemUse() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return {double(used.ru_stime.tv_sec) + double(used.ru_stime.tv_usec) * 1e-6,
            double(used.ru_minflt) * 4096e-6};
}

double threadSeconds() {
    return secondsOf(CLOCK_THREAD_CPUTIME_ID);
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
MaskLayer scratchMask() {
    MaskLayer mask(QSize(kSide, kSide));
    fillStroke(mask, {40, 100}, {470, 380}, {8});
    fillStroke(mask, {300, 20}, {280, 500}, {4});
    mask.changed(mask.rect());
    return mask;
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

/// The window's engine, whose runs nobody watches where that is said: no frames, no progress and no steps.
/// The same one in both cases, since two differ by a few per cent with where their tensors happen to lie.
class MutedEngine : public RestorationEngine {
  public:
    explicit MutedEngine(const std::atomic<bool>& isMuted)
        : mIsMuted(isMuted), mEngine(makeSessionEngine()) {}

    std::vector<DeviceInfo> devices() override { return mEngine->devices(); }
    std::vector<InstalledModel> models() override { return mEngine->models(); }
    void preload(const ModelRef& model, const ComputeSpec& compute,
                 const std::function<void(double)>& progress) override {
        mEngine->preload(model, compute, progress);
    }
    Plan plan(const RestorationJob& job) override { return mEngine->plan(job); }
    RegionJob cut(const RestorationJob& job, const PhotoRegion& region) override {
        return mEngine->cut(job, region);
    }
    Outcome run(const RestorationJob& job, FrameSink& sink, RunControl& control) override {
        FrameSink nobody;
        return mEngine->run(job, mIsMuted ? nobody : sink, control);
    }
    Outcome resume(const RestorationJob& job, const Trajectory& from, int index, FrameSink& sink,
                   RunControl& control) override {
        return mEngine->resume(job, from, index, sink, control);
    }
    Photograph degrade(const RestorationJob& job) override { return mEngine->degrade(job); }
    Analysis analyse(const RestorationJob& job, const ImageBuffer& result) override {
        return mEngine->analyse(job, result);
    }

  private:
    const std::atomic<bool>& mIsMuted;
    std::unique_ptr<RestorationEngine> mEngine;
};

/// The value that `share` of them lie below.
double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

double median(const std::vector<double>& values) {
    return quantile(values, 0.5);
}

struct Arguments {
    int pairs = 4;
    const char* task = "";  ///< empty: all
    const char* photo = LACUNA_SOURCE_DIR "/resources/samples/scratched.jpg";
};

Arguments readArguments(int argc, char** argv) {
    Arguments read;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--pairs") == 0 && i + 1 < argc) {
            read.pairs = std::max(1, std::atoi(argv[++i]));
        } else if (std::strcmp(argv[i], "--task") == 0 && i + 1 < argc) {
            read.task = argv[++i];
        } else {
            read.photo = argv[i];
        }
    }
    return read;
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
    const Arguments asked = readArguments(argc, argv);
    cropTo(path, asked.photo);
    std::atomic<bool> isMuted{false};

    Theme theme;
    MainWindow window([&isMuted] { return std::make_unique<MutedEngine>(isMuted); }, theme);
    window.resize(1280, 820);
    window.show();
    waitFor(window.controller(), &RestorationController::speedMeasured);
    window.openPath(path);
    waitFor(&window.documents(), &Documents::currentChanged);
    ImageDocument& document = *window.document();
    TurnMeter meter;
    std::printf("%-8s %14s %15s %12s %14s %11s %7s %11s\n", "task", "first est. s", "longest gap ms",
                "CPU max ms", "CPU mean ms", "GUI share %", "frames",
                "live view %, CPU %, GUI %, system %, new MB; run s, CPU s, system s, new MB");
    std::fflush(stdout);
    for (const Task task : {Task::Inpaint, Task::Deblur, Task::Upscale, Task::Denoise}) {
        if (*asked.task && std::strcmp(asked.task, toString(task)) != 0) continue;
        RestorationSettings settings = document.settings();
        settings.task = task;
        document.setSettings(settings);
        const MaskLayer mask = task == Task::Inpaint ? scratchMask() : MaskLayer(QSize(kSide, kSide));
        document.history().push(new ChangeMaskCommand(document, QString(), mask));
        std::vector<double> firsts, gaps, most, means, shares, views, processors, guis, systems, pages;
        std::vector<double> plainSeconds, plainProcessors, plainSystems, plainPages;
        int frames = 0;
        struct Cost {
            double seconds;    ///< of the run itself
            double processor;  ///< s, of the process
            double gui;        ///< s, of the GUI thread
            SystemUse system;
        };
        const auto runOnce = [&](bool muted) {
            isMuted = muted;
            // As a user would: the plan is made and the window is idle when Restore is pressed.
            QTimer::singleShot(1500, &window, [&window] { window.taskPanel()->runButton()->click(); });
            waitFor(window.controller(), &RestorationController::begun);
            meter.reset();
            QElapsedTimer run;
            run.start();
            const double processor = secondsOf(CLOCK_PROCESS_CPUTIME_ID);
            const double gui = threadSeconds();
            const SystemUse system = systemUse();
            const int before = window.canvas()->paintedFrames();
            double first = -1;
            const auto connection =
                QObject::connect(window.canvas(), &CanvasView::framePainted, &window, [&] {
                    if (first < 0) first = double(run.nsecsElapsed()) * 1e-9;
                });
            waitFor(window.controller(), &RestorationController::ended);
            const double seconds = double(run.nsecsElapsed()) * 1e-9;
            QObject::disconnect(connection);
            if (!muted) {
                frames = window.canvas()->paintedFrames() - before;
                firsts.push_back(first);
                gaps.push_back(meter.longestGap);
                most.push_back(meter.mostCpu);
                means.push_back(1e3 * meter.totalCpu / std::max(1, meter.pulses));
                shares.push_back(100 * meter.totalCpu / seconds);
            }
            return Cost{document.results().back()->report.seconds,
                        secondsOf(CLOCK_PROCESS_CPUTIME_ID) - processor,
                        threadSeconds() - gui,
                        {systemUse().seconds - system.seconds, systemUse().megabytes - system.megabytes}};
        };
        runOnce(true);  // the first one of a task is slower
        for (int pair = 0; pair < asked.pairs; ++pair) {
            const bool mutedFirst = pair % 2 == 1;
            const Cost one = runOnce(mutedFirst);
            const Cost other = runOnce(!mutedFirst);
            const auto [muted, live] = mutedFirst ? std::pair(one, other) : std::pair(other, one);
            views.push_back(100 * (live.seconds / muted.seconds - 1));
            processors.push_back(100 * (live.processor / muted.processor - 1));
            guis.push_back(100 * (live.gui - muted.gui) / muted.processor);
            systems.push_back(100 * (live.system.seconds - muted.system.seconds) / muted.processor);
            pages.push_back(live.system.megabytes - muted.system.megabytes);
            plainSeconds.push_back(muted.seconds);
            plainProcessors.push_back(muted.processor);
            plainSystems.push_back(muted.system.seconds);
            plainPages.push_back(muted.system.megabytes);
        }
        std::printf(
            "%-8s %14.3f %15.1f %12.2f %14.3f %11.2f %7d %11.2f (%.2f to %.2f), %.2f (%.2f to %.2f), %.2f, "
            "%.2f, "
            "%.0f; "
            "%.2f, %.2f, %.2f, %.0f\n",
            toString(task), median(firsts), *std::max_element(gaps.begin(), gaps.end()),
            *std::max_element(most.begin(), most.end()), median(means), median(shares), frames, median(views),
            quantile(views, 0.25), quantile(views, 0.75), median(processors), quantile(processors, 0.25),
            quantile(processors, 0.75), median(guis), median(systems), median(pages), median(plainSeconds),
            median(plainProcessors), median(plainSystems), median(plainPages));
        std::fflush(stdout);
    }
    return 0;
}
