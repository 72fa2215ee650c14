// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QString>

#include <utility>

class QPainter;

namespace lacuna::ui {

class ViewTransform;

/// The line between the original and the result: vertical (original on the left) or horizontal (original on
/// top). Positions are device pixels of the viewport. A value type.
class SplitDivider {
  public:
    /// Orientation of the line itself.
    Qt::Orientation orientation() const { return mOrientation; }
    void setOrientation(Qt::Orientation orientation) { mOrientation = orientation; }
    /// Position of the line, as a share of the visible part of the photograph.
    double share() const { return mShare; }
    void setShare(double share);
    void dragTo(QPointF position, const ViewTransform& view);
    bool isAt(QPointF position, double grip, const ViewTransform& view) const;

    /// The parts of `clip` before and after the line.
    std::pair<QRect, QRect> parts(const QRect& clip, const ViewTransform& view) const;

    struct Labels {
        QString before;
        QString after;
        QString hint;  ///< next to the handle; empty: none
    };
    void paint(QPainter& painter, const ViewTransform& view, double dpr, const QFont& font,
               const Labels& labels) const;

  private:
    bool isUpright() const { return mOrientation == Qt::Vertical; }
    double along(QPointF position) const { return isUpright() ? position.x() : position.y(); }
    QPointF point(double across, double along) const;
    /// The visible range of the photograph, across the line.
    std::pair<double, double> range(const ViewTransform& view) const;
    double position(const ViewTransform& view) const;

    Qt::Orientation mOrientation = Qt::Vertical;
    double mShare = 0.5;
};

/// Draws text on a dark pill, readable on any photograph. `at` is the middle of the pill's top edge for
/// AlignHCenter, else a top corner. `base` gives the font size, scaled by `dpr`. Text wider than `room` is
/// broken into lines; 0: never.
void drawPill(QPainter& painter, QPointF at, Qt::Alignment align, const QString& text, double dpr,
              const QFont& base, double room = 0);

}  // namespace lacuna::ui
