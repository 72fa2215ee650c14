// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_bytes.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <random>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxFile = std::uint64_t{1} << 32;

std::string reasonOf(int error) {
    switch (error) {
        case ENOENT:
            return "there is no such file or folder";
        case EACCES:
        case EPERM:
            return "permission denied";
        case EISDIR:
            return "it is a folder";
        case ENOTDIR:
            return "a part of the path isn't a folder";
        case EROFS:
            return "the file system is read-only";
        case ENAMETOOLONG:
            return "the name is too long";
        case ENOSPC:
        case EFBIG:
            return "there is no room left for it";
        case EDQUOT:
            return "the disk quota is used up";
        default:
            return std::generic_category().message(error);
    }
}

[[noreturn]] void throwInput(const fs::path& path, int error) {
    throw Error(ErrorCode::InputFile, path.string(), reasonOf(error));
}

[[noreturn]] void throwOutput(const fs::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw Error(full ? ErrorCode::DiskFull : ErrorCode::OutputFile, path.string(), reasonOf(error));
}

class Descriptor {
  public:
    explicit Descriptor(int value) : mValue(value) {}
    ~Descriptor() {
        if (mValue >= 0) ::close(mValue);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return mValue; }
    /// Some file systems report a full disk only now. Returns 0, or errno.
    int close() { return ::close(std::exchange(mValue, -1)) == 0 ? 0 : errno; }

  private:
    int mValue;
};

/// Removes the file at the end, unless it was renamed.
class TemporaryFile {
  public:
    explicit TemporaryFile(fs::path path) : mPath(std::move(path)) {}
    ~TemporaryFile() {
        if (!mPath.empty()) ::unlink(mPath.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void release() { mPath.clear(); }

  private:
    fs::path mPath;
};

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

/// The rename is on the disk only once its folder is; where that can't be done, the file is still whole.
void synchroniseFolder(const fs::path& folder) {
    const Descriptor descriptor(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.get() >= 0) ::fsync(descriptor.get());
}

}  // namespace

int io::writeAll(int descriptor, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

std::vector<std::uint8_t> readFile(const fs::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) throwInput(path, errno);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throwInput(path, errno);
    if (S_ISDIR(status.st_mode)) throwInput(path, EISDIR);

    std::vector<std::uint8_t> bytes;
    const auto expected = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
    // One byte more than expected, so that the end is seen without growing.
    std::uint64_t room = std::min(expected, kMaxFile) + 1;
    std::size_t used = 0;
    for (;;) {
        if (used == bytes.size()) {
            bytes.resize(used + room);
            room = std::max<std::uint64_t>(bytes.size() / 2, 1 << 16);
        }
        const ssize_t count = ::read(file.get(), bytes.data() + used, bytes.size() - used);
        if (count == 0) break;
        if (count < 0) {
            if (errno == EINTR) continue;
            throwInput(path, errno);
        }
        used += static_cast<std::size_t>(count);
        if (used > kMaxFile) throw Error(ErrorCode::InputFile, path.string(), "it is larger than 4 GiB");
    }
    if (used == 0) throw Error(ErrorCode::InputFile, path.string(), "it is empty");
    bytes.resize(used);
    return bytes;
}

void writeFile(const fs::path& path, std::span<const std::uint8_t> bytes) {
    if (path.filename().empty()) throw Error(ErrorCode::OutputFile, path.string(), "it names no file");
    const fs::path target = followed(path);
    struct stat existing {};
    const bool replaces = ::stat(target.c_str(), &existing) == 0;
    if (replaces && S_ISDIR(existing.st_mode)) throwOutput(path, EISDIR);
    if (replaces && !S_ISREG(existing.st_mode)) {
        throw Error(ErrorCode::OutputFile, path.string(), "it isn't an ordinary file");
    }
    if (replaces && ::access(target.c_str(), W_OK) != 0) throwOutput(path, errno);

    const fs::path part = temporaryBeside(target);
    Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0) {
        if (errno == ENOENT) throw Error(ErrorCode::OutputFile, path.string(), "its folder doesn't exist");
        throwOutput(path, errno);
    }
    TemporaryFile temporary(part);
    if (const int error = io::writeAll(file.get(), bytes)) throwOutput(path, error);
    if (replaces) (void)!::fchmod(file.get(), existing.st_mode & 07777);
    if (::fsync(file.get()) != 0 && errno != EINVAL) throwOutput(path, errno);
    if (const int error = file.close()) throwOutput(path, error);
    if (::rename(part.c_str(), target.c_str()) != 0) throwOutput(path, errno);
    temporary.release();
    synchroniseFolder(target.parent_path());
}

}  // namespace lacuna
