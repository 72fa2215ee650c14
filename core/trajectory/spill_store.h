// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace lacuna {

/// What a block of that size occupies in memory: large ones take whole pages.
std::uint64_t footprint(std::uint64_t bytes);
/// Memory for a large block: it goes back to the system as soon as it is freed and no other block of its size
/// takes it over (large_memory.h). Throws std::bad_alloc.
void* allocateLarge(std::size_t bytes);
/// `bytes` is what was asked for.
void freeLarge(void* at, std::size_t bytes);
/// What counts as large: pictures of 105 × 105 pixels and more.
inline constexpr std::size_t kLargeBytes = std::size_t{1} << 16;

/// Leaves a container's new elements uninitialised, for containers that are overwritten completely.
template <typename T>
struct UnsetAllocator : std::allocator<T> {
    template <typename U>
    struct rebind {
        using other = UnsetAllocator<U>;
    };
    T* allocate(std::size_t count) {
        if (count < kLargeBytes / sizeof(T)) return std::allocator<T>::allocate(count);
        if (count > std::size_t(-1) / sizeof(T)) throw std::bad_alloc();
        return static_cast<T*>(allocateLarge(count * sizeof(T)));
    }
    void deallocate(T* at, std::size_t count) {
        if (count < kLargeBytes / sizeof(T)) return std::allocator<T>::deallocate(at, count);
        freeLarge(at, count * sizeof(T));
    }
    template <typename U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <typename U, typename... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
};

/// Bytes(size) is not initialised.
using Bytes = std::vector<std::byte, UnsetAllocator<std::byte>>;

/// A range of a block's bytes; keeps them alive.
struct BlockPart {
    std::shared_ptr<const Bytes> bytes;  ///< null: the block was forgotten or can't be read
    std::size_t offset = 0;              ///< where the range begins in `bytes`

    explicit operator bool() const { return bytes != nullptr; }
    const std::byte* data() const { return bytes->data() + offset; }
};

/// Stores blocks of bytes within limits: the newest in memory, older ones in an unnamed file, which vanishes
/// with the store however the process ends. If both are full, blocks of the lowest rank are forgotten, the
/// oldest first. Every function may be called from any thread; only put() waits for disk writes.
class SpillStore {
  public:
    struct Limits {
        std::uint64_t memory = std::uint64_t{192} << 20;  ///< bytes, as footprint(); one block may exceed it
        std::uint64_t disk = std::uint64_t{4} << 30;      ///< bytes
        std::filesystem::path folder;  ///< for the file; created if missing; empty: no file
    };

    explicit SpillStore(Limits limits);
    ~SpillStore();
    SpillStore(const SpillStore&) = delete;
    SpillStore& operator=(const SpillStore&) = delete;

    /// Returns the block's number: 0, 1, 2, …
    std::size_t put(Bytes bytes, int rank);
    /// Frees a block's space; does nothing if that has already happened.
    void forget(std::size_t block);
    /// Null if the block was forgotten or can't be read.
    std::shared_ptr<const Bytes> get(std::size_t block) const;
    /// `size` bytes from `offset`, which must lie in the block (asserted). If the block is in the file, only
    /// these bytes are read.
    BlockPart get(std::size_t block, std::uint64_t offset, std::uint64_t size) const;

    /// Whether get() would return the block; doesn't read it.
    bool holds(std::size_t block) const;
    std::uint64_t inMemory() const;
    std::uint64_t onDisk() const;

  private:
    struct Block {
        std::shared_ptr<const Bytes> bytes;  ///< null: spilled or forgotten
        std::uint64_t size = 0;
        std::uint64_t offset = 0;  ///< in the file
        int rank = 0;
        bool spilled = false;
        bool isHeld() const { return bytes || spilled; }
    };

    enum class Room { Enough, Spill, None };

    BlockPart read(std::size_t block, std::uint64_t offset, std::optional<std::uint64_t> size) const;
    void makeRoom();
    Room roomFor(std::size_t& oldest);
    void spill(std::size_t index);
    void release(Block& block);
    bool forgetOne();
    bool openFile();

    Limits mLimits;
    std::mutex mWriting;        ///< one thread makes room at a time; taken before mMutex
    mutable std::mutex mMutex;  ///< never held while the disk writes
    std::deque<Block> mBlocks;
    std::size_t mFirstInMemory = 0;
    std::uint64_t mInMemory = 0;
    std::uint64_t mOnDisk = 0;
    std::uint64_t mEnd = 0;  ///< end of the file
    int mFile = -1;
    bool mFileFailed = false;
};

}  // namespace lacuna
