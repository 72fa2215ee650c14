// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <array>
#include <optional>

namespace lacuna {

/// A line in colour space, on [−1, 1]: red, green and blue are origin + t · direction, with |direction|² = 3.
/// That of grey is the diagonal, on which t is the grey level.
struct ToneLine {
    std::array<double, 3> origin{0, 0, 0};
    std::array<double, 3> direction{1, 1, 1};

    bool isGrey() const { return *this == ToneLine(); }
    bool operator==(const ToneLine&) const = default;
};

/// The line on which all colours of a photograph lie: of a grey one, or of a toned one (sepia, cyanotype)
/// whose colours are within some levels of it (kToneReach at most, kToneSpread in the mean square). Nothing
/// for a photograph with colours. What `mask` marks (its size, one channel; or empty) is not looked at:
/// damage has any colour.
std::optional<ToneLine> findToneLine(const ImageBuffer& photo, const ImageBuffer& mask);

inline constexpr double kToneReach = 8;     ///< 8-bit levels; JPEG moves colours by as much
inline constexpr double kToneSpread = 1.5;  ///< likewise

}  // namespace lacuna
