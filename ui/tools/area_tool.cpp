// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/area_tool.h"

#include "ui/base/view_transform.h"
#include "ui/document/change_mask_command.h"
#include "ui/document/image_document.h"
#include "ui/tools/mask_brush.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

void AreaTool::press(QPointF position, bool secondary) {
    if (!document()) return;
    mActive = true;
    mMarks = !secondary;
    mStart = position;
    mShape = QPolygonF{position};
}

void AreaTool::release(QPointF position) {
    if (!mActive) return;
    move(position);
    finish();
}

void AreaTool::finish() {
    mActive = false;
    Q_EMIT previewChanged(mShape.boundingRect());
    const MaskLayer before = document()->mask();
    const QRect dirty = fill(mMarks ? 255 : 0);
    mShape.clear();
    if (dirty.isEmpty()) return;
    document()->noteMaskChanged(dirty);
    auto* command =
        new ChangeMaskCommand(*document(), commandText(mMarks), before, ChangeMaskCommand::Applied::Yes);
    if (command->isNoOp()) {
        delete command;
        return;
    }
    document()->history().push(command);
}

void AreaTool::cancel() {
    mActive = false;
    Q_EMIT previewChanged(mShape.boundingRect());
    mShape.clear();
}

QPointF AreaTool::opposite(QPointF position) const {
    if (!(pointer().modifiers & Qt::ShiftModifier)) return position;
    const QPointF way = position - mStart;
    const double side = std::max(std::abs(way.x()), std::abs(way.y()));
    return mStart + QPointF(std::copysign(side, way.x()), std::copysign(side, way.y()));
}

void AreaTool::paintPreview(QPainter& painter, const ViewTransform& view) const {
    if (!mActive || mShape.size() < 2) return;
    QPolygonF shape;
    for (const QPointF& corner : mShape)
        shape << view.toDevice(corner);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 190), hairline(painter)));
    painter.drawPolygon(shape);
    QPen dashes(QColor(255, 255, 255, 230), hairline(painter), Qt::CustomDashLine);
    dashes.setDashPattern({4, 4});
    painter.setPen(dashes);
    painter.drawPolygon(shape);
}

void RectangleTool::move(QPointF position) {
    if (!mActive) return;
    const QRectF before = mShape.boundingRect();
    const QPointF end = opposite(position);
    // Whole pixels, including those under both ends.
    const double left = std::floor(std::min(mStart.x(), end.x()));
    const double top = std::floor(std::min(mStart.y(), end.y()));
    const double right = std::floor(std::max(mStart.x(), end.x())) + 1;
    const double bottom = std::floor(std::max(mStart.y(), end.y())) + 1;
    const QRectF box(left, top, right - left, bottom - top);
    mShape = QPolygonF{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
    Q_EMIT previewChanged(before | mShape.boundingRect());
}

void EllipseTool::move(QPointF position) {
    if (!mActive) return;
    constexpr int kCorners = 96;
    const QRectF before = mShape.boundingRect();
    mBox = QRectF(mStart, opposite(position)).normalized();
    mShape.clear();
    for (int i = 0; i < kCorners; ++i) {
        const double angle = 2 * M_PI * i / kCorners;
        mShape << mBox.center() +
                      QPointF(std::cos(angle) * mBox.width(), std::sin(angle) * mBox.height()) / 2;
    }
    Q_EMIT previewChanged(before | mBox);
}

void LassoTool::move(QPointF position) {
    if (!mActive) return;
    mShape << position;
    Q_EMIT previewChanged(mShape.boundingRect());
}

QRect RectangleTool::fill(uchar value) {
    return fillRectangle(document()->editableMask(), mShape.boundingRect().toRect(), value);
}

QRect EllipseTool::fill(uchar value) {
    return fillEllipse(document()->editableMask(), mBox, value);
}

QRect LassoTool::fill(uchar value) {
    return fillPolygon(document()->editableMask(), mShape, value);
}

QString RectangleTool::commandText(bool marks) const {
    return marks ? tr("Mark rectangle") : tr("Erase rectangle");
}

QString EllipseTool::commandText(bool marks) const {
    return marks ? tr("Mark ellipse") : tr("Erase ellipse");
}

QString LassoTool::commandText(bool marks) const {
    return marks ? tr("Mark with lasso") : tr("Erase with lasso");
}

}  // namespace lacuna::ui
