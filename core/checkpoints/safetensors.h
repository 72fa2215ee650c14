// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/tensor_view.h"
#include "core/files/mapped_file.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace lacuna {

/// The text metadata of a file.
using Metadata = std::map<std::string, std::string>;
/// Tensors by name; the views borrow the bytes they were made from.
using TensorViews = std::map<std::string, TensorView>;

struct SafetensorsContent {
    Metadata metadata;
    TensorViews tensors;
};

/// Checks a safetensors file that lies in memory and lists what it holds, without copying a tensor. The
/// format: 8 bytes little-endian header length (at most 100 MB), a JSON object of that length, then the
/// tensors' bytes without gap or overlap to the end. Keys may not repeat; at most 100,000 are read. Throws
/// Error{ModelFile, subject, reason}.
SafetensorsContent parseSafetensors(std::span<const std::byte> bytes, const std::string& subject);

/// A safetensors file on disk, mapped and checked.
class SafetensorsFile {
  public:
    /// Throws Error{ModelFile, path, reason}.
    static SafetensorsFile open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return mPath; }
    const Metadata& metadata() const { return mContent.metadata; }
    /// Valid as long as this object.
    const TensorViews& tensors() const { return mContent.tensors; }
    /// The metadata of that key, or an empty string.
    std::string metadataValue(const std::string& key) const;

  private:
    std::filesystem::path mPath;
    MappedFile mFile;
    SafetensorsContent mContent;
};

/// Writes such a file atomically (a reader sees the old file or the new one). Each view's bytes must match
/// its shape and type (asserted), and names may not be "__metadata__" nor repeat (asserted). Throws Error
/// OutputFile or DiskFull.
void writeSafetensors(const std::filesystem::path& path,
                      const std::vector<std::pair<std::string, TensorView>>& tensors,
                      const Metadata& metadata);

}  // namespace lacuna
