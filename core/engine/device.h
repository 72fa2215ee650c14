// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/device_info.h"
#include "core/job/restoration_job.h"

#include <string>
#include <vector>

namespace lacuna {

/// What LibTorch can compute on here, best first; the CPU is always among them.
std::vector<DeviceInfo> availableDevices();

/// The id ("cpu", "cuda:0") of the device that a choice means. Throws DeviceUnavailable for Cuda where there
/// is none.
std::string resolveDevice(DeviceChoice choice);

/// Bytes that a run may use when the user sets no limit: three quarters of what the device has free now.
std::uint64_t defaultMemoryLimit(const std::string& device);

}  // namespace lacuna
