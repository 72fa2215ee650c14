// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mapped_file.h"

#include "core/files/descriptor.h"
#include "core/files/file_error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <utility>

namespace lacuna {

MappedFile::MappedFile(const std::filesystem::path& path, ErrorCode code) {
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (file.get() < 0) {
        const int error = errno;  // a socket can't even be opened
        if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
            throw Error(code, path.string(), "it isn't an ordinary file");
        throwReadError(path, error, code);
    }
    if (::fstat(file.get(), &status) != 0) throwReadError(path, errno, code);
    if (S_ISDIR(status.st_mode)) throwReadError(path, EISDIR, code);
    if (!S_ISREG(status.st_mode)) throw Error(code, path.string(), "it isn't an ordinary file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return;
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (start == MAP_FAILED) throwReadError(path, errno, code);
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
