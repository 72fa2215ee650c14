// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/atomic_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna {

void throwWriteError(const std::filesystem::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw Error(full ? ErrorCode::DiskFull : ErrorCode::OutputFile, path.string(),
                std::generic_category().message(error));
}

void writeAll(int file, std::span<const std::byte> bytes, const std::filesystem::path& path) {
    constexpr std::size_t kChunk = std::size_t{1} << 30;
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), kChunk));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throwWriteError(path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

AtomicFile::AtomicFile(std::filesystem::path path) : mPath(std::move(path)) {
    for (int attempt = 0;; ++attempt) {
        mTemporary = mPath;
        mTemporary += ".part-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
        // Not mkstemp: the file shall get the permissions that the user's umask gives.
        mFile = ::open(mTemporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (mFile >= 0) return;
        if (errno != EEXIST || attempt == 99) throwWriteError(mPath, errno);
    }
}

AtomicFile::~AtomicFile() {
    if (mFile < 0) return;
    ::close(mFile);
    ::unlink(mTemporary.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    writeAll(mFile, bytes, mPath);
}

void AtomicFile::commit() {
    if (::fsync(mFile) != 0) throwWriteError(mPath, errno);
    if (std::rename(mTemporary.c_str(), mPath.c_str()) != 0) throwWriteError(mPath, errno);
    ::close(std::exchange(mFile, -1));
}

}  // namespace lacuna
