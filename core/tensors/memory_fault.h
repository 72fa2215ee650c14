// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lacuna {

/// Whether what an exception of Torch says is that memory ran out.
bool isAboutMemory(const std::string& text);

}  // namespace lacuna
