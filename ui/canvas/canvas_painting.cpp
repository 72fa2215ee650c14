// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/theme/theme.h"
#include "ui/tools/abstract_tool.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr double kNearestFrom =
    3;  ///< device pixels per picture pixel from which single pixels are shown as squares

/// The transparency pattern, neutral like the surround; 8 × 8 device pixels a square.
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

/// Text on a dark pill, readable on any photograph.
void drawPill(QPainter& painter, QPointF at, Qt::Alignment align, const QString& text, double dpr,
              const QFont& base) {
    QFont font = base;
    font.setPixelSize(std::max(1, int(std::round(QFontMetricsF(base).height() * 0.75 * dpr))));
    const QFontMetricsF metrics(font);
    const double height = metrics.height() + 8 * dpr;
    const double width = metrics.horizontalAdvance(text) + 20 * dpr;
    QRectF pill(at, QSizeF(width, height));
    if (align & Qt::AlignRight) pill.moveRight(at.x());
    if (align & Qt::AlignHCenter) pill.moveCenter(QPointF(at.x(), pill.center().y()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 20, 180));
    painter.drawRoundedRect(pill, height / 2, height / 2);
    painter.setPen(QColor(255, 255, 255, 235));
    painter.setFont(font);
    painter.drawText(pill, Qt::AlignCenter, text);
}

}  // namespace

void CanvasView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const double dpr = devicePixelRatioF();
    painter.fillRect(event->rect(), Theme::surround(palette()));
    if (!mDocument) return;
    painter.scale(1 / dpr, 1 / dpr);
    for (const QRect& rect : event->region()) {
        const QRect clip = QRectF(QPointF(rect.topLeft()) * dpr, QSizeF(rect.size()) * dpr).toAlignedRect();
        painter.setClipRect(clip);
        paintSplit(painter, clip);
        if (mMaskShown && !mHoldOriginal) {
            MaskStyle style;
            style.filled = !mRunning;
            if (mRunning) style.outlineOpacity = 0.45;
            style.lineWidth = std::max(1, int(std::floor(dpr)));
            const QImage overlay = renderMaskOverlay(mDocument->mask(), mView, clip, style);
            if (!overlay.isNull()) painter.drawImage(clip.topLeft(), overlay);
        }
    }
    painter.setClipping(false);
    painter.setRenderHint(QPainter::Antialiasing);
    if (mTool && !toolsRest()) mTool->paintPreview(painter, mView);
    if (mCompare == Compare::Split && !mHoldOriginal) paintDivider(painter);
    paintBrushOutline(painter);
    if (mFramePending) {
        mFramePending = false;
        ++mPaintedFrames;
        Q_EMIT framePainted();
    }
}

/// The original left of the divider and what takes its place on the right; without a comparison, the latter
/// alone.
void CanvasView::paintSplit(QPainter& painter, const QRect& clip) const {
    const QRectF whole(QPointF(0, 0), QSizeF(mDocument->size()));
    if (mHoldOriginal) {
        paintPicture(painter, original(), whole, clip);
        return;
    }
    QRect right = clip;
    if (mCompare == Compare::Split) {
        const int x = int(dividerX());
        QRect left = clip;
        left.setRight(std::min(clip.right(), x - 1));
        right.setLeft(std::max(clip.left(), x));
        paintPicture(painter, original(), whole, left);
    }
    paintPicture(painter, shown(), whole, right);
    for (const DisplayFrame& frame : mFrames) {
        const double ratio = double(frame.resultSize.width()) / mDocument->size().width();
        const QRectF place(QPointF(frame.rect.topLeft()) / ratio, QSizeF(frame.rect.size()) / ratio);
        paintPicture(painter, frame.picture, place, right);
    }
}

