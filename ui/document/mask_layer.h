// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QSize>

#include <algorithm>
#include <memory>
#include <vector>

namespace lacuna::ui {

class MaskTile;

/// The pixels that the user marked for restoration: a mask (core/base/mask.h) of the photograph's size. It
/// also keeps coarser levels, made by the maximum, so that a one-pixel scratch stays visible at any zoom and
/// isEmpty() and bounds() needn't read every pixel.
///
/// A value of square tiles that copies share: a copy costs microseconds at any size and may go to another
/// thread, and an edit copies the tiles that it touches, not the mask.
class MaskLayer {
  public:
    /// A tile; null: nothing in it is marked.
    using TilePtr = std::shared_ptr<MaskTile>;
    static constexpr int kTileSide = 128;

    MaskLayer() = default;
    /// Nothing is marked.
    explicit MaskLayer(QSize size);
    /// Takes any format and size and converts it to 8-bit grey. Reads every pixel.
    explicit MaskLayer(const QImage& image);

    bool isNull() const { return mSize.isEmpty(); }
    QSize size() const { return mSize; }
    QRect rect() const { return QRect(QPoint(0, 0), mSize); }
    /// Grey, 8 bit. Copies every pixel; work for another thread if the photograph is large.
    QImage image() const;
    int levels() const { return mLevels; }
    QSize levelSize(int level) const;
    /// Pixel (x, y) of level k is the maximum of the corresponding 2^k × 2^k pixels.
    uchar value(int level, QPoint pixel) const;
    /// Copies pixels left … left + count − 1 of a row of a level.
    void readRow(int level, int y, int left, int count, uchar* out) const;

    bool isMarked(QPoint pixel) const;
    /// Whether nothing is marked.
    bool isEmpty() const;
    /// Whether something may be marked in `area`; false is certain. Quick.
    bool mayMark(const QRect& area) const;
    /// The smallest rectangle that holds all marked pixels.
    QRect bounds() const;
    /// Compares pixels; shared tiles cost nothing.
    bool operator==(const MaskLayer& other) const;

    // Every edit must be followed by changed(), before the mask is copied or read.
    /// Sets pixels left … right of row y, which lie inside.
    void fill(int y, int left, int right, uchar value);
    /// Calls `edit(row, first, last)` for the parts of this range that lie in one tile each; row[x] is pixel
    /// x for first ≤ x ≤ last. `erases`: the edit changes nothing where nothing is marked.
    template <typename Edit>
    void editRow(int y, int left, int right, bool erases, Edit&& edit) {
        while (left <= right) {
            const int last = std::min(right, left | (kTileSide - 1));
            if (uchar* row = editableRow(left, y, erases)) edit(row - left, left, last);
            left = last + 1;
        }
    }
    /// Brings the coarser levels up to date inside `dirty`.
    void changed(const QRect& dirty);

    /// Takes over those tiles of `other`, of the same size, that have the same pixels. Reads every pixel.
    void shareWith(const MaskLayer& other);
    /// What isn't marked. Reads every pixel.
    MaskLayer inverted() const;

    // For MaskPatch.
    int tiles() const { return int(mTiles.size()); }
    const TilePtr& tile(int index) const { return mTiles[std::size_t(index)]; }
    QRect tileRect(int index) const;
    /// Replaces a tile; changedTiles() must follow.
    void setTile(int index, TilePtr tile) { mTiles[std::size_t(index)] = std::move(tile); }
    void changedTiles(const QRect& dirty);

  private:
    int indexAt(int x, int y) const { return y / kTileSide * mColumns + x / kTileSide; }
    /// Null: nothing to edit there.
    uchar* editableRow(int x, int y, bool erases);
    void boundsBelow(int level, QPoint cell, QRect& found) const;

    QSize mSize;
    int mColumns = 0;
    int mRows = 0;
    int mLevels = 0;
    std::vector<TilePtr> mTiles;              ///< row by row; each has the levels down to its one pixel
    std::vector<std::vector<uchar>> mCoarse;  ///< the levels above the tiles', row by row
};

/// 128 × 128 pixels and their coarser levels. Outside the mask, pixels are 0.
class MaskTile {
  public:
    static constexpr int kLevels = 8;  ///< 128, 64, … 1 pixels a side

    static constexpr int side(int level) { return MaskLayer::kTileSide >> level; }
    uchar* row(int level, int y) { return mBytes + offset(level) + y * side(level); }
    const uchar* row(int level, int y) const { return mBytes + offset(level) + y * side(level); }
    /// Of all pixels.
    uchar maximum() const { return mBytes[offset(kLevels - 1)]; }
    bool hasEqualPixels(const MaskTile& other) const {
        return std::equal(mBytes, mBytes + offset(1), other.mBytes);
    }
    /// Brings the coarser levels up to date in this range of pixels.
    void update(int left, int top, int right, int bottom);

  private:
    static constexpr int offset(int level) {
        int sum = 0;
        for (int k = 0; k < level; ++k)
            sum += side(k) * side(k);
        return sum;
    }

    uchar mBytes[128 * 128 + 64 * 64 + 32 * 32 + 16 * 16 + 8 * 8 + 4 * 4 + 2 * 2 + 1] = {};
};

}  // namespace lacuna::ui
