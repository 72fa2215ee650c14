// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_transform.h"

#include <QElapsedTimer>
#include <QImage>
#include <QRect>
#include <QRectF>

#include <functional>
#include <unordered_map>
#include <vector>

class QPainter;

namespace lacuna::ui {

/// The scene as it looks on the screen, in square tiles that are painted once and then only copied. While the
/// view moves, only so many are painted anew; in the place of the others stands a draft: what was there
/// before, or the tiles of the former scale, stretched. There are several layers, such as a photograph and
/// its restoration. Belongs to the GUI thread.
class SceneTiles {
  public:
    static constexpr int kSide = 128;  ///< device pixels

    /// Paints a part of a layer in device pixels of the viewport; called from several threads at once.
    using Paint = std::function<void(QPainter& painter, int layer, const QRect& clip)>;

    /// Paints what `clip` (device pixels) shows of the scene. At most `budget` pixels are painted by `sharp`,
    /// and the budget is reduced by them; while the scale changes, at most as many as a frame has time for.
    /// `draft` is for where nothing better is known, and must be quick.
    void paint(QPainter& painter, const ViewTransform& view, int layer, const QRect& clip, qint64& budget,
               const Paint& sharp, const Paint& draft);
    /// Ends a frame. `isWhole`: it painted all that is in view. Returns whether nothing in view is a draft.
    bool endFrame(bool isWhole);

    /// Everything has to be painted anew; until then, it serves as a draft.
    void invalidate();
    /// The same for a part of the scene, in its own pixels.
    void invalidate(const QRectF& scene);
    /// Forgets everything, or what is far from the viewport.
    void clear();
    void trim(const ViewTransform& view);
    qsizetype byteCount() const;

  private:
    struct Tile {
        QImage image;
        bool isValid = false;
    };
    using Tiles = std::unordered_map<quint64, Tile>;

    static quint64 key(int layer, QPoint cell);
    static int layerOf(quint64 key);
    static QRect areaOf(quint64 key);
    /// The scene's top left corner and size in device pixels, on whole pixels.
    static QRect sceneRect(const ViewTransform& view);
    void changeScale(double scale);
    void render(const std::vector<quint64>& keys, const QRect& scene, const Paint& sharp);
    std::size_t timely(std::size_t most) const;
    void paintDrafts(QPainter& painter, const ViewTransform& view, int layer,
                     const std::vector<quint64>& keys, const QRect& clip, const Paint& draft) const;

    Tiles mTiles;
    double mScale = 0;
    Tiles mFormer;  ///< tiles of another scale
    double mFormerScale = 0;
    QRectF mFormerView;    ///< the part of the scene that they cover, in its own pixels
    QRectF mShown;         ///< the part of the scene that is in view
    QElapsedTimer mFrame;  ///< since the frame began; invalid between two
    double mTileTime = 0;  ///< ms that a tile has taken of late; 0: not known
    bool mZooms = false;   ///< the scale has changed since the last frame
    bool mIsSharp = true;
    bool mWasSharp = false;  ///< nothing in view was a draft after the last frame
};

}  // namespace lacuna::ui
