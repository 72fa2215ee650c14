// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at any step of a run: from asking for it until its pictures are ready for the screen, steps in
// random order, on one thread. range(0): width in pixels, height is 3/4 of it; range(1): MiB that the steps
// may take in memory, the rest is in a file; range(2): 1 with the noisy state. "p95_ms" is the goal's figure:
// at most 50 ms. And the memory of a long run. Runs offscreen.
#include "core/photograph.h"
#include "core/trajectory/trajectory.h"
#include "ui/worker/timeline_service.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
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
    std::vector<std::uint16_t> picture(std::size_t(width) * std::size_t(height) * 3);
    std::minstd_rand random;
    for (auto& half : picture)
        half = std::uint16_t(0x3000 + random() % 0x0c00);  // between 0.125 and 1
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
    std::minstd_rand random(7);
    std::vector<double> times;
    // The pictures must not be made on the thread of the window, which this one would count for.
    std::thread([&] {
        for ([[maybe_unused]] auto turn : state) {
            const auto begin = std::chrono::steady_clock::now();
            benchmark::DoNotOptimize(
                framesAt(*trajectory, int(random() % kSteps), photo, state.range(2) == 1));
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
    const std::vector<std::uint16_t> picture(std::size_t(3) * kSide * kSide, 0x3555);
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
    ->ArgsProduct({{512, 1024, 1600, 4000}, {64, 4096}, {0, 1}})
    ->Iterations(100)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_MAIN();
