// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

struct evp_md_ctx_st;

namespace lacuna {

/// SHA-256 of data that arrives piece by piece.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::span<const std::byte> bytes);
    /// Returns the hash in lower-case hexadecimal. Nothing may be added afterwards.
    std::string finish();

  private:
    evp_md_ctx_st* mContext;
};

/// SHA-256 (FIPS 180-4) in lower-case hexadecimal.
std::string sha256(std::span<const std::byte> bytes);
/// SHA-256 of a file's content, read piece by piece. `progress` is called with the part that has been read,
/// from 0 to 1. Throws Error{code} if the file can't be read.
std::string hashOfFile(const std::filesystem::path& path, ErrorCode code = ErrorCode::InputFile,
                       const std::function<void(double)>& progress = {});

}  // namespace lacuna
