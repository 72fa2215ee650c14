// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace lacuna {

/// What each entry of a zip archive holds, by name; nothing for a compressed or encrypted one. The spans
/// borrow the archive's bytes.
using StoredEntries = std::map<std::string, std::optional<std::span<const std::byte>>, std::less<>>;

/// Lists a zip archive of one volume, zip64 or not, such as torch.save() writes: it compresses nothing but
/// the code of programs. Entries may neither repeat nor overlap, and lie before the directory. Folders are
/// left out. Checksums aren't compared: that would read gigabytes. Throws Error{ModelFile, subject, reason}.
StoredEntries parseStoredZip(std::span<const std::byte> bytes, const std::string& subject);

}  // namespace lacuna
