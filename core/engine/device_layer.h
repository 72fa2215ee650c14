// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine.h"
#include "core/job/device_info.h"
#include "core/job/restoration_job.h"
#include "core/tiling/run_plan.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lacuna {

class CopyStream;

/// What the engine asks of the machine's devices besides computing on them. Devices go by their id: "cpu",
/// "cuda:0". The thread that runs the session calls it, never the GUI's. Tests substitute one of their own
/// for LibTorch's.
class DeviceLayer {
  public:
    virtual ~DeviceLayer() = default;

    /// Best first; the CPU is always the last.
    virtual std::vector<DeviceInfo> devices() = 0;
    /// Where LibTorch computes for that device: the id itself, except in tests.
    virtual std::string torchDevice(const std::string& id) { return id; }
    /// Free memory includes what LibTorch holds without using it.
    virtual MemoryState memory(const std::string& id) = 0;
    /// Whether heldBytes() and peakBytes() count this program's tensors alone, byte by byte, as on a GPU. On
    /// the CPU they are what the process has in RAM.
    virtual bool countsTensors(const std::string& id) const = 0;
    virtual std::uint64_t heldBytes(const std::string& id) = 0;
    /// The most that was held since restartPeak(); 0: not known.
    virtual std::uint64_t peakBytes(const std::string& id) = 0;
    virtual void restartPeak(const std::string& id) = 0;
    /// Returns memory that LibTorch holds without using it to the system.
    virtual void releaseUnused(const std::string& id) = 0;
    /// What halves the bytes of float32 and is fast there: bfloat16, or float16 where it has only that.
    virtual Precision halfPrecision(const std::string& /*id*/) { return Precision::BFloat16; }
    /// A stream for copies to host memory beside the computing; null where tensors are in host memory anyway.
    virtual std::unique_ptr<CopyStream> copyStream(const std::string& id) = 0;
};

/// LibTorch's devices.
std::shared_ptr<DeviceLayer> torchDevices();

/// The id of the chosen device: Auto takes the best. Throws Error DeviceUnavailable for Cuda if there is
/// none.
std::string resolveDevice(DeviceChoice choice, DeviceLayer& devices);

/// What a run may use if the user sets no limit: three quarters of the device's free memory, or 2 GiB if that
/// isn't known.
std::uint64_t defaultMemoryLimit(const std::string& device, DeviceLayer& devices);

/// What a run may use. Longer calls are allowed where more threads, or a GPU, are as soon done with them.
DeviceBudget deviceBudget(const ComputeSpec& compute, const std::string& device, DeviceLayer& devices);

}  // namespace lacuna
