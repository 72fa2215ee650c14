// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_file.h"

#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/io/formats.h"

#include <system_error>
#include <unistd.h>

namespace lacuna::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& reason) {
    throw Error(ErrorCode::OutputFile, path.string(), reason);
}

}  // namespace

void requireWritable(const fs::path& path) {
    std::error_code fault;
    const fs::file_status status = fs::status(path, fault);
    if (fs::is_directory(status)) refuse(path, "it is a folder");
    if (fs::exists(status) && !fs::is_regular_file(status)) refuse(path, "it isn't an ordinary file");
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, fault)) refuse(path, "the folder " + folder.string() + " doesn't exist");
    if (access(folder.c_str(), W_OK | X_OK) != 0) {
        refuse(path, "the folder " + folder.string() + " can't be written to");
    }
}

void requireWritablePicture(const fs::path& path) {
    if (!formatForPath(path))
        refuse(path, "unsupported file type; supported are " + joined(writableExtensions(), ", "));
    requireWritable(path);
}

}  // namespace lacuna::cli
