// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/follow_tool.h"

#include "ui/base/view_transform.h"
#include "ui/document/image_document.h"

#include <QLineF>
#include <QPainter>

namespace lacuna::ui {

namespace {
constexpr double kHandle = 3.5;  ///< half a side, logical pixels
}

void FollowTool::setPoints(const QPolygonF& points, QPointF position) {
    const QRectF before = QPolygonF(mPoints + QPolygonF{mPointer}).boundingRect();
    mPoints = points;
    mPointer = position;
    const QRectF after = QPolygonF(mPoints + QPolygonF{mPointer}).boundingRect();
    const double margin = pointer().reach;
    Q_EMIT previewChanged((before | after).adjusted(-margin, -margin, margin, margin));
}

void FollowTool::press(QPointF position, bool secondary) {
    if (!document() || mBusy) return;
    if (mPoints.isEmpty()) {
        mMarks = !secondary;
        mPointer = position;
        setPoints({position}, position);
    } else if (QLineF(position, mPoints.last()).length() <= pointer().reach) {
        cancel();
    } else {
        const QPointF from = mPoints.last();
        setPoints(mPoints + QPolygonF{position}, position);
        Q_EMIT wanted(from, position, mMarks);
    }
}

void FollowTool::hover(QPointF position) {
    if (isOpen()) setPoints(mPoints, position);
}

void FollowTool::cancel() {
    if (isOpen()) setPoints({}, mPointer);
}

void FollowTool::stepBack() {
    if (!isOpen() || mBusy) return;
    QPolygonF points = mPoints;
    points.removeLast();
    if (!points.isEmpty() && document()) document()->history().undo();
    setPoints(points, mPointer);
}

void FollowTool::paintPreview(QPainter& painter, const ViewTransform& view) const {
    if (!isOpen()) return;
    const double line = hairline(painter);
    const QPointF from = view.toDevice(mPoints.last());
    painter.setPen(QPen(QColor(0, 0, 0, 190), 3 * line));
    painter.drawLine(from, view.toDevice(mPointer));
    painter.setPen(QPen(Qt::white, line, Qt::DashLine));
    painter.drawLine(from, view.toDevice(mPointer));
    const double half = kHandle * line;
    painter.setPen(QPen(QColor(0, 0, 0, 190), line));
    painter.setBrush(Qt::white);
    for (const QPointF& point : mPoints) {
        const QPointF at = view.toDevice(point);
        painter.drawRect(QRectF(at - QPointF(half, half), at + QPointF(half, half)));
    }
}

}  // namespace lacuna::ui
