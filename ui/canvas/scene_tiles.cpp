// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/scene_tiles.h"

#include "core/base/parallel_rows.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr int kCellBits = 24;
constexpr quint64 kCellMask = (1U << kCellBits) - 1;
/// For the tiles and drafts of a frame while the scale changes; the rest of 16 ms goes to what is around
/// them.
constexpr double kFrameTime = 10;   // ms
constexpr std::size_t kFewest = 4;  ///< tiles that a frame paints in any case
}  // namespace

quint64 SceneTiles::key(int layer, QPoint cell) {
    return quint64(layer) << (2 * kCellBits) | quint64(cell.y()) << kCellBits | quint64(cell.x());
}

int SceneTiles::layerOf(quint64 key) {
    return int(key >> (2 * kCellBits));
}

/// From the scene's top left corner.
QRect SceneTiles::areaOf(quint64 key) {
    const QPoint cell(int(key & kCellMask), int(key >> kCellBits & kCellMask));
    return {cell * kSide, QSize(kSide, kSide)};
}

QRect SceneTiles::sceneRect(const ViewTransform& view) {
    return view.sceneInDevice().toAlignedRect();
}

void SceneTiles::clear() {
    *this = SceneTiles();
}

void SceneTiles::invalidate() {
    mFormer.clear();
    mWasSharp = false;
    for (auto& [key, tile] : mTiles)
        tile.isValid = false;
}

void SceneTiles::invalidate(const QRectF& scene) {
    // Where the picture is interpolated and the mask has an outline, neighbours change, too.
    constexpr int kReach = 6;
    const QRectF device(scene.topLeft() * mScale, scene.size() * mScale);
    const QRect area = device.toAlignedRect().adjusted(-kReach, -kReach, kReach, kReach);
    for (auto& [key, tile] : mTiles) {
        if (!areaOf(key).intersects(area)) continue;
        tile.isValid = false;
    }
    mFormer.clear();
}

qsizetype SceneTiles::byteCount() const {
    qsizetype sum = 0;
    for (const Tiles* tiles : {&mTiles, &mFormer}) {
        for (const auto& [key, tile] : *tiles)
            sum += tile.image.sizeInBytes();
    }
    return sum;
}

void SceneTiles::trim(const ViewTransform& view) {
    const QPoint origin = sceneRect(view).topLeft();
    const QSize margin = view.viewport() / 2;
    const QRect kept = QRect(QPoint(0, 0), view.viewport())
                           .adjusted(-margin.width(), -margin.height(), margin.width(), margin.height())
                           .translated(-origin);
    std::erase_if(mTiles, [&kept](const auto& each) { return !areaOf(each.first).intersects(kept); });
    if (!mWasSharp) return;
    mFormer.clear();
    std::erase_if(mTiles, [](const auto& each) { return !each.second.isValid; });  // of hidden layers
}

bool SceneTiles::endFrame(bool isWhole) {
    mFrame.invalidate();
    mZooms = false;
    mWasSharp = std::exchange(mIsSharp, true) && (isWhole || mWasSharp);
    return mWasSharp;
}

/// The tiles become drafts, unless the drafts that there are look better.
void SceneTiles::changeScale(double scale) {
    if (mWasSharp) {
        mFormer = std::move(mTiles);
        mFormerScale = mScale;
        mFormerView = mShown;
    }
    mTiles.clear();
    mScale = scale;
    mZooms = true;
}

void SceneTiles::render(const std::vector<quint64>& keys, const QRect& scene, const Paint& sharp) {
    if (keys.empty()) return;
    const qint64 started = mFrame.nsecsElapsed();
    std::vector<Tile*> tiles;
    for (const quint64 key : keys)
        tiles.push_back(&mTiles[key]);
    parallelRows(std::int64_t(keys.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = std::size_t(begin); i < std::size_t(end); ++i) {
            const QRect area = areaOf(keys[i]).translated(scene.topLeft()) & scene;
            Tile& tile = *tiles[i];
            if (tile.image.size() != area.size() || !tile.image.isDetached())
                tile.image = QImage(area.size(), QImage::Format_RGB32);
            QPainter painter(&tile.image);
            painter.translate(-area.topLeft());
            painter.setBrushOrigin(scene.topLeft());
            sharp(painter, layerOf(keys[i]), area);
            tile.isValid = true;
        }
    });
    constexpr double kNewShare = 0.3;
    const double time = double(mFrame.nsecsElapsed() - started) * 1e-6 / double(keys.size());
    mTileTime = mTileTime > 0 ? (1 - kNewShare) * mTileTime + kNewShare * time : time;
}

