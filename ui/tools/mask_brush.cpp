// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/mask_brush.h"

#include "ui/document/mask_layer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace lacuna::ui {

namespace {

/// Sets the pixels of row y whose centres lie in [left, right].
void fillSpan(MaskLayer& mask, int y, double left, double right, uchar value, QRect& written) {
    const int first = std::max(0, int(std::ceil(left - 0.5)));
    const int last = std::min(mask.size().width() - 1, int(std::floor(right - 0.5)));
    if (first > last) return;
    std::memset(mask.scanLine(y) + first, value, std::size_t(last - first + 1));
    written |= QRect(QPoint(first, y), QPoint(last, y));
}

QRect fillLine(MaskLayer& mask, QPointF a, QPointF b, uchar value) {
    QRect written;
    const QPointF way = b - a;
    const int count = std::max(1, int(std::ceil(2 * std::max(std::abs(way.x()), std::abs(way.y())))));
    for (int i = 0; i <= count; ++i) {
        const QPointF at = a + way * (double(i) / count);
        const QPoint pixel(int(std::floor(at.x())), int(std::floor(at.y())));
        if (!mask.rect().contains(pixel)) continue;
        mask.scanLine(pixel.y())[pixel.x()] = value;
        written |= QRect(pixel, QSize(1, 1));
    }
    return written;
}

/// Widens [left, right] by where the segment from p to q crosses height y.
void addCrossing(QPointF p, QPointF q, double y, double& left, double& right) {
    if ((p.y() - y) * (q.y() - y) > 0 || p.y() == q.y()) return;
    const double x = p.x() + (q.x() - p.x()) * (y - p.y()) / (q.y() - p.y());
    left = std::min(left, x);
    right = std::max(right, x);
}

QRect fillCapsule(MaskLayer& mask, QPointF a, QPointF b, double radius, uchar value) {
    QRect written;
    const QPointF way = b - a;
    const double length = std::hypot(way.x(), way.y());
    const QPointF normal = length > 0 ? QPointF(-way.y(), way.x()) * (radius / length) : QPointF();
    const int top = std::max(0, int(std::floor(std::min(a.y(), b.y()) - radius)));
    const int bottom = std::min(mask.size().height() - 1, int(std::ceil(std::max(a.y(), b.y()) + radius)));
    for (int row = top; row <= bottom; ++row) {
        const double y = row + 0.5;
        double left = INFINITY;
        double right = -INFINITY;
        for (const QPointF& centre : {a, b}) {
            const double square = radius * radius - (y - centre.y()) * (y - centre.y());
            if (square < 0) continue;
            left = std::min(left, centre.x() - std::sqrt(square));
            right = std::max(right, centre.x() + std::sqrt(square));
        }
        // A capsule is convex: between its outermost crossings everything is inside.
        addCrossing(a + normal, b + normal, y, left, right);
        addCrossing(a - normal, b - normal, y, left, right);
        if (left <= right) fillSpan(mask, row, left, right, value, written);
    }
    return written;
}

}  // namespace

QRect fillStroke(MaskLayer& mask, QPointF a, QPointF b, double diameter, uchar value) {
    return diameter < 2 ? fillLine(mask, a, b, value) : fillCapsule(mask, a, b, diameter / 2, value);
}

QRect fillRectangle(MaskLayer& mask, const QRect& rectangle, uchar value) {
    const QRect area = rectangle & mask.rect();
    if (area.isEmpty()) return {};
    for (int y = area.top(); y <= area.bottom(); ++y)
        std::memset(mask.scanLine(y) + area.left(), value, std::size_t(area.width()));
    return area;
}

QRect fillPolygon(MaskLayer& mask, const QPolygonF& polygon, uchar value) {
    QRect written;
    const QRect rows = polygon.boundingRect().toAlignedRect() & mask.rect();
    std::vector<double> crossings;
    for (int row = rows.top(); row <= rows.bottom(); ++row) {
        const double y = row + 0.5;
        crossings.clear();
        for (qsizetype i = 0; i < polygon.size(); ++i) {
            const QPointF p = polygon[i];
            const QPointF q = polygon[(i + 1) % polygon.size()];
            if ((p.y() <= y) == (q.y() <= y)) continue;
            crossings.push_back(p.x() + (q.x() - p.x()) * (y - p.y()) / (q.y() - p.y()));
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
            fillSpan(mask, row, crossings[i], crossings[i + 1], value, written);
    }
    return written;
}

}  // namespace lacuna::ui
