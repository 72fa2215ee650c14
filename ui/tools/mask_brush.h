// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRect>

namespace lacuna::ui {

class MaskLayer;

/// Rasterising into a mask. A pixel is set where its centre lies inside; values are hard, since the solver's
/// mask is binary. Each returns the rectangle it wrote to (already passed to MaskLayer::changed()), empty
/// where all is outside.

/// A round brush of the given diameter (≥ 1) drawn from `a` to `b`. Below 2 pixels it is an unbroken
/// one-pixel line.
QRect fillStroke(MaskLayer& mask, QPointF a, QPointF b, double diameter, uchar value);
QRect fillRectangle(MaskLayer& mask, const QRect& rectangle, uchar value);
/// Odd-even rule.
QRect fillPolygon(MaskLayer& mask, const QPolygonF& polygon, uchar value);

}  // namespace lacuna::ui
