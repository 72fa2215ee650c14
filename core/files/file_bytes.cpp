// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_bytes.h"

#include "core/files/atomic_file.h"
#include "core/files/file_error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxFile = std::uint64_t{1} << 32;

template <typename Bytes>
Bytes readAll(const fs::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) throwReadError(path, errno);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throwReadError(path, errno);
    if (S_ISDIR(status.st_mode)) throwReadError(path, EISDIR);

    Bytes bytes;
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
            throwReadError(path, errno);
        }
        used += static_cast<std::size_t>(count);
        if (used > kMaxFile)
            throw CausedError(ErrorCode::InputFile, path.string(),
                              LACUNA_CAUSE("Causes", "it is larger than 4 GiB"));
    }
    if (used == 0)
        throw CausedError(ErrorCode::InputFile, path.string(), LACUNA_CAUSE("Causes", "it is empty"));
    bytes.resize(used);
    return bytes;
}

void writeBytes(const fs::path& path, std::span<const std::byte> bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

}  // namespace

std::vector<std::uint8_t> readFile(const fs::path& path) {
    return readAll<std::vector<std::uint8_t>>(path);
}

std::string readText(const fs::path& path) {
    return readAll<std::string>(path);
}

void writeFile(const fs::path& path, std::span<const std::uint8_t> bytes) {
    writeBytes(path, std::as_bytes(bytes));
}

void writeText(const fs::path& path, std::string_view text) {
    writeBytes(path, std::as_bytes(std::span(text)));
}

}  // namespace lacuna
