// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lacuna {

/// A change of a photograph's frame before anything is restored: it is mirrored, turned, straightened and
/// cropped, in this order. A plain value; reframed() (core/imaging/reframe.h) applies it.
struct Framing {
    /// The most that a photograph can be straightened, either way. Beyond, a quarter turn comes first.
    static constexpr double kMostDegrees = 45;

    bool mirrored = false;  ///< left and right are exchanged; turned twice, too, it is upside down
    int quarterTurns = 0;   ///< clockwise, 0–3
    double degrees = 0;     ///< clockwise about the middle; the size stays, so that corners are cut off
    /// What remains, in pixels of the turned photograph. A width of 0: all of it.
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    bool isCropped() const { return width > 0; }
    bool operator==(const Framing&) const = default;
};

/// Whether that framing can be applied to a photograph of this size: every number is in its range, and what
/// remains lies inside the turned photograph.
bool fits(const Framing& framing, int width, int height);

}  // namespace lacuna
