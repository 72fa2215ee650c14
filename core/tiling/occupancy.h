// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"

#include <cstdint>
#include <vector>

namespace lacuna {

/// The square cells of a mask that hold a pixel to restore, with fast queries of rectangles.
class Occupancy {
  public:
    static constexpr int kCell = 16;  ///< pixels

    /// `mask` has one channel of 8 bits (asserted).
    explicit Occupancy(const ImageBuffer& mask);

    int columns() const { return mColumns; }
    int rows() const { return mRows; }
    bool isOccupied(int column, int row) const {
        return mCells[static_cast<std::size_t>(row) * mColumns + column] != 0;
    }
    /// columns() × rows(), row by row, 0 or 1.
    const std::vector<std::uint8_t>& cells() const { return mCells; }
    /// Whether any occupied cell meets the pixels [left, right) × [top, bottom), which must lie inside.
    bool touches(int left, int top, int right, int bottom) const;
    bool isEmpty() const;

  private:
    int mColumns;
    int mRows;
    std::vector<std::uint8_t> mCells;
    std::vector<std::int32_t> mSums;  ///< (mColumns + 1) × (mRows + 1): occupied cells above and to the left
};

}  // namespace lacuna
