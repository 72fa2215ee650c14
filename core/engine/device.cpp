// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device.h"

#include "core/base/error.h"
#include "core/models/load_denoiser.h"

#include <ATen/Context.h>
#include <torch/cuda.h>

#include <fstream>

namespace lacuna {
namespace {

/// The kernel's MemAvailable in bytes; 0 if it isn't known.
std::uint64_t availableBytes() {
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::uint64_t kibibytes = 0;
    std::string unit;
    while (file >> key >> kibibytes) {
        std::getline(file, unit);
        if (key == "MemAvailable:") return kibibytes * 1024;
    }
    return 0;
}

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            const auto colon = line.find(": ");
            if (colon != std::string::npos) return line.substr(colon + 2);
        }
    }
    return "CPU";
}

}  // namespace

std::vector<DeviceInfo> availableDevices() {
    std::vector<DeviceInfo> devices;
    const int gpus = torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
    for (int i = 0; i < gpus; ++i) {
        devices.push_back({"cuda:" + std::to_string(i), "CUDA device " + std::to_string(i)});
    }
    devices.push_back({"cpu", processorName()});
    return devices;
}

std::string resolveDevice(DeviceChoice choice) {
    if (choice == DeviceChoice::Cpu) return "cpu";
    if (torch::cuda::is_available()) return "cuda:0";
    if (choice == DeviceChoice::Cuda) {
        throw Error(ErrorCode::DeviceUnavailable, "cuda",
                    at::hasCUDA() ? "no CUDA device is present"
                                  : "this build has no CUDA, or its driver finds no device");
    }
    return "cpu";
}

std::uint64_t defaultMemoryLimit(const std::string& device) {
    // LibTorch's C++ interface has no portable way to ask a GPU for its free memory. 4 GiB fit every card
    // that CUDA 13 supports, and a run that still runs out of memory is planned again with smaller tiles.
    constexpr std::uint64_t kGpuLimit = 4ULL << 30;
    constexpr std::uint64_t kUnknown = 2ULL << 30;
    if (device != "cpu") return kGpuLimit;
    const std::uint64_t free = availableBytes();
    return free == 0 ? kUnknown : free / 4 * 3;
}

}  // namespace lacuna
