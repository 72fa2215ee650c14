// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/mask_layer.h"

#include "core/base/mask.h"

#include <atomic>
#include <cstring>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr int kTileLevel = MaskTile::kLevels - 1;  ///< where a tile is one pixel

/// Shared by all masks, since large areas are often marked.
const MaskLayer::TilePtr& fullTile() {
    static const MaskLayer::TilePtr kFull = [] {
        auto tile = std::make_shared<MaskTile>();
        std::memset(tile->row(0, 0), 255, MaskLayer::kTileSide * MaskLayer::kTileSide);
        tile->update(0, 0, MaskLayer::kTileSide - 1, MaskLayer::kTileSide - 1);
        return tile;
    }();
    return kFull;
}

bool isFull(const MaskTile& tile) {
    const uchar* first = tile.row(0, 0);
    const int count = MaskLayer::kTileSide * MaskLayer::kTileSide;
    return *first == 255 && std::memcmp(first, first + 1, std::size_t(count - 1)) == 0;
}

bool isUnique(const MaskLayer::TilePtr& tile) {
    if (tile.use_count() != 1) return false;
    std::atomic_thread_fence(std::memory_order_acquire);  // after another thread's last read
    return true;
}

/// The tile with all coarser levels, or the shared one for what is common.
MaskLayer::TilePtr finished(MaskLayer::TilePtr tile) {
    tile->update(0, 0, MaskLayer::kTileSide - 1, MaskLayer::kTileSide - 1);
    if (tile->maximum() == 0) return nullptr;
    return isFull(*tile) ? fullTile() : tile;
}

}  // namespace

void MaskTile::update(int left, int top, int right, int bottom) {
    for (int k = 1; k < kLevels; ++k) {
        left /= 2;
        top /= 2;
        right /= 2;
        bottom /= 2;
        for (int y = top; y <= bottom; ++y) {
            const uchar* one = row(k - 1, 2 * y);
            const uchar* other = row(k - 1, 2 * y + 1);
            uchar* out = row(k, y);
            for (int x = left; x <= right; ++x)
                out[x] =
                    std::max(std::max(one[2 * x], one[2 * x + 1]), std::max(other[2 * x], other[2 * x + 1]));
        }
    }
}

MaskLayer::MaskLayer(QSize size)
    : mSize(size),
      mColumns((size.width() + kTileSide - 1) / kTileSide),
      mRows((size.height() + kTileSide - 1) / kTileSide),
      mTiles(std::size_t(mColumns) * std::size_t(mRows)) {
    Q_ASSERT(!size.isEmpty());
    while (levelSize(mLevels) != QSize(1, 1))
        ++mLevels;
    ++mLevels;
    for (int k = MaskTile::kLevels; k < mLevels; ++k)
        mCoarse.emplace_back(std::size_t(levelSize(k).width()) * std::size_t(levelSize(k).height()));
}

MaskLayer::MaskLayer(const QImage& image) : MaskLayer(image.size()) {
    const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    for (int index = 0; index < tiles(); ++index) {
        const QRect area = tileRect(index);
        auto tile = std::make_shared<MaskTile>();
        for (int y = 0; y < area.height(); ++y)
            std::memcpy(tile->row(0, y), grey.constScanLine(area.top() + y) + area.left(),
                        std::size_t(area.width()));
        mTiles[std::size_t(index)] = finished(std::move(tile));
    }
    changedTiles(rect());
}

QSize MaskLayer::levelSize(int level) const {
    const int more = (1 << level) - 1;
    return {(mSize.width() + more) >> level, (mSize.height() + more) >> level};
}

QRect MaskLayer::tileRect(int index) const {
    const QPoint corner(index % mColumns * kTileSide, index / mColumns * kTileSide);
    return QRect(corner, QSize(kTileSide, kTileSide)) & rect();
}

QImage MaskLayer::image() const {
    QImage image(mSize, QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y)
        readRow(0, y, 0, image.width(), image.scanLine(y));
    return image;
}

uchar MaskLayer::value(int level, QPoint pixel) const {
    if (level > kTileLevel) {
        const std::size_t row = std::size_t(pixel.y()) * std::size_t(levelSize(level).width());
        return mCoarse[std::size_t(level - MaskTile::kLevels)][row + std::size_t(pixel.x())];
    }
    const int side = MaskTile::side(level);
    const TilePtr& tile = mTiles[std::size_t(pixel.y() / side * mColumns + pixel.x() / side)];
    return tile ? std::as_const(*tile).row(level, pixel.y() % side)[pixel.x() % side] : uchar(0);
}

void MaskLayer::readRow(int level, int y, int left, int count, uchar* out) const {
    if (level > kTileLevel) {
        for (int i = 0; i < count; ++i)
            out[i] = value(level, QPoint(left + i, y));
        return;
    }
    const int side = MaskTile::side(level);
    const TilePtr* tiles = mTiles.data() + std::ptrdiff_t(y / side) * mColumns;
    for (int x = left; x < left + count;) {
        const int length = std::min(left + count - x, side - x % side);
        const TilePtr& tile = tiles[x / side];
        if (tile) {
            std::memcpy(out, std::as_const(*tile).row(level, y % side) + x % side, std::size_t(length));
        } else {
            std::memset(out, 0, std::size_t(length));
        }
        out += length;
        x += length;
    }
}

bool MaskLayer::isMarked(QPoint pixel) const {
    return rect().contains(pixel) && lacuna::isMarked(value(0, pixel));
}

bool MaskLayer::isEmpty() const {
    return isNull() || !lacuna::isMarked(value(mLevels - 1, QPoint(0, 0)));
}

