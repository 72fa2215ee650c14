// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/part_file.h"

#include "core/files/atomic_file.h"
#include "core/files/file_error.h"

#include <cerrno>
#include <fcntl.h>
#include <span>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr std::size_t kPiece = std::size_t{8} << 20;
}

PartFile::PartFile(std::filesystem::path path) : mPath(std::move(path)), mHash(std::in_place) {
    mFile = ::open(mPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (mFile < 0) throwWriteError(mPath, errno);
    if (::flock(mFile, LOCK_EX | LOCK_NB) != 0) {
        ::close(mFile);
        throw Error(ErrorCode::OutputFile, mPath.string(), "another Lacuna is downloading it");
    }
    mSize = ::lseek(mFile, 0, SEEK_END);
}

PartFile::~PartFile() {
    if (mFile >= 0) ::close(mFile);
}

bool PartFile::hashNext() {
    if (mHashed >= mSize) return false;
    mPiece.resize(kPiece);
    const ssize_t read = ::pread(mFile, mPiece.data(), mPiece.size(), mHashed);
    if (read <= 0)
        throw Error(ErrorCode::ModelFile, mPath.string(),
                    read < 0 ? reasonOf(errno).text() : "became shorter while it was read");
    mHash->add(std::span(mPiece).first(std::size_t(read)));
    mHashed += read;
    return true;
}

void PartFile::restart() {
    if (::ftruncate(mFile, 0) != 0 || ::lseek(mFile, 0, SEEK_SET) != 0) throwWriteError(mPath, errno);
    mSize = 0;
    mHashed = 0;
    mHash.emplace();
}

void PartFile::write(QByteArrayView bytes) {
    const auto piece = std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
    writeAll(mFile, piece, mPath);
    mHash->add(piece);
    mSize += bytes.size();
    mHashed = mSize;
}

std::string PartFile::finish() {
    if (::fsync(mFile) != 0) throwWriteError(mPath, errno);
    ::close(std::exchange(mFile, -1));
    return mHash->finish();
}

}  // namespace lacuna::ui
