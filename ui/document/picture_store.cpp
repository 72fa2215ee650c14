// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/picture_store.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/machine.h"
#include "core/engine/freed_memory.h"
#include "core/files/atomic_file.h"
#include "core/files/descriptor.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"

#include <QStandardPaths>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <string>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna::ui {

namespace {

namespace fs = std::filesystem;

/// Smaller pictures cost too little to be worth a file.
constexpr qsizetype kSmallest = 256 << 10;
/// What was read more recently is likely to be read again at once: a picture that is being painted.
constexpr std::int64_t kInUse = 500;
/// While there is too much and all of it is in use.
constexpr std::chrono::seconds kTryAgain{1};

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// A file without a name; negative if the folder takes none.
int openUnnamed(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    // Not every file system has unnamed files.
    std::string name = (folder / "pictures-XXXXXX").string();
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.c_str());
    return named;
}

}  // namespace

StoredBytes::StoredBytes(PictureStore& store, std::size_t size) : mStore(store), mSize(size), mUsed(now()) {
    void* start = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) throw std::bad_alloc();
    mData = static_cast<std::byte*>(start);
}

StoredBytes::~StoredBytes() {
    ::munmap(mData, mSize);
}

std::byte* StoredBytes::fill() {
    assert(!mSealed);
    return mData;
}

void StoredBytes::seal() {
    ::mprotect(mData, mSize, PROT_READ);
    mSealed = true;
}

void StoredBytes::use() const {
    const std::int64_t time = now();
    mUsed.store(time, std::memory_order_relaxed);
    mRead.store(time, std::memory_order_relaxed);
    if (mAway.load(std::memory_order_relaxed) && mAway.exchange(false)) mStore.wake();
}

std::span<const std::byte> StoredBytes::bytes() const {
    use();
    return {mData, mSize};
}

PictureStore& PictureStore::instance() {
    static PictureStore store;
    return store;
}

std::uint64_t PictureStore::defaultBudget() {
    return std::max(machineMemory().total / 4, kLeastBudget);
}

PictureStore::PictureStore()
    : mBudget(defaultBudget()), mThread([this](const std::stop_token& stop) { run(stop); }) {
    // A picture passes through several threads on its way into the store, and none of them needs its copy any
    // more.
    returnFreedMemory();
}

PictureStore::~PictureStore() = default;

void PictureStore::setBudget(std::uint64_t bytes) {
    mBudget = bytes;
    wake();
}

void PictureStore::setFolder(const fs::path& folder) {
    const std::lock_guard lock(mMutex);
    mFolder = folder;
}

std::shared_ptr<StoredBytes> PictureStore::allocate(std::size_t size) {
    mustNotBlockGui("PictureStore::allocate");
    // Before, so that the sum exceeds the budget by no more than this block.
    sweep();
    const std::shared_ptr<StoredBytes> block(new StoredBytes(*this, std::max<std::size_t>(size, 1)));
    const std::lock_guard lock(mMutex);
    mBlocks.push_back(block);
    return block;
}

StoredBytesPtr PictureStore::keep(std::span<const std::byte> bytes) {
    const std::shared_ptr<StoredBytes> block = allocate(bytes.size());
    std::copy(bytes.begin(), bytes.end(), block->fill());
    block->seal();
    wake();
    return block;
}

QImage PictureStore::keep(const QImage& picture, StoredBytesPtr* block) {
    if (block) *block = nullptr;
    if (picture.sizeInBytes() < kSmallest) return picture;
    const StoredBytesPtr bytes =
        keep(std::as_bytes(std::span(picture.constBits(), std::size_t(picture.sizeInBytes()))));
    if (block) *block = bytes;
    auto* owner = new StoredBytesPtr(bytes);
    return QImage(
        reinterpret_cast<const uchar*>(bytes->mData), picture.width(), picture.height(),
        picture.bytesPerLine(), picture.format(),
        [](void* kept) { delete static_cast<StoredBytesPtr*>(kept); }, owner);
}

std::shared_ptr<const void> PictureStore::pin(std::uint64_t bytes) {
    *mPinned += bytes;
    wake();
    return {mPinned.get(), [pinned = mPinned, bytes](const void*) { *pinned -= bytes; }};
}

