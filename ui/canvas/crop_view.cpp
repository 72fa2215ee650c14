// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/crop_view.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr double kMargin = 28;  ///< around the photograph, so that its rim can be seen and taken
constexpr double kReach = 12;   ///< from an edge or a corner
constexpr double kArm = 18;     ///< of the angle at a corner
constexpr QColor kDark(0, 0, 0, 170);
constexpr QColor kLight(255, 255, 255, 235);

}  // namespace

CropView::CropView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Frame of the photograph"));
    setAccessibleDescription(tr(
        "The arrow keys move the frame, with Ctrl its right and lower edges, with Shift in steps of ten."));
}

void CropView::setPicture(const DisplayImage& picture) {
    mPicture = picture;
    mDragged = CropFrame::None;
    mDrawing = false;
    update();
}

void CropView::setFrame(const CropFrame& frame) {
    mFrame = frame;
    update();
    Q_EMIT frameChanged();
}

void CropView::setDrawsLine(bool draws) {
    mDrawsLine = draws;
    mDrawing = false;
    showCursor(mPointer);
    update();
}

void CropView::setStraightening(bool straightening) {
    mStraightening = straightening;
    update();
}

double CropView::scale() const {
    const QSizeF size = mFrame.turned();
    if (size.isEmpty()) return 1;
    return std::max(
        1e-6, std::min((width() - 2 * kMargin) / size.width(), (height() - 2 * kMargin) / size.height()));
}

QPointF CropView::toWidget(QPointF position) const {
    const QSizeF size = mFrame.turned();
    return QPointF(width() / 2.0, height() / 2.0) +
           (position - QPointF(size.width() / 2, size.height() / 2)) * scale();
}

QPointF CropView::toFrame(QPointF widget) const {
    const QSizeF size = mFrame.turned();
    return (widget - QPointF(width() / 2.0, height() / 2.0)) / scale() +
           QPointF(size.width() / 2, size.height() / 2);
}

QRectF CropView::frameInWidget() const {
    return {toWidget(mFrame.rect().topLeft()), toWidget(mFrame.rect().bottomRight())};
}

int CropView::partAt(QPointF widget) const {
    const QRectF frame = frameInWidget();
    // A small frame keeps a middle to be moved by.
    const double across = std::min(kReach, frame.width() / 4);
    const double down = std::min(kReach, frame.height() / 4);
    const QRectF outer = frame.adjusted(-kReach, -kReach, kReach, kReach);
    if (!outer.contains(widget)) return CropFrame::None;
    int part = CropFrame::None;
    if (widget.x() < frame.left() + across) part |= CropFrame::Left;
    if (widget.x() > frame.right() - across) part |= CropFrame::Right;
    if (widget.y() < frame.top() + down) part |= CropFrame::Top;
    if (widget.y() > frame.bottom() - down) part |= CropFrame::Bottom;
    return part == CropFrame::None ? CropFrame::Inside : part;
}

void CropView::showCursor(QPointF widget) {
    if (mDrawsLine) return setCursor(Qt::CrossCursor);
    switch (partAt(widget)) {
        case CropFrame::None:
            return unsetCursor();
        case CropFrame::Inside:
            return setCursor(Qt::SizeAllCursor);
        case CropFrame::Left:
        case CropFrame::Right:
            return setCursor(Qt::SizeHorCursor);
        case CropFrame::Top:
        case CropFrame::Bottom:
            return setCursor(Qt::SizeVerCursor);
        case CropFrame::Left | CropFrame::Top:
        case CropFrame::Right | CropFrame::Bottom:
            return setCursor(Qt::SizeFDiagCursor);
        default:
            return setCursor(Qt::SizeBDiagCursor);
    }
}

void CropView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    mStart = mPointer = event->position();
    mBefore = mFrame.rect();
    mDrawing = mDrawsLine;
    if (!mDrawing) mDragged = partAt(mStart);
    update();
}

void CropView::mouseMoveEvent(QMouseEvent* event) {
    mPointer = event->position();
    if (mDragged != CropFrame::None) {
        mFrame.drag(mDragged, mBefore, (mPointer - mStart) / scale());
        Q_EMIT frameChanged();
    } else {
        showCursor(mPointer);
    }
    if (mDragged != CropFrame::None || mDrawing) update();
}

