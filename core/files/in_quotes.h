// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lacuna {

/// Prepares text from a file for a message: in quotes, at most 100 characters, with a question mark for
/// everything but printable ASCII.
std::string inQuotes(std::string_view text);

/// Prepares text for a terminal: control characters, including those of UTF-8, become question marks; line
/// breaks and tabs become spaces.
std::string printable(std::string_view text);

}  // namespace lacuna
