// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/network_memory.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/engine/device_layer.h"
#include "core/engine/model_pool.h"
#include "core/files/file_bytes.h"
#include "core/files/xdg_folder.h"
#include "core/models/denoised_with_vjp.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/Device.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <fstream>
#include <functional>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Small enough for every GPU, large enough that the network's layers outweigh what is there once.
constexpr int kSides[] = {256, 512};
/// Room for what differs from run to run, such as gaps between blocks.
constexpr double kReserve = 1.1;
constexpr std::size_t kMostEntries = 256;

/// Empty where there is no place for it.
fs::path cacheFile() {
    const fs::path folder = xdgFolder("XDG_CACHE_HOME", ".cache");
    return folder.empty() ? folder : folder / "lacuna/network-memory.json";
}

json readCache() {
    const fs::path file = cacheFile();
    std::ifstream stream(file);
    json cache = stream ? json::parse(stream, nullptr, false) : json::object();
    return cache.is_object() ? cache : json::object();
}

/// A multiple that a measurement can have given.
std::optional<double> multipleIn(const json& entry, const char* key) {
    const auto value = entry.find(key);
    if (value == entry.end() || !value->is_number()) return std::nullopt;
    const double multiple = value->get<double>();
    return std::isfinite(multiple) && multiple > 0 ? std::optional(multiple) : std::nullopt;
}

std::optional<NetworkMemory> find(const json& cache, const std::string& key) {
    const auto entry = cache.find(key);
    if (entry == cache.end() || !entry->is_object()) return std::nullopt;
    const auto forward = multipleIn(*entry, "forward"), vjp = multipleIn(*entry, "vjp");
    return forward && vjp ? std::optional(NetworkMemory{*forward, *vjp}) : std::nullopt;
}

void remember(const std::string& key, const NetworkMemory& memory) {
    const fs::path file = cacheFile();
    if (file.empty()) return;
    try {
        fs::create_directories(file.parent_path());
        json cache = readCache();
        if (cache.size() >= kMostEntries) cache = json::object();
        cache[key] = {{"forward", memory.forward}, {"vjp", memory.vjp}};
        writeText(file, cache.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
    } catch (const std::exception&) {
        // It is measured again the next time.
    }
}

/// The model of the device rather than its number, which another card may have tomorrow.
std::string nameOf(const std::string& device, DeviceLayer& devices) {
    for (const DeviceInfo& info : devices.devices())
        if (info.id == device) return info.description;
    return device;
}

}  // namespace

NetworkMemory measureNetworkMemory(Denoiser& denoiser, const std::string& device, DeviceLayer& devices) {
    assert(devices.countsTensors(device));
    const auto taken = [&](const std::function<void()>& work) {
        devices.restartPeak(device);
        const std::uint64_t before = devices.heldBytes(device);
        work();
        const std::uint64_t peak = devices.peakBytes(device);
        return peak > before ? static_cast<double>(peak - before) : 0.0;
    };
    NetworkMemory memory{0, 0};
    for (const int side : kSides) {
        const at::Tensor x =
            at::zeros({1, 3, side, side}, at::device(c10::Device(devices.torchDevice(device))));
        const double pixels = static_cast<double>(side) * side;
        const double forward = taken([&] { denoiser.denoise(x, 1.0); });
        const double vjp = taken([&] { denoiser.denoiseWithVjp(x, 1.0).vjp(x); });
        memory.forward = std::max(memory.forward, kReserve * forward / denoiser.forwardBytes(pixels));
        memory.vjp = std::max(memory.vjp, kReserve * vjp / denoiser.vjpBytes(pixels));
    }
    return memory;
}

std::optional<NetworkMemory> networkMemory(const LoadedModel& model, const std::string& device,
                                           DeviceLayer& devices) {
    if (!devices.countsTensors(device) || model.model.isProgram) return std::nullopt;
    const std::string key = model.hash + " " + toString(model.ref.precision) + " " + nameOf(device, devices);
    if (const auto known = find(readCache(), key)) return known;
    const NetworkMemory memory = measureNetworkMemory(*model.denoiser, device, devices);
    if (memory.forward <= 0 || memory.vjp <= 0) return std::nullopt;  // the device counted nothing
    log::debug("the network takes " + std::to_string(memory.forward) + " times its layers' memory on " +
               device);
    remember(key, memory);
    return memory;
}

at::Tensor MeasuredDenoiser::denoise(const at::Tensor& x, double sigma) {
    return mInner.denoise(x, sigma);
}

DenoisedWithVjp MeasuredDenoiser::denoiseWithVjp(const at::Tensor& x, double sigma) {
    return mInner.denoiseWithVjp(x, sigma);
}

at::Tensor MeasuredDenoiser::denoiseWithGraph(const at::Tensor&, double) {
    throw Error(ErrorCode::Internal, "denoiser", "a measured denoiser has no graph of its own");
}

}  // namespace lacuna
