// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch's devices, through its interface that is the same for every kind of GPU: no header of CUDA is
// needed.
#include "core/base/error.h"
#include "core/engine/copy_stream.h"
#include "core/engine/device_layer.h"
#include "core/engine/freed_memory.h"
#include "core/models/load_denoiser.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/Device.h>
#include <torch/cuda.h>

#if __has_include(<c10/core/CachingDeviceAllocator.h>)
#include <c10/core/CachingDeviceAllocator.h>
#define LACUNA_COUNTS_GPU_MEMORY 1
#endif

#include <algorithm>
#include <dlfcn.h>
#include <fstream>
#include <string>

namespace lacuna {
namespace {

constexpr auto kCpu = "cpu";
/// LibTorch counts small and large blocks, and first of all both together.
[[maybe_unused]] constexpr std::size_t kAll = 0;

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

/// The driver's name for a GPU. LibTorch has loaded the driver by now; nothing is loaded here.
std::string gpuName(int index) {
    using GetName = int (*)(char*, int, int);
    std::string name(128, '\0');
    if (void* driver = ::dlopen("libcuda.so.1", RTLD_LAZY | RTLD_NOLOAD)) {
        const auto get = reinterpret_cast<GetName>(::dlsym(driver, "cuDeviceGetName"));
        const bool known = get && get(name.data(), static_cast<int>(name.size()), index) == 0;
        ::dlclose(driver);
        if (known) return name.c_str();
    }
    return "CUDA device " + std::to_string(index);
}

class TorchDevices : public DeviceLayer {
  public:
    TorchDevices() {
        // Float32 is what its name says: by default a GPU's convolutions round their input to ten bits
        // (TF32). And equal seeds give equal bits, which takes algorithms that add in a fixed order.
        at::globalContext().setAllowTF32CuDNN(false);
        at::globalContext().setAllowTF32CuBLAS(false);
        at::globalContext().setDeterministicCuDNN(true);
    }

    std::vector<DeviceInfo> devices() override {
        std::vector<DeviceInfo> devices;
        const int gpus = torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
        for (int i = 0; i < gpus; ++i)
            devices.push_back({"cuda:" + std::to_string(i), gpuName(i)});
        devices.push_back({kCpu, processorName()});
        return devices;
    }

    bool countsTensors(const std::string& id) const override {
#ifdef LACUNA_COUNTS_GPU_MEMORY
        return id != kCpu;
#else
        (void)id;
        return false;
#endif
    }

#ifdef LACUNA_COUNTS_GPU_MEMORY
    MemoryState memory(const std::string& id) override {
        if (id == kCpu) return machineMemory();
        const auto [free, total] = allocator(id).getMemoryInfo(index(id));
        const auto stats = allocator(id).getDeviceStats(index(id));
        const std::int64_t unused = stats.reserved_bytes[kAll].current - stats.allocated_bytes[kAll].current;
        return {free + static_cast<std::uint64_t>(std::max<std::int64_t>(0, unused)), total};
    }
    std::uint64_t heldBytes(const std::string& id) override {
        if (id == kCpu) return residentBytes();
        return bytes(allocator(id).getDeviceStats(index(id)).allocated_bytes[kAll].current);
    }
    std::uint64_t peakBytes(const std::string& id) override {
        if (id == kCpu) return peakResidentBytes();
        return bytes(allocator(id).getDeviceStats(index(id)).allocated_bytes[kAll].peak);
    }
    void restartPeak(const std::string& id) override {
        if (id == kCpu)
            lacuna::restartPeak();
        else
            allocator(id).resetPeakStats(index(id));
    }
    void releaseUnused(const std::string& id) override {
        if (id == kCpu)
            releaseFreedMemory();
        else
            allocator(id).emptyCache();
    }
#else
    // Debian's LibTorch, which has no GPU.
    MemoryState memory(const std::string&) override {
        return machineMemory();
    }
    std::uint64_t heldBytes(const std::string&) override {
        return residentBytes();
    }
    std::uint64_t peakBytes(const std::string&) override {
        return peakResidentBytes();
    }
    void restartPeak(const std::string&) override {
        lacuna::restartPeak();
    }
    void releaseUnused(const std::string&) override {
        releaseFreedMemory();
    }
#endif

    Precision halfPrecision(const std::string& id) override {
        return id == kCpu || bfloat16IsFast(id) ? Precision::BFloat16 : Precision::Float16;
    }

    std::unique_ptr<CopyStream> copyStream(const std::string& id) override {
        return id == kCpu ? nullptr : torchCopyStream(id);
    }

  private:
#ifdef LACUNA_COUNTS_GPU_MEMORY
    static c10::DeviceAllocator& allocator(const std::string& id) {
        at::globalContext().lazyInitDevice(c10::Device(id).type());
        return *c10::getDeviceAllocator(c10::Device(id).type());
    }
    static c10::DeviceIndex index(const std::string& id) {
        return std::max<c10::DeviceIndex>(0, c10::Device(id).index());
    }
    static std::uint64_t bytes(std::int64_t count) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(0, count));
    }
#endif
};

}  // namespace

std::shared_ptr<DeviceLayer> torchDevices() {
    static const auto devices = std::make_shared<TorchDevices>();
    return devices;
}

std::string resolveDevice(DeviceChoice choice, DeviceLayer& devices) {
    if (choice == DeviceChoice::Cpu) return kCpu;
    const std::string best = devices.devices().front().id;
    if (best == kCpu && choice == DeviceChoice::Cuda) {
        throw Error(ErrorCode::DeviceUnavailable, "cuda",
                    at::hasCUDA() ? "no CUDA device is present"
                                  : "this build has no CUDA, or its driver finds no device");
    }
    return best;
}

std::uint64_t defaultMemoryLimit(const std::string& device, DeviceLayer& devices) {
    constexpr std::uint64_t kUnknown = 2ULL << 30;
    const std::uint64_t free = devices.memory(device).free;
    return free == 0 ? kUnknown : free / 4 * 3;
}

DeviceBudget deviceBudget(const ComputeSpec& compute, const std::string& device, DeviceLayer& devices) {
    // 5 teraflops with the bundled prior, which is a second of a slow card.
    constexpr double kLongestOnGpu = 16.0 * 1024 * 1024;
    // 64 tiles of 64 × 64, which small models take, are 512 × 512 pixels: enough to keep a large card busy.
    constexpr int kTilesPerCallOnGpu = 64;
    // Of DeviceBudget::longestCall.
    constexpr int kThreads = 2;
    DeviceBudget budget;
    budget.memory = compute.memoryLimit > 0 ? compute.memoryLimit : defaultMemoryLimit(device, devices);
    if (device != kCpu) {
        budget.longestCall = kLongestOnGpu;
        budget.tilesPerCall = kTilesPerCallOnGpu;
    } else {
        budget.longestCall *= std::max(1, at::get_num_threads() / kThreads);
    }
    return budget;
}

}  // namespace lacuna
