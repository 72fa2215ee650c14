// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_error.h"

#include <cerrno>
#include <system_error>

namespace lacuna {

std::string reasonOf(int error) {
    switch (error) {
        case ENOENT:
            return "there is no such file or folder";
        case EACCES:
        case EPERM:
            return "permission denied";
        case EEXIST:
            return "something of that name is there already";
        case EISDIR:
            return "it is a folder";
        case ENOTDIR:
            return "a part of the path isn't a folder";
        case ELOOP:
            return "its symbolic links lead in a circle";
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

void throwReadError(const std::filesystem::path& path, int error, ErrorCode code) {
    throw Error(code, path.string(), reasonOf(error));
}

void throwWriteError(const std::filesystem::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw Error(full ? ErrorCode::DiskFull : ErrorCode::OutputFile, path.string(), reasonOf(error));
}

}  // namespace lacuna
