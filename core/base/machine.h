// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace lacuna {

/// Memory in bytes; 0: not known.
struct MemoryState {
    std::uint64_t free = 0;
    std::uint64_t total = 0;
};

/// Where the kernel describes the machine; tests have folders of their own.
struct MachineFolders {
    std::filesystem::path proc = "/proc";
    std::filesystem::path cpus = "/sys/devices/system/cpu";
    std::filesystem::path groups = "/sys/fs/cgroup";
};

/// What this process may use without pushing other programs out of memory: the kernel's MemAvailable, or less
/// if a control group (version 1 or 2) or one above it sets a limit. A file cache that can be dropped counts
/// as free.
MemoryState machineMemory(const MachineFolders& folders = {});

/// How many cores this process can keep busy, at least 1: the physical ones among those that it may run on,
/// but no more than a control group's quota of processor time pays for.
int usableCores(const MachineFolders& folders = {});

/// The memory of this process that is in RAM, now and at most since restartPeak(); 0: not known.
std::uint64_t residentBytes();
std::uint64_t peakResidentBytes();
/// Lets peakResidentBytes() begin anew. Applies to the whole process. Returns whether the kernel did so.
bool restartPeak();

}  // namespace lacuna
