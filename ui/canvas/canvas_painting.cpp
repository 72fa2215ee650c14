// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/draw_picture.h"
#include "ui/document/image_document.h"
#include "ui/tools/abstract_tool.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

/// Device pixels to paint anew in one frame: the rest of a large canvas is a draft for a moment.
constexpr qint64 kMovingBudget = qint64(3) << 18;
constexpr qint64 kRestingBudget = qint64(2) << 20;

constexpr double kNarrow = 280;  ///< device-independent pixels; a narrower picture's name may go beyond it

}  // namespace

void CanvasView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const double dpr = devicePixelRatioF();
    if (!mDocument) {
        painter.fillRect(event->rect(), Theme::surround(palette()));
        return;
    }
    painter.scale(1 / dpr, 1 / dpr);
    qint64 budget = mRest.isActive() ? kMovingBudget : kRestingBudget;
    for (int pane = 0; pane < panes(); ++pane) {
        painter.save();
        painter.translate(pane * paneStride(), 0);
        const QRect whole(QPoint(0, 0), mView.viewport());
        for (const QRect& rect : event->region()) {
            const QRectF device(QPointF(rect.topLeft()) * dpr, QSizeF(rect.size()) * dpr);
            const QRect clip = device.translated(-pane * paneStride(), 0).toAlignedRect() & whole;
            if (!clip.isEmpty()) paintPane(painter, pane, clip, budget);
        }
        painter.setClipRect(whole);
        painter.setRenderHint(QPainter::Antialiasing);
        paintTrialOutline(painter);
        paintMapOutline(painter);
        if (mTool && !toolsRest()) mTool->paintPreview(painter, mView);
        if (!mHoldOriginal) paintLabels(painter, pane);
        paintBrushOutline(painter);
        if (pane == mDragPane || panes() == 1) paintCue(painter);
        painter.restore();
    }
    mSharp = mTiles.endFrame(event->region().contains(rect()) && event->rect() == rect());
    mTiles.trim(mView);
    if (!mSharp && !mRest.isActive()) mSharpen.start();
    if (panes() > 1) {
        const int gap = mView.viewport().width();
        painter.fillRect(QRect(gap, 0, paneStride() - gap, mView.viewport().height()),
                         Theme::line(palette()));
    }
    if (mFramePending) {
        mFramePending = false;
        ++mPaintedFrames;
        Q_EMIT framePainted();
    }
}

CanvasView::Layer CanvasView::mainLayer(int pane) const {
    if (mHoldOriginal) return Layer::Held;
    if (isNoisy(pane)) return Layer::Noisy;
    if (mCompare == Compare::SideBySide && pane == 0) return Layer::Compared;
    if (isMap() && !showsRun() && !mDifference.isNull()) return Layer::Map;
    return Layer::Shown;
}

void CanvasView::paintPane(QPainter& painter, int pane, const QRect& clip, qint64& budget) {
    painter.setClipRect(clip);
    if (isSplit() && !mHoldOriginal) {
        const auto [before, after] = mDivider.parts(clip, mView);
        paintTiles(painter, Layer::Compared, before, budget);
        paintTiles(painter, mainLayer(pane), after, budget);
    } else {
        paintTiles(painter, mainLayer(pane), clip, budget);
    }
}

void CanvasView::paintTiles(QPainter& painter, Layer layer, const QRect& clip, qint64& budget) {
    if (clip.isEmpty()) return;
    for (const QRect& outside : QRegion(clip) - mView.sceneInDevice().toAlignedRect())
        painter.fillRect(outside, Theme::surround(palette()));
    const auto paint = [this](Quality quality) {
        return [this, quality](QPainter& part, int which, const QRect& area) {
            paintLayer(part, Layer(which), area, quality);
        };
    };
    mTiles.paint(painter, mView, int(layer), clip, budget, paint(Quality::Sharp), paint(Quality::Draft));
}

/// Any thread, while the GUI thread waits.
void CanvasView::paintLayer(QPainter& painter, Layer layer, const QRect& clip, Quality quality) const {
    const QRectF whole(QPointF(0, 0), QSizeF(mDocument->size()));
    if (!mView.sceneInDevice().contains(QRectF(clip))) painter.fillRect(clip, Theme::surround(palette()));
    switch (layer) {
        case Layer::Shown:
        case Layer::Noisy:
            paintResult(painter, clip, layer == Layer::Noisy, quality);
            break;
        case Layer::Compared:
        case Layer::Held:
            paintPicture(painter, compared(), whole, clip, quality);
            break;
        case Layer::Map:
            paintPicture(painter, mDifference, whole, clip, quality);
            break;
    }
    if (layer != Layer::Held && quality == Quality::Sharp) paintMask(painter, clip);
}

void CanvasView::paintMask(QPainter& painter, const QRect& clip) const {
    if (!mMaskShown || !takesMask()) return;
    MaskStyle style;
    style.fill = mMaskFill;
    style.filled = !isWatching() && mMaskLook == MaskLook::Overlay;
    if (isWatching()) style.outlineOpacity = 0.45;
    style.lineWidth = std::max(1, int(std::lround(devicePixelRatioF())));
    const QImage overlay = renderMaskOverlay(mDocument->mask(), mView, clip, style);
    if (!overlay.isNull()) painter.drawImage(clip.topLeft(), overlay);
}