bool MaskLayer::mayMark(const QRect& area) const {
    constexpr int kCells = 16;  // to look at, in each direction
    const QRect inside = area & rect();
    if (inside.isEmpty()) return false;
    int level = 0;
    while (level + 1 < mLevels && std::max(inside.width(), inside.height()) >> level > kCells)
        ++level;
    for (int y = inside.top() >> level; y <= inside.bottom() >> level; ++y) {
        for (int x = inside.left() >> level; x <= inside.right() >> level; ++x) {
            if (lacuna::isMarked(value(level, QPoint(x, y)))) return true;
        }
    }
    return false;
}

QRect MaskLayer::bounds() const {
    QRect found;
    if (!isEmpty()) boundsBelow(levels() - 1, QPoint(0, 0), found);
    return found;
}

void MaskLayer::boundsBelow(int level, QPoint cell, QRect& found) const {
    if (!QRect(QPoint(0, 0), levelSize(level)).contains(cell)) return;
    if (!lacuna::isMarked(value(level, cell))) return;
    const QRect covers = QRect(cell * (1 << level), QSize(1 << level, 1 << level)) & rect();
    if (found.contains(covers)) return;
    if (level == 0) {
        found |= covers;
        return;
    }
    for (const QPoint& corner : {QPoint(0, 0), QPoint(1, 0), QPoint(0, 1), QPoint(1, 1)})
        boundsBelow(level - 1, cell * 2 + corner, found);
}

bool MaskLayer::operator==(const MaskLayer& other) const {
    if (mSize != other.mSize) return false;
    for (std::size_t i = 0; i < mTiles.size(); ++i) {
        const TilePtr& one = mTiles[i];
        const TilePtr& two = other.mTiles[i];
        if (one == two) continue;
        if (!one || !two || !one->hasEqualPixels(*two)) return false;
    }
    return true;
}

uchar* MaskLayer::editableRow(int x, int y, bool erases) {
    TilePtr& tile = mTiles[std::size_t(indexAt(x, y))];
    if (!tile) {
        if (erases) return nullptr;
        tile = std::make_shared<MaskTile>();
    } else if (!isUnique(tile)) {
        tile = std::make_shared<MaskTile>(*tile);
    }
    return tile->row(0, y % kTileSide) + x % kTileSide;
}

void MaskLayer::fill(int y, int left, int right, uchar value) {
    while (left <= right) {
        const int last = std::min(right, left | (kTileSide - 1));
        const bool same = value == 255 && mTiles[std::size_t(indexAt(left, y))] == fullTile();
        uchar* row = same ? nullptr : editableRow(left, y, value == 0);
        if (row) std::memset(row, value, std::size_t(last - left + 1));
        left = last + 1;
    }
}

void MaskLayer::changed(const QRect& dirty) {
    const QRect area = dirty & rect();
    if (area.isEmpty()) return;
    for (int row = area.top() / kTileSide; row <= area.bottom() / kTileSide; ++row) {
        for (int column = area.left() / kTileSide; column <= area.right() / kTileSide; ++column) {
            TilePtr& tile = mTiles[std::size_t(row * mColumns + column)];
            if (!tile || !isUnique(tile)) continue;  // a shared one hasn't been edited
            const QPoint corner(column * kTileSide, row * kTileSide);
            const QRect part = (area & QRect(corner, QSize(kTileSide, kTileSide))).translated(-corner);
            tile->update(part.left(), part.top(), part.right(), part.bottom());
            if (tile->maximum() == 0) tile.reset();
        }
    }
    changedTiles(area);
}

/// Levels above the tiles: each pixel stands for four of the level below.
void MaskLayer::changedTiles(const QRect& dirty) {
    QRect area = dirty & rect();
    if (area.isEmpty()) return;
    area.setCoords(area.left() / kTileSide, area.top() / kTileSide, area.right() / kTileSide,
                   area.bottom() / kTileSide);
    for (int k = MaskTile::kLevels; k < mLevels; ++k) {
        const QRect fine(QPoint(0, 0), levelSize(k - 1));
        const int width = levelSize(k).width();
        area.setCoords(area.left() / 2, area.top() / 2, area.right() / 2, area.bottom() / 2);
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x) {
                uchar most = 0;
                for (const QPoint& corner : {QPoint(0, 0), QPoint(1, 0), QPoint(0, 1), QPoint(1, 1)}) {
                    const QPoint at = QPoint(x, y) * 2 + corner;
                    if (fine.contains(at)) most = std::max(most, value(k - 1, at));
                }
                mCoarse[std::size_t(k - MaskTile::kLevels)][std::size_t(y * width + x)] = most;
            }
        }
    }
}

void MaskLayer::shareWith(const MaskLayer& other) {
    Q_ASSERT(mSize == other.mSize);
    for (std::size_t i = 0; i < mTiles.size(); ++i) {
        const TilePtr& theirs = other.mTiles[i];
        if (mTiles[i] && theirs && mTiles[i]->hasEqualPixels(*theirs)) mTiles[i] = theirs;
    }
}

MaskLayer MaskLayer::inverted() const {
    MaskLayer inverse(mSize);
    for (int index = 0; index < tiles(); ++index) {
        const QRect area = tileRect(index);
        auto tile = std::make_shared<MaskTile>();
        for (int y = 0; y < area.height(); ++y) {
            uchar* out = tile->row(0, y);
            readRow(0, area.top() + y, area.left(), area.width(), out);
            std::transform(out, out + area.width(), out, [](uchar value) { return uchar(255 - value); });
        }
        inverse.mTiles[std::size_t(index)] = finished(std::move(tile));
    }
    inverse.changedTiles(rect());
    return inverse;
}

}  // namespace lacuna::ui
