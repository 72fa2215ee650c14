// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/freed_memory.h"

#include <cstdlib>  // says whether it is glibc's

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>
#endif

namespace lacuna {

#if defined(M_MMAP_THRESHOLD)
namespace {
constexpr int kMegabyte = 1 << 20;
}

void keepFreedMemory() {
    ::mallopt(M_MMAP_THRESHOLD, 32 * kMegabyte);  // the greatest allowed; larger blocks go back at once
    ::mallopt(M_TRIM_THRESHOLD, 1024 * kMegabyte);
}

void releaseFreedMemory() {
    ::malloc_trim(0);
}
#else
void keepFreedMemory() {}
void releaseFreedMemory() {}
#endif

}  // namespace lacuna
