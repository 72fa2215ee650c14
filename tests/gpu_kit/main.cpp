// SPDX-License-Identifier: GPL-3.0-or-later
// Proves the engine on a machine's best device, and measures it there: writes a report in Markdown to
// standard output. Exit status 1 if a check failed.
#include "core/base/error.h"
#include "core/base/machine.h"
#include "core/engine/device_layer.h"
#include "core/io/image_io.h"
#include "core/models/load_denoiser.h"
#include "tests/gpu_kit/checks.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lacuna::kit {

bool require(bool passed, const std::string& what) {
    std::printf("- %s: %s\n", passed ? "passed" : "**FAILED**", what.c_str());
    std::fflush(stdout);
    return passed;
}

ImageBuffer sample(const Setting& setting, const char* name, int side) {
    const ImageBuffer whole = readPhotograph((setting.data / "samples" / name).string()).pixels;
    const int width = std::min(side, whole.width()), height = std::min(side, whole.height());
    return whole.cropped((whole.width() - width) / 2, (whole.height() - height) / 2, width, height);
}

std::vector<Precision> precisionsOf(const Setting& setting) {
    std::vector<Precision> precisions{Precision::Float32, Precision::BFloat16};
    const auto devices = torchDevices();
    if (float16Works(devices->torchDevice(resolveDevice(setting.device, *devices))))
        precisions.push_back(Precision::Float16);
    return precisions;
}

ImageBuffer scene(int width, int height) {
    ImageBuffer image(width, height, 3, Depth::UInt8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool inside = std::hypot(x % 200 - 100, y % 160 - 80) < 60;
            const double value =
                (inside ? 170 : 80) + 30 * std::sin(0.05 * x + 0.03 * y) + 8 * std::sin(1.3 * x);
            for (int c = 0; c < 3; ++c)
                image.setSample(x, y, c, static_cast<int>(value) + 10 * c);
        }
    return image;
}

namespace {

constexpr double kMiB = 1024.0 * 1024;

Setting settingFrom(int argc, char** argv) {
    Setting setting;
    setting.model = "photo-fast";
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--quick") {
            setting.quick = true;
            continue;
        }
        if (i + 1 == argc) throw std::invalid_argument(option + " lacks its value");
        const std::string value = argv[++i];
        const auto device = fromName(value, kDevices);
        if (option == "--device" && device)
            setting.device = *device;
        else if (option == "--model")
            setting.model = value;
        else if (option == "--data")
            setting.data = value;
        else
            throw std::invalid_argument(option + " " + value);
    }
    if (setting.data.empty()) throw std::invalid_argument("--data is missing");
    return setting;
}

void printMachine(const Setting& setting) {
    const auto devices = torchDevices();
    std::printf("# Lacuna on this machine\n\n| device | memory free, MiB | in all |\n|---|---|---|\n");
    for (const DeviceInfo& device : devices->devices()) {
        const MemoryState memory = devices->memory(device.id);
        std::printf("| %s, %s | %.0f | %.0f |\n", device.id.c_str(), device.description.c_str(),
                    static_cast<double>(memory.free) / kMiB, static_cast<double>(memory.total) / kMiB);
    }
    std::printf("\nUsed: %s, %d cores; model %s%s.\n", resolveDevice(setting.device, *devices).c_str(),
                usableCores(), setting.model.c_str(),
                setting.quick ? "; quick, with numbers that mean nothing" : "");
}

bool passes(bool (*check)(const Setting&), const Setting& setting) {
    try {
        return check(setting);
    } catch (const std::exception& error) {
        return require(false, error.what());
    }
}

/// On the CPU, memory runs out in a process of its own: libraries keep what they couldn't make, and the other
/// checks would find it.
bool checkOutOfMemoryApart(const Setting& setting) {
    if (resolveDevice(setting.device, *torchDevices()) != "cpu") return passes(checkOutOfMemory, setting);
    const pid_t child = ::fork();
    if (child == 0) ::_exit(passes(checkOutOfMemory, setting) ? 0 : 1);
    int status = -1;
    if (child < 0 || ::waitpid(child, &status, 0) != child)
        return require(false, "no process could be started");
    if (!WIFEXITED(status)) return require(false, "the process crashed");
    return WEXITSTATUS(status) == 0;
}

int run(const Setting& setting) {
    printMachine(setting);
    const std::vector<std::pair<const char*, bool (*)(const Setting&)>> checks{
        // First, while the process holds no memory that it has freed and could use again.
        {"Running out of memory", checkOutOfMemoryApart},
        {"Networks against the official code", checkParity},
        {"Tasks against the CPU", checkTasks},
        {"Speed and memory of the solver", checkSpeed},
        {"Recorded passes against plain ones", checkRecordings},
        {"Stopping", checkStop}};
    bool passed = true;
    for (const auto& [title, check] : checks) {
        std::printf("\n## %s\n\n", title);
        std::fflush(stdout);
        passed = passes(check, setting) && passed;
    }
    std::printf("\n%s\n", passed ? "All checks passed." : "**Some checks failed.**");
    return passed ? 0 : 1;
}

}  // namespace
}  // namespace lacuna::kit

int main(int argc, char** argv) {
    try {
        return lacuna::kit::run(lacuna::kit::settingFrom(argc, argv));
    } catch (const std::invalid_argument& error) {
        std::fprintf(stderr,
                     "device_check: %s\nusage: device_check --data FOLDER [--device auto|cpu|cuda] [--model "
                     "NAME|FILE] "
                     "[--quick]\n",
                     error.what());
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "device_check: %s\n", error.what());
        return 1;
    }
}