/// How many of `most` tiles there is still time for.
std::size_t SceneTiles::timely(std::size_t most) const {
    if (mTileTime <= 0) return std::min(most, kFewest);
    const double left = kFrameTime - double(mFrame.nsecsElapsed()) * 1e-6;
    return std::min(most, std::max(kFewest, std::size_t(std::max(0.0, left) / mTileTime)));
}

void SceneTiles::paintDrafts(QPainter& painter, const ViewTransform& view, int layer,
                             const std::vector<quint64>& keys, const QRect& clip, const Paint& draft) const {
    const QRect scene = sceneRect(view);
    QRect stretched, rough;
    for (const quint64 key : keys) {
        const auto found = mTiles.find(key);
        if (found != mTiles.end() && !found->second.image.isNull()) continue;  // the tile as it was
        const QRect area = areaOf(key).translated(scene.topLeft()) & scene & clip;
        const QRectF place(view.toScene(area.topLeft()), QSizeF(area.size()) / view.scale());
        if (!mFormer.empty() && place.intersects(mFormerView)) stretched |= area;
        if (mFormer.empty() || !mFormerView.contains(place)) rough |= area;
    }
    // At once: many small pieces take twice as long.
    if (!rough.isEmpty()) draft(painter, layer, rough);
    if (stretched.isEmpty()) return;
    painter.save();
    painter.setClipRect(stretched);
    const double ratio = view.scale() / mFormerScale;
    for (const auto& [key, tile] : mFormer) {
        if (layerOf(key) != layer || tile.image.isNull()) continue;
        const QRectF target(QPointF(scene.topLeft()) + QPointF(areaOf(key).topLeft()) * ratio,
                            QSizeF(tile.image.size()) * ratio);
        if (target.intersects(stretched)) painter.drawImage(target, tile.image);
    }
    painter.restore();
}

void SceneTiles::paint(QPainter& painter, const ViewTransform& view, int layer, const QRect& clip,
                       qint64& budget, const Paint& sharp, const Paint& draft) {
    if (view.scale() != mScale) changeScale(view.scale());
    const QRect scene = sceneRect(view);
    const QRect viewport(QPoint(0, 0), view.viewport());
    mShown = QRectF(view.toScene((viewport & scene).topLeft()), QSizeF((viewport & scene).size()) / mScale);
    const QRect area = (clip & scene).translated(-scene.topLeft());
    if (area.isEmpty()) return;
    if (!mFrame.isValid()) mFrame.start();
    std::vector<quint64> all;
    std::vector<quint64> missing;
    for (int y = area.top() / kSide; y <= area.bottom() / kSide; ++y) {
        for (int x = area.left() / kSide; x <= area.right() / kSide; ++x) {
            all.push_back(key(layer, QPoint(x, y)));
            const auto found = mTiles.find(all.back());
            if (found == mTiles.end() || !found->second.isValid) missing.push_back(all.back());
        }
    }
    auto affordable = std::size_t(std::max<qint64>(0, budget) / (kSide * kSide));
    if (missing.size() > affordable) {
        const QPoint middle = area.center();
        std::sort(missing.begin(), missing.end(), [middle](quint64 a, quint64 b) {
            return (areaOf(a).center() - middle).manhattanLength() <
                   (areaOf(b).center() - middle).manhattanLength();
        });
        if (mZooms) {
            // Drafts take most of a frame's time, and what a tile takes depends on the scale.
            paintDrafts(painter, view, layer, missing, clip, draft);
            affordable = timely(affordable);
        } else {
            if (!mFormer.empty()) affordable /= 3;
            const std::vector<quint64> rest(missing.begin() + std::ptrdiff_t(affordable), missing.end());
            paintDrafts(painter, view, layer, rest, clip, draft);
        }
        missing.resize(affordable);
        mIsSharp = false;
    }
    budget -= qint64(missing.size()) * kSide * kSide;
    render(missing, scene, sharp);
    for (const quint64 each : all) {
        const auto found = mTiles.find(each);
        if (found == mTiles.end() || found->second.image.isNull()) continue;
        const QRect place = areaOf(each).translated(scene.topLeft()) & scene;
        const QRect part = place & clip;
        painter.drawImage(part.topLeft(), found->second.image, part.translated(-place.topLeft()));
    }
}

}  // namespace lacuna::ui