void CanvasView::paintPicture(QPainter& painter, const DisplayImage& picture, const QRectF& sceneRect,
                              const QRect& clip) const {
    const QRectF whole = mView.toDevice(sceneRect);
    const QRectF visible = whole & QRectF(clip);
    if (visible.isEmpty() || picture.isNull()) return;
    const double scale = whole.width() / picture.size().width();
    const int k = picture.levelFor(scale);
    const QImage& level = picture.level(k);
    const double step = scale * (1 << k);  // device pixels per pixel of the level
    // Two pixels more than are visible, so that interpolation at the clip's edge sees its neighbours.
    const QRectF wanted((visible.topLeft() - whole.topLeft()) / step, visible.size() / step);
    const QRect source = wanted.toAlignedRect().adjusted(-2, -2, 2, 2) & level.rect();
    const QRectF target(whole.topLeft() + QPointF(source.topLeft()) * step, QSizeF(source.size()) * step);
    painter.save();
    painter.setClipRect(visible.toAlignedRect() & clip);
    if (picture.hasAlpha()) painter.fillRect(visible, QBrush(chequers()));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, step != 1 && scale < kNearestFrom);
    painter.drawImage(target, level, source);
    painter.restore();
}

void CanvasView::paintDivider(QPainter& painter) const {
    const double dpr = devicePixelRatioF();
    const double x = dividerX();
    const QRectF scene = mView.sceneInDevice() & QRectF(QPointF(0, 0), QSizeF(mView.viewport()));
    if (scene.isEmpty()) return;
    painter.fillRect(QRectF(x - 1.5 * dpr, scene.top(), 3 * dpr, scene.height()), QColor(0, 0, 0, 90));
    painter.fillRect(QRectF(x - 0.75 * dpr, scene.top(), 1.5 * dpr, scene.height()),
                     QColor(255, 255, 255, 235));
    const QPointF middle(x, scene.center().y());
    painter.setPen(QPen(QColor(0, 0, 0, 90), dpr));
    painter.setBrush(QColor(255, 255, 255, 240));
    painter.drawEllipse(middle, 14 * dpr, 14 * dpr);
    painter.setPen(QPen(QColor(40, 40, 40), 1.5 * dpr, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const int side : {-1, 1}) {
        QPainterPath arrow(middle + QPointF(side * 4, -4) * dpr);
        arrow.lineTo(middle + QPointF(side * 8, 0) * dpr);
        arrow.lineTo(middle + QPointF(side * 4, 4) * dpr);
        painter.drawPath(arrow);
    }
    const double gap = 12 * dpr;
    painter.save();
    painter.setClipRect(QRectF(scene.left(), scene.top(), x - scene.left(), scene.height()));
    drawPill(painter, QPointF(x - gap, scene.top() + gap), Qt::AlignRight, tr("Original"), dpr, font());
    painter.setClipRect(QRectF(x, scene.top(), scene.right() - x, scene.height()));
    drawPill(painter, QPointF(x + gap, scene.top() + gap), Qt::AlignLeft,
             mRunning ? tr("Estimate") : tr("Restored"), dpr, font());
    painter.restore();
    if (mDividerHint)
        drawPill(painter, middle + QPointF(0, 24 * dpr), Qt::AlignHCenter, tr("drag to compare"), dpr,
                 font());
}

void CanvasView::paintBrushOutline(QPainter& painter) const {
    if (mCursorRect.isEmpty() || !mHover || mDrag == Drag::Divider || mTool->outlineDiameter() <= 0) return;
    if (mSpaceDown || (mDrag == Drag::None && isDividerAt(*mHover))) return;
    const double dpr = devicePixelRatioF();
    const QPointF centre = devicePos(*mHover);
    const double radius = mTool->outlineDiameter() * mView.scale() / 2;
    painter.setBrush(Qt::NoBrush);
    if (radius < 3 * dpr) {
        // Too small to see: a cross marks the place, a square or dot in it would hide the pixel.
        for (const auto& [colour, width] :
             {std::pair{QColor(0, 0, 0, 170), 3.0}, std::pair{QColor(255, 255, 255, 240), 1.0}}) {
            painter.setPen(QPen(colour, width * dpr));
            for (const QPointF& arm : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
                painter.drawLine(centre + arm * (2 * dpr + radius), centre + arm * (5 * dpr + radius));
        }
        return;
    }
    painter.setPen(QPen(QColor(0, 0, 0, 170), 2.5 * dpr));
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(QPen(QColor(255, 255, 255, 240), dpr));
    painter.drawEllipse(centre, radius, radius);
}

}  // namespace lacuna::ui
