// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace lacuna {

/// {channels, height, width}
using ImageShape = std::array<std::int64_t, 3>;

}  // namespace lacuna
