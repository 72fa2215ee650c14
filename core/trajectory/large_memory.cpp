// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/large_memory.h"

#include "core/trajectory/spill_store.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <new>
#include <sys/mman.h>

namespace lacuna {
namespace {

constexpr std::size_t kPage = std::size_t{4} << 10;
constexpr std::size_t kMostSpare = std::size_t{64} << 20;
constexpr std::size_t kReadyAtATime = std::size_t{1} << 20;

/// What a block takes: whole pages.
std::size_t mappedSize(std::size_t bytes) {
    return (bytes + kPage - 1) / kPage * kPage;
}

/// Small pages, even where there are huge ones: a hypervisor that takes free memory back has to find a huge
/// page anew before it is cleared (0.4 GB/s were seen, against 2.5 with small pages).
void* map(std::size_t size) {
    void* const mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    ::madvise(mapped, size, MADV_NOHUGEPAGE);
    return mapped;
}

/// Lets the system clear the pages now.
void touch(char* at, std::size_t size) {
#if defined(MADV_POPULATE_WRITE)
    if (::madvise(at, size, MADV_POPULATE_WRITE) == 0) return;
#endif
    for (std::size_t offset = 0; offset < size; offset += kPage)
        *static_cast<volatile char*>(at + offset) = 0;
}

/// Pages that blocks may take without waiting for the system. Neighbours are one range, whatever blocks they
/// came from, so that blocks of other sizes can use them, too.
class Spare {
  public:
    /// Null: no range is long enough.
    void* take(std::size_t size) {
        std::lock_guard lock(mMutex);
        const auto found = std::find_if(mRanges.begin(), mRanges.end(),
                                        [size](const auto& range) { return range.second >= size; });
        if (found == mRanges.end()) return nullptr;
        const auto [at, length] = *found;
        mRanges.erase(found);
        if (length > size) mRanges.emplace(at + size, length - size);
        mBytes -= size;
        return at;
    }
    /// Takes over what there is room for; the rest goes back to the system.
    void give(void* block, std::size_t size) {
        char* at = static_cast<char*>(block);
        std::lock_guard lock(mMutex);
        const std::size_t kept = std::min(size, mMost - mBytes);
        if (kept < size) ::munmap(at + kept, size - kept);
        if (kept == 0) return;
        mBytes += kept;
        auto place = mRanges.emplace(at, kept).first;
        if (const auto after = std::next(place); after != mRanges.end() && after->first == at + kept) {
            place->second += after->second;
            mRanges.erase(after);
        }
        if (place == mRanges.begin()) return;
        const auto before = std::prev(place);
        if (before->first + before->second != place->first) return;
        before->second += place->second;
        mRanges.erase(place);
    }
    /// Keeps that much from now on, and gives back what is more. Returns how much is missing.
    std::size_t setMost(std::size_t most) {
        std::lock_guard lock(mMutex);
        mMost = most;
        while (mBytes > mMost) {
            const auto last = std::prev(mRanges.end());
            const std::size_t gone = std::min(last->second, mBytes - mMost);
            last->second -= gone;
            ::munmap(last->first + last->second, gone);
            if (last->second == 0) mRanges.erase(last);
            mBytes -= gone;
        }
        return mMost - mBytes;
    }

  private:
    std::mutex mMutex;
    std::map<char*, std::size_t> mRanges;  ///< length by address, whole pages
    std::size_t mBytes = 0;                ///< of all of them
    std::size_t mMost = kMostSpare;        ///< that they may have
};

Spare& spare() {
    static Spare blocks;
    return blocks;
}

}  // namespace

std::uint64_t footprint(std::uint64_t bytes) {
    return bytes < kLargeBytes ? bytes : mappedSize(bytes);
}

void* allocateLarge(std::size_t bytes) {
    if (bytes > SIZE_MAX - kPage) throw std::bad_alloc();
    const std::size_t size = mappedSize(bytes);
    void* const kept = spare().take(size);
    return kept ? kept : map(size);
}

void freeLarge(void* at, std::size_t bytes) {
    spare().give(at, mappedSize(bytes));
}

void readySpareMemory(std::uint64_t bytes, const std::function<bool()>& stop) {
    if (bytes > SIZE_MAX - kPage) throw std::bad_alloc();
    const std::size_t wanted = mappedSize(static_cast<std::size_t>(bytes));
    const std::size_t most = std::max(kMostSpare, wanted);
    const std::size_t spareBytes = most - spare().setMost(most);
    if (spareBytes >= wanted) return;
    const std::size_t missing = wanted - spareBytes;
    char* const at = static_cast<char*>(map(missing));
    std::size_t ready = 0;
    while (ready < missing && !stop()) {
        const std::size_t part = std::min(kReadyAtATime, missing - ready);
        touch(at + ready, part);
        ready += part;
    }
    if (ready < missing) ::munmap(at + ready, missing - ready);
    if (ready > 0) spare().give(at, ready);
}

void releaseSpareMemory() {
    spare().setMost(0);
    spare().setMost(kMostSpare);
}

}  // namespace lacuna
