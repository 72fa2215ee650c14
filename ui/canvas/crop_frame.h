// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/framing.h"

#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QTransform>

namespace lacuna::ui {

/// The new frame of a photograph while the user is looking for it. A value type. Positions are in pixels of
/// the turned photograph, which is straightened about its middle; the frame always lies inside of both.
class CropFrame {
  public:
    /// What is dragged: an edge or a corner is a sum of sides.
    enum Part { None = 0, Left = 1, Right = 2, Top = 4, Bottom = 8, Inside = 16 };

    CropFrame() = default;
    /// All of the photograph, whose size is at least 1 × 1.
    explicit CropFrame(QSize photo);

    /// As the photograph is seen now: turned, not cropped.
    QSize turned() const;
    const QRectF& rect() const { return mRect; }
    double degrees() const { return mFraming.degrees; }
    /// Width by height that the frame keeps; 0: any.
    double ratio() const { return mRatio; }
    /// In whole pixels, at least one. Without cropping if the frame is all of a photograph that isn't
    /// straightened.
    Framing framing() const;
    /// Whether nothing would change.
    bool isUnchanged() const { return framing() == Framing(); }
    /// From the photograph's own pixels to the frame's positions.
    QTransform placement() const;

    /// Clockwise, by quarters; negative: the other way. The frame turns with the photograph, and so does its
    /// ratio.
    void turn(int quarters);
    /// Exchanges left and right as they are seen.
    void mirror();
    /// Limited to what Framing allows. A frame that would reach beyond the picture shrinks, and grows again
    /// when there is room.
    void setDegrees(double degrees);
    /// Makes what is seen as a line from `from` to `to` level, or upright if it is nearer to that.
    void level(QPointF from, QPointF to);
    /// 0: any. The frame takes that shape at once, about its middle.
    void setRatio(double ratio);

    /// Moves the part by that much from where `before` had it, as far as the picture allows.
    void drag(int part, const QRectF& before, QPointF by);

  private:
    bool contains(const QRectF& rect) const;
    /// The last rectangle inside the picture on the way from `good`, which is inside, to `wish`.
    QRectF lastInside(const QRectF& good, const QRectF& wish) const;
    /// The largest one with the photograph's middle and this shape; 0: the photograph's.
    QRectF largest(double ratio) const;
    QRectF inShape(const QRectF& rect, int part) const;
    void fitWish();

    QSize mPhoto;
    Framing mFraming;  ///< without its crop
    QRectF mRect;
    QRectF mWish;  ///< what the user wanted before it had to shrink
    double mRatio = 0;
};

}  // namespace lacuna::ui
