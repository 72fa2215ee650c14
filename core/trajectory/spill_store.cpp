// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trajectory/spill_store.h"

#include "core/base/log.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna {
namespace {

bool writeAll(int file, const Bytes& bytes, std::uint64_t offset) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t written =
            ::pwrite(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        done += static_cast<std::size_t>(written);
    }
    return true;
}

bool readAll(int file, Bytes& bytes, std::uint64_t offset) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::pread(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

}  // namespace

SpillStore::SpillStore(Limits limits) : mLimits(std::move(limits)) {}

SpillStore::~SpillStore() {
    if (mFile >= 0) ::close(mFile);
}

std::size_t SpillStore::put(Bytes bytes, int rank) {
    std::lock_guard writing(mWriting);
    std::size_t index = 0;
    {
        std::lock_guard lock(mMutex);
        Block block;
        block.size = bytes.size();
        block.rank = rank;
        block.bytes = std::make_shared<const Bytes>(std::move(bytes));
        mInMemory += footprint(block.size);
        index = mBlocks.size();
        mBlocks.push_back(std::move(block));
    }
    makeRoom();
    return index;
}

std::shared_ptr<const Bytes> SpillStore::get(std::size_t index) const {
    return read(index, 0, std::nullopt).bytes;
}

BlockPart SpillStore::get(std::size_t index, std::uint64_t offset, std::uint64_t size) const {
    return read(index, offset, size);
}

/// Without a size, reads to the block's end.
BlockPart SpillStore::read(std::size_t index, std::uint64_t offset, std::optional<std::uint64_t> size) const {
    int file = -1;
    std::uint64_t begin = 0;
    Bytes bytes;
    {
        std::lock_guard lock(mMutex);
        if (index >= mBlocks.size()) return {};
        const Block& block = mBlocks[index];
        if (block.bytes || !block.spilled) return {block.bytes, offset};
        assert(offset + size.value_or(0) <= block.size);
        file = mFile;
        begin = block.offset + offset;
        bytes.resize(size.value_or(block.size - offset));
    }
    // A block that is forgotten in the meantime reads as zeros; its place in the file is never reused.
    if (!readAll(file, bytes, begin)) return {};
    {
        std::lock_guard lock(mMutex);
        if (!mBlocks[index].spilled) return {};
    }
    return {std::make_shared<const Bytes>(std::move(bytes)), 0};
}

bool SpillStore::holds(std::size_t index) const {
    std::lock_guard lock(mMutex);
    return index < mBlocks.size() && mBlocks[index].isHeld();
}

std::uint64_t SpillStore::inMemory() const {
    std::lock_guard lock(mMutex);
    return mInMemory;
}

std::uint64_t SpillStore::onDisk() const {
    std::lock_guard lock(mMutex);
    return mOnDisk;
}

/// Moves the oldest blocks out of memory; the newest one stays.
void SpillStore::makeRoom() {
    std::size_t oldest = 0;
    for (;;) {
        const Room room = roomFor(oldest);
        if (room == Room::Enough) return;
        if (room == Room::Spill && openFile()) {
            spill(oldest);
            continue;
        }
        std::lock_guard lock(mMutex);
        if (!forgetOne()) return;
    }
}

/// What must be done to stay within the limits; for Spill, `oldest` is the block to spill.
SpillStore::Room SpillStore::roomFor(std::size_t& oldest) {
    std::lock_guard lock(mMutex);
    if (mInMemory <= mLimits.memory) return Room::Enough;
    while (mFirstInMemory < mBlocks.size() && !mBlocks[mFirstInMemory].bytes)
        ++mFirstInMemory;
    if (mFirstInMemory + 1 >= mBlocks.size()) return Room::Enough;
    oldest = mFirstInMemory;
    return mOnDisk + mBlocks[oldest].size <= mLimits.disk ? Room::Spill : Room::None;
}

void SpillStore::spill(std::size_t index) {
    std::shared_ptr<const Bytes> bytes;
    {
        std::lock_guard lock(mMutex);
        bytes = mBlocks[index].bytes;
    }
    if (!bytes) return;  // forgotten in the meantime
    // No lock is needed to write: only put() writes and moves the end.
    const bool written = writeAll(mFile, *bytes, mEnd);
    const int fault = errno;
    std::lock_guard lock(mMutex);
    if (!written) {
        log::warning("the cache folder takes no more: " + std::generic_category().message(fault));
        mLimits.disk = mOnDisk;  // what was written stays readable
        return;
    }
    Block& block = mBlocks[index];
    if (!block.bytes) return;
    block.offset = mEnd;
    block.spilled = true;
    block.bytes.reset();
    mEnd += block.size;
    mOnDisk += block.size;
    mInMemory -= footprint(block.size);
}

/// Forgets the oldest block of the lowest rank; false if only the newest block is left.
bool SpillStore::forgetOne() {
    Block* worst = nullptr;
    for (std::size_t i = 0; i + 1 < mBlocks.size(); ++i) {
        Block& block = mBlocks[i];
        if (block.isHeld() && block.size > 0 && (!worst || block.rank < worst->rank)) worst = &block;
    }
    if (!worst) return false;
    release(*worst);
    return true;
}

void SpillStore::release(Block& block) {
    if (block.spilled) {
        // The file keeps its length, but the disk space is freed.
        ::fallocate(mFile, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(block.offset),
                    static_cast<off_t>(block.size));
        mOnDisk -= block.size;
    } else if (block.bytes) {
        mInMemory -= footprint(block.size);
    }
    block.bytes.reset();
    block.spilled = false;
}

void SpillStore::forget(std::size_t index) {
    std::lock_guard lock(mMutex);
    if (index < mBlocks.size()) release(mBlocks[index]);
}

bool SpillStore::openFile() {
    if (mFile >= 0) return true;
    if (mFileFailed || mLimits.folder.empty()) return false;
    std::error_code ignored;
    std::filesystem::create_directories(mLimits.folder, ignored);
    std::string name = (mLimits.folder / "trajectory-XXXXXX").string();
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) {
        log::warning(name + ": " + std::generic_category().message(errno));
        mFileFailed = true;
        return false;
    }
    ::unlink(name.c_str());
    std::lock_guard lock(mMutex);
    mFile = file;
    return true;
}

}  // namespace lacuna
