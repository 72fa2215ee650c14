// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QRectF>

class QPainter;

namespace lacuna::ui {

class DisplayImage;

/// Draws the part of a picture that lies in `clip`; all of it would fill `whole`. Both are in device pixels,
/// which the painter must count in. From three device pixels per picture pixel on, single pixels show as
/// squares. `draft`: quicker, and less sharp. Any thread.
void drawPicture(QPainter& painter, const DisplayImage& picture, const QRectF& whole, const QRect& clip,
                 bool draft = false);

}  // namespace lacuna::ui
