// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QRect>

namespace lacuna::ui {

class MaskLayer;
class ViewTransform;

/// How a mask is shown over the photograph.
struct MaskStyle {
    QColor fill = QColor(230, 30, 30, 115);  ///< red at 45 %
    bool filled = true;
    bool outlined = true;
    double outlineOpacity = 1;
    int lineWidth = 1;  ///< of each of the outline's two tones, device pixels
};

/// The overlay for one rectangle of the viewport (device pixels), premultiplied; null if no marked pixel is
/// in it or near it. The outline has a light line inside the edge of the marked area and a dark line outside
/// it.
QImage renderMaskOverlay(const MaskLayer& mask, const ViewTransform& view, const QRect& device,
                         const MaskStyle& style);

}  // namespace lacuna::ui