void CanvasView::paintResult(QPainter& painter, const QRect& clip, bool noisy, Quality quality) const {
    paintPicture(painter, shown(), QRectF(QPointF(0, 0), QSizeF(mDocument->size())), clip, quality);
    for (const DisplayFrame& frame : mFrames) {
        const DisplayImage& picture = noisy && !frame.noisy.isNull() ? frame.noisy : frame.picture;
        paintPicture(painter, picture, placeOf(frame), clip, quality);
    }
}

/// The frame's rectangle in pixels of the photograph.
QRectF CanvasView::placeOf(const DisplayFrame& frame) const {
    const double ratio = double(frame.resultSize.width()) / mDocument->size().width();
    return {QPointF(frame.rect.topLeft()) / ratio, QSizeF(frame.rect.size()) / ratio};
}

/// Outlines the part that was restored to try the settings.
void CanvasView::paintTrialOutline(QPainter& painter) const {
    if (showsRun() || mHoldOriginal) return;
    painter.setBrush(Qt::NoBrush);
    const double dpr = devicePixelRatioF();
    for (const DisplayFrame& frame : mFrames) {
        const QRectF place = mView.toDevice(placeOf(frame)).adjusted(-dpr, -dpr, dpr, dpr);
        painter.setPen(QPen(QColor(0, 0, 0, 170), 3 * dpr));
        painter.drawRect(place);
        painter.setPen(QPen(QColor(255, 255, 255, 240), dpr));
        painter.drawRect(place);
    }
}

/// Outlines a map, which may be as grey as its surroundings.
void CanvasView::paintMapOutline(QPainter& painter) const {
    if (!isMap() || showsRun() || mHoldOriginal || mDifference.isNull()) return;
    const double line = std::max(1.0, std::round(devicePixelRatioF()));
    const QRectF inside = mView.sceneInDevice().toAlignedRect();
    const QRectF outside = inside.adjusted(-line, -line, line, line);
    const QColor colour = Theme::quietText(palette());
    painter.fillRect(QRectF(outside.topLeft(), QSizeF(outside.width(), line)), colour);
    painter.fillRect(QRectF(outside.left(), inside.bottom(), outside.width(), line), colour);
    painter.fillRect(QRectF(outside.left(), inside.top(), line, inside.height()), colour);
    painter.fillRect(QRectF(inside.right(), inside.top(), line, inside.height()), colour);
}

void CanvasView::paintPicture(QPainter& painter, const DisplayImage& picture, const QRectF& sceneRect,
                              const QRect& clip, Quality quality) const {
    drawPicture(painter, picture, mView.toDevice(sceneRect), clip, quality == Quality::Draft);
}

void CanvasView::paintLabels(QPainter& painter, int pane) const {
    const double dpr = devicePixelRatioF();
    const QString name = mStepShown && !mFrames.empty() ? mFrames.front().name : QString();
    const QString after = !name.isEmpty()        ? name
                          : isNoisy(panes() - 1) ? tr("Noisy state")
                          : showsRun()           ? tr("Estimate")
                                                 : tr("Restored");
    if (isSplit()) {
        mDivider.paint(painter, mView, dpr, font(),
                       {comparedName(), after, mDividerHint ? tr("Drag to compare") : QString()});
        return;
    }
    QString label;
    if (panes() > 1) label = pane > 0 ? after : isNoisy(0) ? tr("Noisy state") : comparedName();
    if (panes() == 1) label = name;
    if (isMap() && !showsRun()) label = mDifference.isNull() ? tr("Comparing …") : mDifferenceName;
    if (label.isEmpty()) return;
    const QRectF scene = mView.sceneInDevice() & QRectF(QPointF(0, 0), QSizeF(mView.viewport()));
    // Inside the picture, unless it is too narrow for the text.
    const double room =
        std::min(std::max(scene.width(), kNarrow * dpr), double(mView.viewport().width())) - 24 * dpr;
    const double left = std::min(scene.left(), mView.viewport().width() - room - 24 * dpr);
    drawPill(painter, QPointF(std::max(0.0, left), scene.top()) + QPointF(12, 12) * dpr,
             Qt::AlignLeft | Qt::AlignTop, label, dpr, font(), room);
}

void CanvasView::paintCue(QPainter& painter) const {
    if (mCue.isEmpty()) return;
    const double dpr = devicePixelRatioF();
    const QSize room = mView.viewport();
    drawPill(painter, QPointF(room.width() / 2.0, room.height() - 16 * dpr),
             Qt::AlignHCenter | Qt::AlignBottom, mCue, dpr, font(), room.width() - 24 * dpr);
}

void CanvasView::paintBrushOutline(QPainter& painter) const {
    if (mCursorRegion.isEmpty() || !mHover || mDrag == Drag::Divider || mTool->outlineDiameter() <= 0) return;
    if (mSpaceDown || (mDrag == Drag::None && isDividerAt(*mHover))) return;
    const double dpr = devicePixelRatioF();
    const QPointF centre = devicePos(*mHover);
    const double radius = mTool->outlineDiameter() * mView.scale() / 2;
    painter.setBrush(Qt::NoBrush);
    if (radius < 3 * dpr) {
        // Too small to see: a cross marks the place. A square or a dot would hide the pixel.
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
    const double core = radius * mTool->coreShare();
    if (core >= radius - dpr || core < 2 * dpr) return;
    painter.setPen(QPen(QColor(255, 255, 255, 150), dpr, Qt::DotLine));
    painter.drawEllipse(centre, core, core);
}

}  // namespace lacuna::ui