std::vector<std::shared_ptr<StoredBytes>> PictureStore::living() const {
    const std::lock_guard lock(mMutex);
    std::vector<std::shared_ptr<StoredBytes>> blocks;
    blocks.reserve(mBlocks.size());
    std::erase_if(mBlocks, [&blocks](const std::weak_ptr<StoredBytes>& weak) {
        if (auto block = weak.lock()) blocks.push_back(std::move(block));
        return weak.expired();
    });
    return blocks;
}

PictureStore::Usage PictureStore::usage() const {
    Usage usage;
    usage.pinned = *mPinned;
    for (const auto& block : living())
        (block->mAway ? usage.away : usage.memory) += block->mSize;
    return usage;
}

bool PictureStore::isOverBudget() const {
    const Usage now = usage();
    return now.memory + now.pinned > mBudget;
}

void PictureStore::sweep() {
    mustNotBlockGui("PictureStore::sweep");
    const std::lock_guard lock(mSweeping);
    std::vector<std::shared_ptr<StoredBytes>> blocks = living();
    std::uint64_t sum = *mPinned;
    for (const auto& block : blocks) {
        if (!block->mAway) sum += block->mSize;
        // Also what was read through an address that was kept: it may be back in memory without being
        // counted.
        if (block->mAway && block->mOnDisk) ::madvise(block->mData, block->mSize, MADV_DONTNEED);
    }
    if (sum <= mBudget) return;
    std::erase_if(blocks, [](const auto& block) { return block->mAway || !block->mSealed; });
    std::vector<std::pair<std::int64_t, std::shared_ptr<StoredBytes>>> oldest;
    for (auto& block : blocks)
        oldest.emplace_back(block->mUsed, std::move(block));  // the time may change while it is sorted
    std::stable_sort(oldest.begin(), oldest.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [used, block] : oldest) {
        if (sum <= mBudget) return;
        const std::int64_t read = block->mRead;
        if (read >= 0 && now() - read < kInUse) continue;
        if (!moveAway(*block)) return;
        sum -= block->mSize;
    }
}

/// Someone may be reading meanwhile: whichever pages they meet, the bytes are the same.
bool PictureStore::moveAway(StoredBytes& block) {
    if (!block.mOnDisk && !writeOut(block)) return false;
    block.mAway = true;
    ::madvise(block.mData, block.mSize, MADV_DONTNEED);
    return true;
}

/// Puts a file with the block's bytes in the place of its memory.
bool PictureStore::writeOut(StoredBytes& block) {
    fs::path folder;
    {
        const std::lock_guard lock(mMutex);
        folder = mFolder;
    }
    if (folder.empty()) folder = toPath(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    const Descriptor file(openUnnamed(folder));
    std::string why;
    if (file.get() < 0) {
        why = std::strerror(errno);
    } else {
        try {
            writeAll(file.get(), {block.mData, block.mSize}, folder);
            if (::mmap(block.mData, block.mSize, PROT_READ, MAP_SHARED | MAP_FIXED, file.get(), 0) !=
                MAP_FAILED) {
                block.mOnDisk = true;
                mDiskRefused = false;
                return true;
            }
            why = std::strerror(errno);
        } catch (const Error& error) {
            why = error.detail();
        }
    }
    if (!std::exchange(mDiskRefused, true))
        log::warning("pictures stay in memory beyond their budget: " + folder.string() + ": " + why);
    return false;
}

void PictureStore::wake() {
    {
        const std::lock_guard lock(mWaking);
        mWanted = true;
    }
    mWake.notify_one();
}

void PictureStore::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const bool tryAgain = isOverBudget();
        {
            std::unique_lock lock(mWaking);
            const auto wanted = [this] { return mWanted; };
            if (tryAgain) {
                mWake.wait_for(lock, stop, kTryAgain, wanted);
            } else {
                mWake.wait(lock, stop, wanted);
            }
            mWanted = false;
        }
        if (!stop.stop_requested()) sweep();
    }
}

}  // namespace lacuna::ui
