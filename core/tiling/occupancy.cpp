// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiling/occupancy.h"

#include "core/base/mask.h"

#include <algorithm>
#include <cassert>

namespace lacuna {

Occupancy::Occupancy(const ImageBuffer& mask)
    : mColumns((mask.width() + kCell - 1) / kCell),
      mRows((mask.height() + kCell - 1) / kCell),
      mCells(static_cast<std::size_t>(mColumns) * mRows, 0),
      mSums(static_cast<std::size_t>(mColumns + 1) * (mRows + 1), 0) {
    assert(mask.channels() == 1 && mask.depth() == Depth::UInt8);
    for (int y = 0; y < mask.height(); ++y) {
        const std::uint8_t* pixels = mask.row<std::uint8_t>(y);
        std::uint8_t* cells = mCells.data() + static_cast<std::size_t>(y / kCell) * mColumns;
        for (int c = 0; c < mColumns; ++c) {
            const int end = std::min((c + 1) * kCell, mask.width());
            static_assert(kMarkedAbove == 127, "what is marked has its top bit set");
            std::uint8_t bits = 0;
            for (int x = c * kCell; x < end; ++x)
                bits |= pixels[x];
            cells[c] |= bits >> 7;
        }
    }
    const int pitch = mColumns + 1;
    for (int r = 0; r < mRows; ++r) {
        std::int32_t line = 0;
        for (int c = 0; c < mColumns; ++c) {
            line += mCells[static_cast<std::size_t>(r) * mColumns + c];
            mSums[(r + 1) * pitch + c + 1] = mSums[r * pitch + c + 1] + line;
        }
    }
}

bool Occupancy::touches(int left, int top, int right, int bottom) const {
    const int pitch = mColumns + 1;
    const int l = left / kCell;
    const int t = top / kCell;
    const int r = (right + kCell - 1) / kCell;
    const int b = (bottom + kCell - 1) / kCell;
    assert(l >= 0 && t >= 0 && r <= mColumns && b <= mRows);
    return mSums[b * pitch + r] - mSums[t * pitch + r] - mSums[b * pitch + l] + mSums[t * pitch + l] > 0;
}

bool Occupancy::isEmpty() const {
    return mSums.back() == 0;
}

}  // namespace lacuna
