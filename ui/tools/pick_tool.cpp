// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/pick_tool.h"

#include "ui/base/view_transform.h"
#include "ui/document/image_document.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr double kLeastWay = 2;    ///< pixels of the photograph; less is a click
constexpr double kArrowHead = 10;  ///< logical pixels

}  // namespace

void PickTool::drawTwoTone(QPainter& painter, const QPainterPath& path) {
    const double line = hairline(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 190), 4 * line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(QColor(255, 255, 255, 240), 1.5 * line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

void PickTool::press(QPointF position, bool secondary) {
    if (secondary || !document()) {
        cancel();
        return;
    }
    mActive = true;
    mStart = mEnd = position;
}

void PickTool::move(QPointF position) {
    if (!mActive) return;
    const QRectF before = covered();
    mEnd = position;
    Q_EMIT previewChanged(before | covered());
}

void PickTool::release(QPointF position) {
    if (!mActive) return;
    move(position);
    mActive = false;
    Q_EMIT previewChanged(covered());
    const QPointF way = mEnd - mStart;
    if (std::hypot(way.x(), way.y()) < kLeastWay) return;  // a click: the tool keeps waiting
    mAwaited = false;
    pick();
    Q_EMIT ended();
}

void PickTool::cancel() {
    mActive = false;
    Q_EMIT previewChanged(covered());
    if (std::exchange(mAwaited, false)) Q_EMIT ended();
}

QRectF PickTool::covered() const {
    const double rim = 2 * std::max(1.0, 3 * pointer().reach);  // line and arrow head
    return QRectF(mStart, mEnd).normalized().adjusted(-rim, -rim, rim, rim);
}

void ArrowTool::pick() {
    const QPointF way = mEnd - mStart;
    double angle = std::atan2(-way.y(), way.x()) * 180 / M_PI;
    angle = std::fmod(std::round(angle * 10) / 10 + 360, 180);
    Q_EMIT picked(std::clamp(std::hypot(way.x(), way.y()), 1.0, 200.0), angle);
}

void ArrowTool::paintPreview(QPainter& painter, const ViewTransform& view) const {
    if (!mActive) return;
    const QPointF from = view.toDevice(mStart);
    const QPointF to = view.toDevice(mEnd);
    const double head = kArrowHead * hairline(painter);
    QPainterPath path(from);
    path.lineTo(to);
    const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
    for (const double side : {0.8, -0.8}) {
        path.moveTo(to);
        path.lineTo(to - QPointF(std::cos(angle + side / 1.6), std::sin(angle + side / 1.6)) * head);
    }
    drawTwoTone(painter, path);
}

QRect RegionTool::region() const {
    const QRect touched(QPoint(int(std::floor(std::min(mStart.x(), mEnd.x()))),
                               int(std::floor(std::min(mStart.y(), mEnd.y())))),
                        QPoint(int(std::floor(std::max(mStart.x(), mEnd.x()))),
                               int(std::floor(std::max(mStart.y(), mEnd.y())))));
    return touched & QRect(QPoint(0, 0), document()->size());
}

void RegionTool::pick() {
    if (const QRect found = region(); !found.isEmpty()) Q_EMIT picked(found);
}

void RegionTool::paintPreview(QPainter& painter, const ViewTransform& view) const {
    if (!mActive || !document()) return;
    QPainterPath path;
    path.addRect(view.toDevice(QRectF(region())));
    drawTwoTone(painter, path);
}

}  // namespace lacuna::ui
