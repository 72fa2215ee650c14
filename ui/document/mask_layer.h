// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QSize>

#include <vector>

namespace lacuna::ui {

/// The pixels that the user marked for restoration: a mask (core/base/mask.h) of the photograph's size. It
/// also keeps coarser levels, made by the maximum, so that a one-pixel scratch stays visible at any zoom and
/// isEmpty() and bounds() needn't read every pixel.
class MaskLayer {
  public:
    MaskLayer() = default;
    explicit MaskLayer(QSize size);
    /// Takes any format and size and converts it to 8-bit grey. Reads every pixel.
    explicit MaskLayer(const QImage& image);

    QSize size() const { return mLevels.empty() ? QSize() : mLevels.front().size(); }
    QRect rect() const { return QRect(QPoint(0, 0), size()); }
    /// Grey, 8 bit. Sharing the copy with another thread is safe: the next edit detaches.
    const QImage& image() const { return mLevels.front(); }
    int levels() const { return int(mLevels.size()); }
    /// Pixel (x, y) of level k is the maximum of the corresponding 2^k × 2^k pixels.
    const QImage& level(int k) const { return mLevels[std::size_t(k)]; }

    bool isMarked(QPoint pixel) const;
    /// Whether nothing is marked.
    bool isEmpty() const;
    /// The smallest rectangle that holds all marked pixels.
    QRect bounds() const;

    /// For editing: row y of the picture. Every change must be followed by changed().
    uchar* scanLine(int y) { return mLevels.front().scanLine(y); }
    /// Brings the coarser levels up to date inside `dirty`.
    void changed(const QRect& dirty);

  private:
    void boundsBelow(int level, QPoint cell, QRect& found) const;

    std::vector<QImage> mLevels;
};

}  // namespace lacuna::ui
