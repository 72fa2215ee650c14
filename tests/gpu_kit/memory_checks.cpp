// SPDX-License-Identifier: GPL-3.0-or-later
// A stop, and memory that runs out in truth: what a GPU has is taken by others, and a process on the CPU gets
// a limit.
#include "core/base/error.h"
#include "core/engine/device_layer.h"
#include "core/session.h"
#include "tests/gpu_kit/checks.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <c10/core/Device.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sys/resource.h>
#include <vector>

namespace lacuna::kit {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMiB = 1 << 20;
/// Stop is answered within this, on a device that takes less for a tile.
constexpr double kLongestWait = 10;

RestorationJob largeJob(const Setting& setting, int side) {
    RestorationJob job;
    job.photo.pixels = scene(side, side);
    job.operation.task = Task::Denoise;
    job.operation.noise = 15;
    job.model.nameOrPath = setting.model;
    job.compute.device = setting.device;
    return job;
}

/// Stops the run at its first estimate.
class Stopping : public FrameSink {
  public:
    RunControl control;
    Clock::time_point asked;

    void progress(const Progress&) override {
        asked = Clock::now();
        control.stop();
    }
};

/// The process's address space in bytes.
std::uint64_t addressSpace() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t pages = 0;
    file >> pages;
    return pages * 4096;
}

/// Leaves a device only that much of its memory while it lives.
class Scarcity {
  public:
    /// @param taken on the CPU, the address space that counts as taken
    Scarcity(const std::string& device, DeviceLayer& devices, std::uint64_t taken, std::uint64_t left) {
        if (device == "cpu") {
            ::getrlimit(RLIMIT_AS, &mBefore);
            rlimit limit = mBefore;
            limit.rlim_cur = taken + left;
            ::setrlimit(RLIMIT_AS, &limit);
            mIsLimited = true;
            return;
        }
        constexpr std::uint64_t kBlock = 256 * kMiB;
        while (devices.memory(device).free > left + kBlock)
            mBlocks.push_back(at::empty({kBlock}, at::device(c10::Device(device)).dtype(at::kByte)));
    }
    ~Scarcity() {
        if (mIsLimited) ::setrlimit(RLIMIT_AS, &mBefore);
    }
    Scarcity(const Scarcity&) = delete;
    Scarcity& operator=(const Scarcity&) = delete;

  private:
    std::vector<at::Tensor> mBlocks;
    rlimit mBefore{};
    bool mIsLimited = false;
};

}  // namespace

bool checkStop(const Setting& setting) {
    Stopping sink;
    const RestorationJob job = largeJob(setting, setting.quick ? 128 : 1024);
    const Outcome outcome = Session().run(job, sink, sink.control);
    const double waited = std::chrono::duration<double>(Clock::now() - sink.asked).count();
    char text[120];
    std::snprintf(text, sizeof(text), "a run ends %.2f s after Stop, with its estimate", waited);
    return require(
        outcome.status == Outcome::Status::Cancelled && !outcome.beforeFirstEstimate && waited < kLongestWait,
        text);
}

bool checkOutOfMemory(const Setting& setting) {
    const auto devices = torchDevices();
    const std::string device = resolveDevice(setting.device, *devices);
    RestorationJob job = largeJob(setting, setting.quick ? 1024 : 2048);
    job.solver.values.set("steps", 1);
    job.model.precision = Precision::Float32;
    job.compute.memoryLimit = std::uint64_t(1) << 40;  // so that no plan spares memory
    if (device == "cpu") job.compute.threads = 1;  // others would need room of their own for every allocation
    FrameSink nobody;
    RunControl control;
    Session session;
    session.preload(job.model, job.compute);
    const Report plain = [&] {
        RestorationJob small = job;
        small.photo.pixels = scene(64, 64);
        return session.run(small, nobody, control).report;
    }();
    if (!require(plain.notes.empty(), "with enough memory nothing is noted")) return false;
    // Less and less, until it isn't enough for the whole picture; it stays enough for small tiles among what
    // the attempts left in pieces. A plan is careful, so what the whole picture takes is measured. Each
    // attempt leaves address space that is mapped but free, which the next one can use.
    RestorationJob tiled = job;
    tiled.compute.tile = 256;
    const std::uint64_t taken = addressSpace();
    const Report whole = session.run(job, nobody, control).report;
    if (!require(whole.notes.empty(), "the whole picture is computed at once")) return false;
    const double most = static_cast<double>(whole.peakBytes);
    const double least = most * static_cast<double>(session.plan(tiled).expectedPeak) /
                         static_cast<double>(whole.plan.expectedPeak);
    std::string told;
    for (const double share : {0.75, 0.66, 0.58, 0.5, 0.42, 0.34}) {
        const auto left = static_cast<std::uint64_t>(least + share * (most - least));
        told = "with " + std::to_string(left / kMiB) + " MiB ";
        try {
            const Scarcity scarcity(device, *devices, taken, left);
            const Outcome outcome = session.run(job, nobody, control);
            std::string notes;
            for (const Note& note : outcome.report.notes)
                notes += std::string(notes.empty() ? "" : "; ") + toText(note);
            if (!notes.empty())
                return require(!outcome.beforeFirstEstimate, told + "there is a result: " + notes);
        } catch (const Error& error) {
            return require(false, told + "there is no result: " + error.what());
        }
    }
    return require(false, told + "the whole picture still fits");
}

}  // namespace lacuna::kit
