// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/draw_picture.h"

#include "ui/document/display_image.h"

#include <QPainter>

#include <algorithm>

namespace lacuna::ui {

namespace {

constexpr double kNearestFrom = 3;

/// The transparency pattern, in neutral greys; each square has 8 × 8 device pixels.
const QImage& chequers() {
    static const QImage kPattern = [] {
        QImage image(16, 16, QImage::Format_RGB32);
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 16; ++x)
                image.setPixel(x, y, (x < 8) == (y < 8) ? qRgb(154, 154, 154) : qRgb(112, 112, 112));
        }
        return image;
    }();
    return kPattern;
}

}  // namespace

void drawPicture(QPainter& painter, const DisplayImage& picture, const QRectF& whole, const QRect& clip,
                 bool draft) {
    const QRectF visible = whole & QRectF(clip);
    if (visible.isEmpty() || picture.isNull()) return;
    const double scale = whole.width() / picture.size().width();
    const int k = std::min(picture.levelFor(scale) + (draft ? 1 : 0), picture.levels() - 1);
    const QImage& level = picture.level(k);
    const double step = scale * (1 << k);  // device pixels per pixel of the level
    // Two pixels more than are visible, so that interpolation has neighbours at the clip's edge.
    const QRectF wanted((visible.topLeft() - whole.topLeft()) / step, visible.size() / step);
    const QRect source = wanted.toAlignedRect().adjusted(-2, -2, 2, 2) & level.rect();
    const QRectF target(whole.topLeft() + QPointF(source.topLeft()) * step, QSizeF(source.size()) * step);
    painter.save();
    painter.setClipRect(visible.toAlignedRect() & clip);
    if (picture.hasAlpha()) painter.fillRect(visible, QBrush(chequers()));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, step != 1 && scale < kNearestFrom && !draft);
    painter.drawImage(target, level, source);
    painter.restore();
}

}  // namespace lacuna::ui
