// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace lacuna::ui {

class PictureStore;

/// A block of the picture store: filled once, by whoever made it, and never changed after seal(). It may be
/// moved to the disk and back at any time, but its address stays: moving replaces the pages behind it by
/// equal ones, so that readers need no lock and nothing has to be pinned.
class StoredBytes {
  public:
    ~StoredBytes();
    StoredBytes(const StoredBytes&) = delete;
    StoredBytes& operator=(const StoredBytes&) = delete;

    std::size_t size() const { return mSize; }
    /// Whether it is on the disk only.
    bool isAway() const { return mAway; }
    /// For filling it, before seal() (asserted).
    std::byte* fill();
    /// From now on it is read-only and may leave the memory.
    void seal();
    /// Notes that the block is in use. Never waits, but if the bytes are on the disk, reading them does.
    std::span<const std::byte> bytes() const;
    /// bytes(), for code that already has the address.
    void use() const;

  private:
    friend class PictureStore;
    StoredBytes(PictureStore& store, std::size_t size);

    PictureStore& mStore;
    std::byte* mData = nullptr;
    std::size_t mSize;
    std::atomic<bool> mSealed{false};
    bool mOnDisk = false;                         ///< there is a copy; for the sweeping thread only
    mutable std::atomic<bool> mAway{false};       ///< not in memory
    mutable std::atomic<std::int64_t> mUsed{0};   ///< when it was made or last read, ms
    mutable std::atomic<std::int64_t> mRead{-1};  ///< when it was last read, ms; negative: never
};

using StoredBytesPtr = std::shared_ptr<const StoredBytes>;

/// The pixels of everything that is open, within a budget of memory: beyond it, the blocks that were not used
/// for longest go to unnamed files, which vanish with the process however it ends. If the disk doesn't take
/// them, they stay in memory. One per process; any thread may call any function.
class PictureStore {
  public:
    static constexpr std::uint64_t kLeastBudget = std::uint64_t(512) << 20;

    struct Usage {
        std::uint64_t memory = 0;  ///< bytes of blocks in memory
        std::uint64_t pinned = 0;  ///< bytes outside the store that count
        std::uint64_t away = 0;    ///< bytes of blocks on the disk only
    };

    static PictureStore& instance();
    /// A quarter of the computer's memory, but not less than kLeastBudget.
    static std::uint64_t defaultBudget();

    PictureStore();
    ~PictureStore();
    PictureStore(const PictureStore&) = delete;
    PictureStore& operator=(const PictureStore&) = delete;

    void setBudget(std::uint64_t bytes);
    std::uint64_t budget() const { return mBudget; }
    /// Where the files go; by default the user's cache folder.
    void setFolder(const std::filesystem::path& folder);

    /// A block to be filled. Makes room for it first, which may write to the disk: not on the GUI thread.
    /// Throws std::bad_alloc.
    std::shared_ptr<StoredBytes> allocate(std::size_t size);
    /// The same bytes, in the store. Not on the GUI thread.
    StoredBytesPtr keep(std::span<const std::byte> bytes);
    /// The same picture with its pixels in the store, as long as a copy of it lives; small ones stay as they
    /// are. `block` becomes its block, or null. Not on the GUI thread.
    QImage keep(const QImage& picture, StoredBytesPtr* block = nullptr);
    /// Counts bytes that are elsewhere in memory against the budget, while the token lives.
    std::shared_ptr<const void> pin(std::uint64_t bytes);

    Usage usage() const;
    /// Moves to the disk what is too much. The store does so by itself; this waits for it. Not on the GUI
    /// thread.
    void sweep();

  private:
    friend class StoredBytes;
    void wake();
    void run(const std::stop_token& stop);
    std::vector<std::shared_ptr<StoredBytes>> living() const;
    bool isOverBudget() const;
    bool moveAway(StoredBytes& block);
    bool writeOut(StoredBytes& block);

    std::atomic<std::uint64_t> mBudget;
    std::shared_ptr<std::atomic<std::uint64_t>> mPinned = std::make_shared<std::atomic<std::uint64_t>>(0);
    mutable std::mutex mMutex;  ///< never held while the disk is used
    mutable std::vector<std::weak_ptr<StoredBytes>> mBlocks;
    std::filesystem::path mFolder;
    std::mutex mSweeping;
    bool mDiskRefused = false;  ///< logged once; guarded by mSweeping
    std::mutex mWaking;
    std::condition_variable_any mWake;
    bool mWanted = false;
    std::jthread mThread;  ///< last: it uses everything above
};

}  // namespace lacuna::ui
