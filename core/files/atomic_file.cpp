// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/atomic_file.h"

#include "core/files/file_error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

fs::path temporaryBeside(const fs::path& target) {
    static thread_local std::mt19937_64 generator{std::random_device{}()};
    constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::uniform_int_distribution<std::size_t> letter(0, sizeof kLetters - 2);
    std::string name = ".lacuna-";
    for (int i = 0; i < 10; ++i)
        name += kLetters[letter(generator)];
    return target.parent_path() / (name + ".part");
}

/// The file that a symbolic link leads to, whether or not it is there yet.
fs::path followed(fs::path path) {
    constexpr int kMaxLinks = 40;
    std::error_code error;
    for (int i = 0; i < kMaxLinks && fs::is_symlink(path, error); ++i) {
        const fs::path next = fs::read_symlink(path, error);
        if (error) break;
        path = path.parent_path() / next;  // next alone, where it is absolute
    }
    return path;
}

/// Permissions of the file that will be replaced; 0 if there is none. Throws if it can't be replaced.
mode_t modeOfReplaced(const fs::path& target, const fs::path& path) {
    if (path.filename().empty())
        throw CausedError(ErrorCode::OutputFile, path.string(),
                          LACUNA_CAUSE("Causes", "its path has no file name"));
    struct stat existing {};
    if (::stat(target.c_str(), &existing) != 0) {
        if (errno != ENOENT) throwWriteError(path, errno);
        return 0;
    }
    if (S_ISDIR(existing.st_mode)) throwWriteError(path, EISDIR);
    if (!S_ISREG(existing.st_mode))
        throw CausedError(ErrorCode::OutputFile, path.string(),
                          LACUNA_CAUSE("Causes", "it isn't an ordinary file"));
    if (::access(target.c_str(), W_OK) != 0) throwWriteError(path, errno);
    return existing.st_mode;
}

/// A rename is on the disk only after its folder is flushed; if that fails, the file is still complete.
void synchroniseFolder(const fs::path& folder) {
    const Descriptor descriptor(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.get() >= 0) ::fsync(descriptor.get());
}

}  // namespace

void writeAll(int file, std::span<const std::byte> bytes, const fs::path& path) {
    constexpr std::size_t kChunk = std::size_t{1} << 30;
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), kChunk));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throwWriteError(path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void moveIntoPlace(const fs::path& from, const fs::path& to) {
    int error = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
    // Not every file system can promise that nothing is replaced.
    if (error == EINVAL || error == ENOSYS) {
        struct stat existing {};
        if (::lstat(to.c_str(), &existing) == 0) throwWriteError(to, EEXIST);
        error = std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    }
    if (error != 0) throwWriteError(to, error);
    synchroniseFolder(to.parent_path());
}

void moveOver(const fs::path& from, const fs::path& to) {
    if (const mode_t mode = modeOfReplaced(to, to)) (void)!::chmod(from.c_str(), mode & 07777);
    if (std::rename(from.c_str(), to.c_str()) != 0) throwWriteError(to, errno);
    synchroniseFolder(to.parent_path());
}

AtomicFile::AtomicFile(fs::path path)
    : mPath(std::move(path)),
      mTarget(followed(mPath)),
      mTemporary(temporaryBeside(mTarget)),
      mMode(modeOfReplaced(mTarget, mPath)),
      // Not mkstemp: a new file shall get the permissions that the user's umask gives.
      mFile(::open(mTemporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
    if (mFile.get() >= 0) return;
    if (errno == ENOENT)
        throw CausedError(ErrorCode::OutputFile, mPath.string(),
                          LACUNA_CAUSE("Causes", "its folder doesn't exist"));
    throwWriteError(mPath, errno);
}

AtomicFile::~AtomicFile() {
    if (!mTemporary.empty()) ::unlink(mTemporary.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    writeAll(mFile.get(), bytes, mPath);
}

void AtomicFile::seek(std::uint64_t offset) {
    if (::lseek(mFile.get(), static_cast<off_t>(offset), SEEK_SET) < 0) throwWriteError(mPath, errno);
}

std::uint64_t AtomicFile::position() const {
    const off_t offset = ::lseek(mFile.get(), 0, SEEK_CUR);
    if (offset < 0) throwWriteError(mPath, errno);
    return static_cast<std::uint64_t>(offset);
}

std::uint64_t AtomicFile::size() const {
    struct stat status {};
    if (::fstat(mFile.get(), &status) != 0) throwWriteError(mPath, errno);
    return static_cast<std::uint64_t>(status.st_size);
}

void AtomicFile::commit() {
    if (mMode != 0) (void)!::fchmod(mFile.get(), mMode & 07777);
    if (::fsync(mFile.get()) != 0 && errno != EINVAL) throwWriteError(mPath, errno);
    if (const int error = mFile.close()) throwWriteError(mPath, error);
    if (std::rename(mTemporary.c_str(), mTarget.c_str()) != 0) throwWriteError(mPath, errno);
    mTemporary.clear();
    synchroniseFolder(mTarget.parent_path());
}

}  // namespace lacuna
