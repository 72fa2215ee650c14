// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/polygon_tool.h"

#include "ui/base/view_transform.h"
#include "ui/document/image_document.h"
#include "ui/tools/mask_brush.h"

#include <QLineF>
#include <QPainter>

namespace lacuna::ui {

namespace {
constexpr int kFewestCorners = 3;
constexpr double kHandle = 3.5;  ///< half a side, logical pixels
}  // namespace

bool PolygonTool::isNear(QPointF position, QPointF corner) const {
    return QLineF(position, corner).length() <= pointer().reach;
}

void PolygonTool::setCorners(const QPolygonF& corners, QPointF position) {
    const QRectF before = mShape.boundingRect();
    mCorners = corners;
    mShape = corners;
    mShape << position;
    const double margin = pointer().reach;
    Q_EMIT previewChanged((before | mShape.boundingRect()).adjusted(-margin, -margin, margin, margin));
}

void PolygonTool::press(QPointF position, bool secondary) {
    if (!mActive) {
        mCorners.clear();
        AreaTool::press(position, secondary);
        if (mActive) setCorners({position}, position);
        return;
    }
    const bool closes = isNear(position, mCorners.first()) || isNear(position, mCorners.last());
    if (!closes) {
        setCorners(mCorners << position, position);
    } else if (mCorners.size() >= kFewestCorners) {
        mShape = mCorners;
        finish();
        mCorners.clear();
    }
}

void PolygonTool::move(QPointF position) {
    if (!mActive) return;
    QPolygonF corners = mCorners;
    corners.last() = position;
    setCorners(corners, position);
}

void PolygonTool::release(QPointF) {}

void PolygonTool::hover(QPointF position) {
    if (mActive) setCorners(mCorners, position);
}

void PolygonTool::stepBack() {
    if (!mActive) return;
    if (mCorners.size() < 2) {
        cancel();
        return;
    }
    QPolygonF corners = mCorners;
    corners.removeLast();
    setCorners(corners, mShape.last());
}

void PolygonTool::cancel() {
    mCorners.clear();
    AreaTool::cancel();
}

void PolygonTool::paintPreview(QPainter& painter, const ViewTransform& view) const {
    AreaTool::paintPreview(painter, view);
    if (!mActive) return;
    const double half = kHandle * hairline(painter);
    painter.setPen(QPen(QColor(0, 0, 0, 190), hairline(painter)));
    painter.setBrush(Qt::white);
    for (const QPointF& corner : mCorners) {
        const QPointF at = view.toDevice(corner);
        painter.drawRect(QRectF(at - QPointF(half, half), at + QPointF(half, half)));
    }
}

QRect PolygonTool::fill(uchar value) {
    return fillPolygon(document()->editableMask(), mShape, value);
}

QString PolygonTool::commandText(bool marks) const {
    return marks ? tr("Mark polygon") : tr("Erase polygon");
}

}  // namespace lacuna::ui
