// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lacuna {

/// A text from a file for a message: in quotes, at most 100 characters of it, whatever isn't printable ASCII
/// as a question mark.
std::string inQuotes(std::string_view text);

/// A text for a terminal: control characters, also those of UTF-8, become question marks, and line breaks and
/// tabs spaces.
std::string printable(std::string_view text);

}  // namespace lacuna