void CropView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    mDragged = CropFrame::None;
    if (std::exchange(mDrawing, false)) {
        const QPointF way = event->position() - mStart;
        if (std::hypot(way.x(), way.y()) >= kReach) {
            mFrame.level(toFrame(mStart), toFrame(event->position()));
            Q_EMIT frameChanged();
            Q_EMIT lineDrawn();
        }
    }
    update();
}

void CropView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!mDrawsLine && event->button() == Qt::LeftButton && partAt(event->position()) == CropFrame::Inside)
        Q_EMIT accepted();
}

/// Esc and Enter are also keys of the window's commands.
bool CropView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
            case Qt::Key_Escape:
            case Qt::Key_Return:
            case Qt::Key_Enter:
            case Qt::Key_Left:
            case Qt::Key_Right:
            case Qt::Key_Up:
            case Qt::Key_Down:
                event->accept();
                return true;
            default:
                break;
        }
    }
    return QWidget::event(event);
}

void CropView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT rejected();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return Q_EMIT accepted();
    const double step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    QPointF by;
    switch (event->key()) {
        case Qt::Key_Left:
            by.rx() = -step;
            break;
        case Qt::Key_Right:
            by.rx() = step;
            break;
        case Qt::Key_Up:
            by.ry() = -step;
            break;
        case Qt::Key_Down:
            by.ry() = step;
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    const int edge = by.x() != 0 ? CropFrame::Right : CropFrame::Bottom;
    mFrame.drag(event->modifiers() & Qt::ControlModifier ? edge : int(CropFrame::Inside), mFrame.rect(), by);
    update();
    Q_EMIT frameChanged();
}

void CropView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::surround(palette()));
    if (mPicture.isNull()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    paintPicture(painter);
    paintFrame(painter);
}

void CropView::paintPicture(QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QPointF corner = toWidget(QPointF(0, 0));
    painter.translate(corner);
    painter.scale(scale(), scale());
    painter.setTransform(mFrame.placement(), true);
    const int level = mPicture.levelFor(scale() * devicePixelRatioF());
    painter.drawImage(QRectF(QPointF(0, 0), QSizeF(mPicture.size())), mPicture.level(level));
    painter.restore();
}

void CropView::paintFrame(QPainter& painter) const {
    const QRectF frame = frameInWidget();
    QPainterPath outside;
    outside.addRect(QRectF(rect()));
    outside.addRect(frame);
    QColor veil = Theme::surround(palette());
    veil.setAlpha(190);
    painter.fillPath(outside, veil);

    QPainterPath grid;
    const int parts = mStraightening ? 9 : 3;
    if (mDragged != CropFrame::None || mStraightening) {
        for (int i = 1; i < parts; ++i) {
            const double x = frame.left() + frame.width() * i / parts;
            const double y = frame.top() + frame.height() * i / parts;
            grid.moveTo(x, frame.top());
            grid.lineTo(x, frame.bottom());
            grid.moveTo(frame.left(), y);
            grid.lineTo(frame.right(), y);
        }
        painter.strokePath(grid, QPen(QColor(0, 0, 0, 90), 2));
        painter.strokePath(grid, QPen(QColor(255, 255, 255, 130), 1));
    }
    QPainterPath lines;
    lines.addRect(frame);
    painter.strokePath(lines, QPen(kDark, 3));
    painter.strokePath(lines, QPen(kLight, 1));
    QPainterPath corners;
    const double arm = std::min({kArm, frame.width() / 3, frame.height() / 3});
    for (const auto& [at, across, down] :
         {std::tuple(frame.topLeft(), 1, 1), std::tuple(frame.topRight(), -1, 1),
          std::tuple(frame.bottomLeft(), 1, -1), std::tuple(frame.bottomRight(), -1, -1)}) {
        corners.moveTo(at + QPointF(across * arm, 0));
        corners.lineTo(at);
        corners.lineTo(at + QPointF(0, down * arm));
    }
    painter.strokePath(corners, QPen(kDark, 6, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.strokePath(corners, QPen(kLight, 3.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    if (mDrawing) {
        painter.setPen(QPen(kDark, 4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(mStart, mPointer);
        painter.setPen(QPen(kLight, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(mStart, mPointer);
    }
    if (hasFocus()) {
        QPen ring(accentMark(palette()), 1, Qt::DotLine);
        painter.setPen(ring);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

}  // namespace lacuna::ui
