// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/files/synchronised.h"

#include <mutex>
#include <string>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace {
std::mutex mutex;
std::vector<std::filesystem::path> paths;
}  // namespace

extern "C" int fsync(int file) {
    std::error_code error;
    const auto path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file), error);
    const std::lock_guard lock(mutex);
    paths.push_back(path);
    return int(syscall(SYS_fsync, file));
}

namespace lacuna {

std::vector<std::filesystem::path> takeSynchronised() {
    const std::lock_guard lock(mutex);
    return std::exchange(paths, {});
}

}  // namespace lacuna
