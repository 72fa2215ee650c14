// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/freed_memory.h"

#include "core/trajectory/large_memory.h"

#include <cstdlib>  // says whether it is glibc's
#include <mutex>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>
#endif

namespace lacuna {

#if defined(M_MMAP_THRESHOLD)
namespace {

constexpr int kMegabyte = 1 << 20;
/// Below this, it costs more to fetch new pages than it saves.
constexpr int kLarge = 4 * kMegabyte;

std::mutex gMutex;
int gKeepers = 0;
bool gReturns = false;

void setLimits() {
    if (gKeepers > 0) {
        ::mallopt(M_MMAP_THRESHOLD, 32 * kMegabyte);  // the greatest allowed; larger blocks go back at once
        ::mallopt(M_TRIM_THRESHOLD, 1024 * kMegabyte);
    } else if (gReturns) {
        ::mallopt(M_MMAP_THRESHOLD, kLarge);
        ::mallopt(M_TRIM_THRESHOLD, kLarge);
    }
}

/// Returns what the C library keeps.
void trim() {
    ::malloc_trim(0);
    // It doesn't shorten the heaps of threads other than the first one. Freeing a block of some size makes
    // the C library shorten this thread's.
    void* volatile block = std::malloc(std::size_t{256} << 10);
    std::free(block);
}

}  // namespace

KeepFreedMemory::KeepFreedMemory() {
    const std::lock_guard lock(gMutex);
    ++gKeepers;
    setLimits();
}

KeepFreedMemory::~KeepFreedMemory() {
    const std::lock_guard lock(gMutex);
    if (--gKeepers > 0) return;
    setLimits();
    trim();
}

void returnFreedMemory() {
    const std::lock_guard lock(gMutex);
    gReturns = true;
    setLimits();
}

void releaseFreedMemory() {
    releaseSpareMemory();
    trim();
}
#else
KeepFreedMemory::KeepFreedMemory() = default;
KeepFreedMemory::~KeepFreedMemory() = default;
void returnFreedMemory() {}
void releaseFreedMemory() {
    releaseSpareMemory();
}
#endif

}  // namespace lacuna
