// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at any step of a run: from asking for it until its pictures are ready for the screen, steps in
// random order, on one thread. range(0): width in pixels, height is 3/4 of it; range(1): MiB that the steps
// may take in memory, the rest is in a file; range(2): 1 with the noisy state; range(3): 0 as a window of
// 1000 × 750 pixels shows the whole photograph, 1 the part of it that such a window shows at 100 %, 2 all of
// its pixels, which follow when nothing else is asked for. "p95_ms" is the goal's figure: at most 50 ms. And
// the memory of a long run. Runs offscreen.
#include "core/base/photograph.h"
#include "core/trajectory/trajectory.h"
#include "ui/services/timeline_service.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace lacuna;
using namespace lacuna::ui;

namespace {

constexpr int kSteps = 20;

std::unique_ptr<Trajectory> recorded(int width, int height, std::uint64_t memory) {
    SpillStore::Limits limits;
    limits.memory = memory << 20;
    limits.folder = std::filesystem::temp_directory_path();
    auto trajectory = std::make_unique<Trajectory>(std::make_shared<SpillStore>(limits));
    Bytes picture(std::size_t(width) * std::size_t(height) * 6);
    std::minstd_rand random;
    for (std::size_t i = 0; i < picture.size(); i += 2) {
        const auto half = std::uint16_t(0x3000 + random() % 0x0c00);  // between 0.125 and 1
        std::memcpy(picture.data() + i, &half, sizeof half);
    }
    TrajectoryStep step;
    step.width = step.resultWidth = width;
    step.height = step.resultHeight = height;
    for (int i = 0; i < kSteps; ++i) {
        step.progress.step = i;
        step.progress.sigma = 5.0 / (i + 1);
        trajectory->add(step, picture, picture);
    }
    return trajectory;
}

void randomStep(benchmark::State& state) {
    const int width = int(state.range(0));
    const auto trajectory = recorded(width, width * 3 / 4, std::uint64_t(state.range(1)));
    const Photograph photo;
    StepView view{QRectF(0, 0, 1, 1), 1000};
    if (state.range(3) == 1) {
        const double share = std::min(1.0, 1000.0 / width);
        view = {QRectF((1 - share) / 2, (1 - share) / 2, share, share), double(width)};
    }
    std::minstd_rand random(7);
    std::vector<double> times;
    // The pictures must not be made on the thread of the window, which this one would count for.
    std::thread([&] {
        for ([[maybe_unused]] auto turn : state) {
            const auto begin = std::chrono::steady_clock::now();
            const int index = int(random() % kSteps);
            const bool noisy = state.range(2) == 1;
            if (state.range(3) == 2) {
                benchmark::DoNotOptimize(framesAt(*trajectory, index, photo, noisy));
            } else {
                benchmark::DoNotOptimize(quickFramesAt(*trajectory, index, photo, noisy, view));
            }
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        }
    }).join();
    std::sort(times.begin(), times.end());
    state.counters["p95_ms"] = times[times.size() * 95 / 100];
    state.counters["median_ms"] = times[times.size() / 2];
}

double residentMegabytes() {
    std::ifstream file("/proc/self/statm");
    long size = 0, resident = 0;
    file >> size >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// A run of 200 steps at 1024 × 1024 with all that is kept of it, in the bounds that the studio sets.
/// "most_MB": by how much the resident memory grew at most while it was recorded; the goal is 300.
void memoryOf200Steps(benchmark::State& state) {
    constexpr int kSide = 1024;
    constexpr int kCount = 200;
    const Bytes picture(std::size_t(6) * kSide * kSide, std::byte(0x35));
    TrajectoryStep step;
    step.width = step.resultWidth = kSide;
    step.height = step.resultHeight = kSide;
    for ([[maybe_unused]] auto turn : state) {
        SpillStore::Limits limits;
        limits.folder = std::filesystem::temp_directory_path();
        const auto store = std::make_shared<SpillStore>(limits);
        Trajectory trajectory(store);
        const double before = residentMegabytes();
        double most = 0, slowest = 0;
        for (int i = 0; i < kCount; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            trajectory.addState(0, i, Bytes(std::size_t(18) * kSide * kSide, std::byte(i)));
            trajectory.add(step, picture, picture);
            slowest = std::max(
                slowest,
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
            most = std::max(most, residentMegabytes() - before);
        }
        state.counters["most_MB"] = most;
        state.counters["disk_MB"] = double(store->onDisk()) / 1e6;
        state.counters["slowest_step_ms"] = slowest;
    }
}

}  // namespace

BENCHMARK(memoryOf200Steps)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(randomStep)
    ->ArgsProduct({{512, 1024, 1600, 4000}, {64, 4096}, {0, 1}, {0, 1, 2}})
    ->Iterations(100)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_MAIN();
