// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_error.h"

#include <cerrno>
#include <system_error>

namespace lacuna {

Cause reasonOf(int error) {
    switch (error) {
        case ENOENT:
            return LACUNA_CAUSE("Causes", "there is no such file or folder");
        case EACCES:
        case EPERM:
            return LACUNA_CAUSE("Causes", "access is denied");
        case EEXIST:
            return LACUNA_CAUSE("Causes", "something with that name already exists");
        case EISDIR:
            return LACUNA_CAUSE("Causes", "it is a folder");
        case ENOTDIR:
            return LACUNA_CAUSE("Causes", "part of its path isn't a folder");
        case ELOOP:
            return LACUNA_CAUSE("Causes", "its symbolic links form a loop");
        case EROFS:
            return LACUNA_CAUSE("Causes", "the file system is read-only");
        case ENAMETOOLONG:
            return LACUNA_CAUSE("Causes", "the name is too long");
        case ENOSPC:
        case EFBIG:
            return LACUNA_CAUSE("Causes", "there is not enough free space");
        case EDQUOT:
            return LACUNA_CAUSE("Causes", "the disk quota is exceeded");
        default:
            return {"%1", {std::generic_category().message(error)}};
    }
}

void throwReadError(const std::filesystem::path& path, int error, ErrorCode code) {
    throw CausedError(code, path.string(), reasonOf(error));
}

void throwWriteError(const std::filesystem::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw CausedError(full ? ErrorCode::DiskFull : ErrorCode::OutputFile, path.string(), reasonOf(error));
}

}  // namespace lacuna
