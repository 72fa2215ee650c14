// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

namespace lacuna::io {

/// What CMYK inks look like in offset printing on coated paper, for files that don't say so themselves: a
/// Neugebauer model of the solid inks and overprints of ISO 12647-2 with a dot gain of 14 % at half coverage.
/// Relative to the paper's white and the darkest overprint. Immutable; any thread.
class PressColours {
  public:
    PressColours();

    /// Coverages of cyan, magenta, yellow and black, 0–1, to sRGB, 0–1.
    std::array<float, 3> toSrgb(const std::array<float, 4>& inks) const;

  private:
    std::array<std::array<float, 3>, 16> mPrimaries;  ///< linear sRGB; bit 0: cyan … bit 3: black
    std::vector<float> mCurve;                        ///< linear light to sRGB
};

}  // namespace lacuna::io
