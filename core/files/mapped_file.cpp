// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mapped_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lacuna {
namespace {

struct Descriptor {
    int fd;
    ~Descriptor() {
        if (fd >= 0) ::close(fd);
    }
};

std::string reasonOf(int error) {
    return std::generic_category().message(error);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path, ErrorCode code) {
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (file.fd < 0) {
        const int error = errno;  // a socket can't even be opened
        const bool isOther = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
        throw Error(code, path.string(), isOther ? "not a regular file" : reasonOf(error));
    }
    if (::fstat(file.fd, &status) != 0) throw Error(code, path.string(), reasonOf(errno));
    if (!S_ISREG(status.st_mode)) throw Error(code, path.string(), "not a regular file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return;
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.fd, 0);
    if (start == MAP_FAILED) throw Error(code, path.string(), reasonOf(errno));
    mBytes = {static_cast<const std::byte*>(start), size};
}

MappedFile::~MappedFile() {
    if (!mBytes.empty()) ::munmap(const_cast<std::byte*>(mBytes.data()), mBytes.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept : mBytes(std::exchange(other.mBytes, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(mBytes, other.mBytes);
    return *this;
}

}  // namespace lacuna
