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

/// Leaves a container's new elements as the memory has them: for those that are all overwritten.
template <typename T>
struct UnsetAllocator : std::allocator<T> {
    template <typename U>
    struct rebind {
        using other = UnsetAllocator<U>;
    };
    template <typename U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <typename U, typename... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
};

/// Of a size alone they are not set to anything.
using Bytes = std::vector<std::byte, UnsetAllocator<std::byte>>;

/// Some bytes of a block, which they keep alive.
struct BlockPart {
    std::shared_ptr<const Bytes> bytes;  ///< null: forgotten, or can't be read any more
    std::size_t offset = 0;              ///< where in `bytes` they begin

    explicit operator bool() const { return bytes != nullptr; }
    const std::byte* data() const { return bytes->data() + offset; }
};

/// Blocks of bytes within bounds: the newest in memory, older ones in a file without a name, which goes with
/// the store however the process ends. Where there is room in neither, blocks of the lowest rank are
/// forgotten, the oldest first. Every function may be called from any thread; only put() waits for the disk
/// to write.
class SpillStore {
  public:
    struct Limits {
        std::uint64_t memory = std::uint64_t{192} << 20;  ///< bytes; one block may exceed it
        std::uint64_t disk = std::uint64_t{4} << 30;      ///< bytes
        std::filesystem::path folder;                     ///< for the file, made if missing; empty: none
    };

    explicit SpillStore(Limits limits);
    ~SpillStore();
    SpillStore(const SpillStore&) = delete;
    SpillStore& operator=(const SpillStore&) = delete;

    /// Returns the block's number: 0, 1, 2, …
    std::size_t put(Bytes bytes, int rank);
    /// Gives a block's room back; nothing where that has happened already.
    void forget(std::size_t block);
    /// Null where it was forgotten or can't be read any more.
    std::shared_ptr<const Bytes> get(std::size_t block) const;
    /// `size` bytes from `offset` on, which lie in the block (asserted); of a block in the file nothing else
    /// is read.
    BlockPart get(std::size_t block, std::uint64_t offset, std::uint64_t size) const;

    /// Without reading it.
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
    std::uint64_t mEnd = 0;  ///< of the file
    int mFile = -1;
    bool mFileFailed = false;
};

}  // namespace lacuna
