// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <array>
#include <optional>

namespace lacuna {

/// A line in colour space, on [−1, 1]: red, green and blue are origin + t · direction, with |direction|² = 3.
/// The line of grey is the diagonal, where t is the grey level.
struct ToneLine {
    std::array<double, 3> origin{0, 0, 0};
    std::array<double, 3> direction{1, 1, 1};

    bool isGrey() const { return *this == ToneLine(); }
    bool operator==(const ToneLine&) const = default;
};

/// The line on which all colours of a photograph lie: for a grey photograph, or for a toned one (sepia,
/// cyanotype) whose colours are close to a line, at most kToneReach from it and kToneSpread in the root mean
/// square. Nothing for a photograph with colours. Pixels that `mask` marks (one channel, the photograph's
/// size; or empty) are ignored, since damage can have any colour.
std::optional<ToneLine> findToneLine(const ImageBuffer& photo, const ImageBuffer& mask);

inline constexpr double kToneReach = 8;     ///< 8-bit levels; JPEG shifts colours by up to this
inline constexpr double kToneSpread = 1.5;  ///< 8-bit levels

}  // namespace lacuna
