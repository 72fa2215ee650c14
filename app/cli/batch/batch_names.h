// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/batch/batch_inputs.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::cli {

/// How results are named: a file name in which {name} stands for the photograph's name without its extension
/// and {ext} for its extension, or the nearest one that can be written.
class NamePattern {
  public:
    /// Throws Error Usage (--name): without {name}, with another {…} or a folder, or with the extension of a
    /// format that can't be written.
    explicit NamePattern(std::string pattern);

    /// The place of the result in the folder of results, for BatchInput::name.
    std::filesystem::path operator()(const std::filesystem::path& name) const;

  private:
    std::string mPattern;
};

/// The masks in a folder: pictures with the name of their photograph, in the same place, whose name may end
/// in
/// "-mask", "_mask" or ".mask".
class MaskFolder {
  public:
    /// Reads the names in it. Throws Error InputFile.
    explicit MaskFolder(std::filesystem::path folder);

    /// The mask of a photograph, never that photograph itself; nothing if there is none. Throws Error
    /// InputFile, naming the photograph, if there are several.
    std::optional<std::filesystem::path> maskFor(const BatchInput& input) const;

  private:
    std::filesystem::path mFolder;
    /// By the place and name of the photograph, without its extension.
    std::map<std::filesystem::path, std::vector<std::filesystem::path>> mMasks;
};

/// One part of a batch that is divided between several machines.
struct Shard {
    int index = 1;  ///< from 1
    int count = 1;

    bool isWhole() const { return count == 1; }
    /// Whether a photograph belongs to it. That depends on its name alone, so that all machines agree.
    bool has(const std::filesystem::path& name) const;
};

/// "2/8". Throws Error Usage (--shard).
Shard shardFrom(const std::string& text);

}  // namespace lacuna::cli
