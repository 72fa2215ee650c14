// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace lacuna::io {

/// The IJG quality (1–100) whose luma quantisation table comes closest to this one (natural order, not
/// zigzag).
int jpegQuality(std::span<const std::uint16_t, 64> table);

}  // namespace lacuna::io
