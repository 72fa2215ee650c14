// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <optional>
#include <sched.h>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

/// The first number of a file; none if there is no file or it holds a word ("max").
std::optional<double> numberIn(const fs::path& file) {
    std::ifstream stream(file);
    double number = 0;
    if (stream >> number) return number;
    return std::nullopt;
}

/// The number after `key`, whatever separates them, in a file of one such pair a line; 0 if it isn't there.
std::uint64_t valueIn(const fs::path& file, std::string_view key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with(key)) continue;
        const std::size_t digit = line.find_first_of("0123456789", key.size());
        if (digit != std::string::npos && line.find_first_not_of(": \t", key.size()) == digit)
            return std::strtoull(line.c_str() + digit, nullptr, 10);
    }
    return 0;
}

/// A hierarchy of control groups and this process's place in it.
struct Hierarchy {
    fs::path root;
    std::string place;
    bool isUnified = false;  ///< version 2
};

/// The hierarchy that has this controller ("memory", "cpu"); version 1 where both are there, as the kernel
/// does.
std::optional<Hierarchy> hierarchyOf(const MachineFolders& folders, std::string_view controller) {
    std::ifstream stream(folders.proc / "self/cgroup");
    std::optional<Hierarchy> found;
    for (std::string line; std::getline(stream, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string names = line.substr(first + 1, second - first - 1), place = line.substr(second + 1);
        if (names.empty()) {
            if (!found) found = Hierarchy{folders.groups, place, true};
            continue;
        }
        std::stringstream list(names);
        for (std::string name; std::getline(list, name, ',');)
            if (name == controller) found = Hierarchy{folders.groups / controller, place, false};
    }
    return found;
}

/// Calls `look` with the process's group and all above it. In a container the place may be that outside,
/// which can't be seen; then only the root is looked at.
void upwards(const Hierarchy& hierarchy, const std::function<void(const fs::path&)>& look) {
    const fs::path place = fs::path(hierarchy.place).relative_path();
    std::error_code none;
    if (fs::is_directory(hierarchy.root / place, none))
        for (fs::path up = place; !up.empty(); up = up.parent_path())
            look(hierarchy.root / up);
    look(hierarchy.root);
}

/// Narrows the state to what a group leaves.
void limitTo(MemoryState& state, const fs::path& group, bool isUnified) {
    const auto limit = numberIn(group / (isUnified ? "memory.max" : "memory.limit_in_bytes"));
    const auto used = numberIn(group / (isUnified ? "memory.current" : "memory.usage_in_bytes"));
    // Without a limit, version 1 says a number beyond all memory.
    if (!limit || !used || (state.total > 0 && *limit >= static_cast<double>(state.total))) return;
    const auto cached = static_cast<double>(
        valueIn(group / "memory.stat", isUnified ? "inactive_file" : "total_inactive_file"));
    const auto left = static_cast<std::uint64_t>(std::max(0.0, *limit - std::max(0.0, *used - cached)));
    state.free = std::min(state.free, left);
    state.total = static_cast<std::uint64_t>(*limit);
}

/// The cores whose time a group pays for; none: all.
std::optional<double> quotaOf(const fs::path& group, bool isUnified) {
    if (isUnified) {
        std::ifstream stream(group / "cpu.max");
        double quota = 0, period = 0;
        if (stream >> quota >> period && period > 0) return quota / period;
        return std::nullopt;
    }
    const auto quota = numberIn(group / "cpu.cfs_quota_us"), period = numberIn(group / "cpu.cfs_period_us");
    if (quota && period && *quota > 0 && *period > 0) return *quota / *period;
    return std::nullopt;
}

}  // namespace

MemoryState machineMemory(const MachineFolders& folders) {
    constexpr std::uint64_t kKibibyte = 1024;
    MemoryState state;
    state.total = kKibibyte * valueIn(folders.proc / "meminfo", "MemTotal");
    state.free = kKibibyte * valueIn(folders.proc / "meminfo", "MemAvailable");
    if (state.free == 0) return state;
    if (const auto hierarchy = hierarchyOf(folders, "memory"))
        upwards(*hierarchy, [&](const fs::path& group) { limitTo(state, group, hierarchy->isUnified); });
    return state;
}

int usableCores(const MachineFolders& folders) {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof(allowed), &allowed) != 0) CPU_SET(0, &allowed);
    std::set<std::pair<double, double>> cores;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed)) continue;
        const fs::path topology = folders.cpus / ("cpu" + std::to_string(cpu)) / "topology";
        const auto core = numberIn(topology / "core_id");
        // What isn't described counts as a core of its own.
        cores.emplace(core ? numberIn(topology / "physical_package_id").value_or(0) : -1, core.value_or(cpu));
    }
    double usable = static_cast<double>(cores.size());
    if (const auto hierarchy = hierarchyOf(folders, "cpu"))
        upwards(*hierarchy, [&](const fs::path& group) {
            if (const auto quota = quotaOf(group, hierarchy->isUnified))
                usable = std::min(usable, std::ceil(*quota));
        });
    return std::max(1, static_cast<int>(usable));
}

std::uint64_t residentBytes() {
    return 1024 * valueIn("/proc/self/status", "VmRSS");
}

std::uint64_t peakResidentBytes() {
    return 1024 * valueIn("/proc/self/status", "VmHWM");
}

bool restartPeak() {
    std::ofstream stream("/proc/self/clear_refs");
    return static_cast<bool>(stream << "5" << std::flush);
}

}  // namespace lacuna
