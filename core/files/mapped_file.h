// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <filesystem>
#include <span>

namespace lacuna {

/// A regular file mapped read-only; the pages are shared with the system's cache and cost no anonymous
/// memory. A file that another program shortens while it is mapped raises SIGBUS on access, as with any
/// mapping.
class MappedFile {
  public:
    MappedFile() = default;
    /// Throws Error{code, path, reason}, also if it isn't an ordinary file.
    MappedFile(const std::filesystem::path& path, ErrorCode code);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    std::span<const std::byte> bytes() const { return mBytes; }

  private:
    std::span<const std::byte> mBytes;
};

}  // namespace lacuna
