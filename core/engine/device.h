// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/device_info.h"
#include "core/job/restoration_job.h"

#include <string>
#include <vector>

namespace lacuna {

/// The devices that LibTorch can use on this machine, best first; the CPU is always among them.
std::vector<DeviceInfo> availableDevices();

/// The id ("cpu", "cuda:0") of the chosen device. Throws Error DeviceUnavailable for Cuda if there is none.
std::string resolveDevice(DeviceChoice choice);

/// Bytes that a run may use if the user sets no limit: three quarters of the device's free memory.
std::uint64_t defaultMemoryLimit(const std::string& device);

}  // namespace lacuna
