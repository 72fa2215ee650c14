// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lacuna::cli {

/// A photograph of a batch.
struct BatchInput {
    std::filesystem::path file;
    /// Its path below the folder that was given or searched, or just its file name. Identifies it in reports,
    /// and is its place in the folder of results.
    std::filesystem::path name;
};

struct InputSources {
    /// Files, folders, patterns with *, ? or [, and lists after an @.
    std::vector<std::string> paths;
    /// Text files with a path in each line. A relative one keeps its folders.
    std::vector<std::string> lists;
    /// Folders that aren't searched when they lie in one that is.
    std::vector<std::filesystem::path> leftOut;
};

/// The photographs, sorted by name, each file once. Folders are searched with all below them for files that
/// have the extension of a format that can be read; hidden ones are left out. What a list names may be
/// missing: that is found when it is opened. Throws Error InputFile for another path that is missing, a
/// pattern without a match and a list that can't be read.
std::vector<BatchInput> findInputs(const InputSources& sources);

/// Whether two paths mean the same place, going by their names alone.
bool isSamePlace(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace lacuna::cli
