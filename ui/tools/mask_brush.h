// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRect>

namespace lacuna::ui {

class MaskLayer;

/// Rasterising into a mask. A pixel is set if its centre lies inside. Each function returns the rectangle
/// that it wrote to, for MaskLayer::changed(); empty if everything is outside.

/// A round brush. All of it marks; the marks of a soft brush fade towards its edge.
struct Brush {
    double diameter = 1;  ///< ≥ 1; below 2 pixels the stroke is an unbroken one-pixel line
    double hardness = 1;  ///< 0–1: the share of the diameter that has full effect
    bool marks = true;    ///< else it erases: fully inside the hard part, less and less outside it
};
QRect fillStroke(MaskLayer& mask, QPointF a, QPointF b, const Brush& brush);
QRect fillRectangle(MaskLayer& mask, const QRect& rectangle, uchar value);
QRect fillEllipse(MaskLayer& mask, const QRectF& box, uchar value);
/// Odd-even rule.
QRect fillPolygon(MaskLayer& mask, const QPolygonF& polygon, uchar value);

}  // namespace lacuna::ui
