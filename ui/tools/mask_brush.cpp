// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tools/mask_brush.h"

#include "core/base/mask.h"
#include "ui/document/mask_layer.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lacuna::ui {

namespace {

/// The pixels of row y whose centres lie in [left, right].
QRect pixelsBetween(const MaskLayer& mask, int y, double left, double right) {
    const int first = std::max(0, int(std::ceil(left - 0.5)));
    const int last = std::min(mask.size().width() - 1, int(std::floor(right - 0.5)));
    return first > last ? QRect() : QRect(QPoint(first, y), QPoint(last, y));
}

/// Sets these pixels.
void fillSpan(MaskLayer& mask, int y, double left, double right, uchar value, QRect& written) {
    const QRect span = pixelsBetween(mask, y, left, right);
    if (span.isEmpty()) return;
    mask.fill(y, span.left(), span.right(), value);
    written |= span;
}

QRect fillLine(MaskLayer& mask, QPointF a, QPointF b, uchar value) {
    QRect written;
    const QPointF way = b - a;
    const int count = std::max(1, int(std::ceil(2 * std::max(std::abs(way.x()), std::abs(way.y())))));
    for (int i = 0; i <= count; ++i) {
        const QPointF at = a + way * (double(i) / count);
        const QPoint pixel(int(std::floor(at.x())), int(std::floor(at.y())));
        if (!mask.rect().contains(pixel)) continue;
        mask.fill(pixel.y(), pixel.x(), pixel.x(), value);
        written |= QRect(pixel, QSize(1, 1));
    }
    return written;
}

/// Extends [left, right] to include the crossing of the segment from p to q with height y.
void addCrossing(QPointF p, QPointF q, double y, double& left, double& right) {
    if ((p.y() - y) * (q.y() - y) > 0 || p.y() == q.y()) return;
    const double x = p.x() + (q.x() - p.x()) * (y - p.y()) / (q.y() - p.y());
    left = std::min(left, x);
    right = std::max(right, x);
}

/// The points within a radius of a segment.
class Capsule {
  public:
    Capsule(QPointF a, QPointF b, double radius) : mA(a), mB(b), mRadius(radius) {
        const QPointF way = b - a;
        const double length = std::hypot(way.x(), way.y());
        if (length > 0) mNormal = QPointF(-way.y(), way.x()) * (radius / length);
    }

    /// The range in which height y crosses it; false if it doesn't.
    bool span(double y, double& left, double& right) const {
        left = INFINITY;
        right = -INFINITY;
        for (const QPointF& centre : {mA, mB}) {
            const double square = mRadius * mRadius - (y - centre.y()) * (y - centre.y());
            if (square < 0) continue;
            left = std::min(left, centre.x() - std::sqrt(square));
            right = std::max(right, centre.x() + std::sqrt(square));
        }
        // A capsule is convex: between its outermost crossings everything is inside.
        addCrossing(mA + mNormal, mB + mNormal, y, left, right);
        addCrossing(mA - mNormal, mB - mNormal, y, left, right);
        return left <= right;
    }

    int top() const { return int(std::floor(std::min(mA.y(), mB.y()) - mRadius)); }
    int bottom() const { return int(std::ceil(std::max(mA.y(), mB.y()) + mRadius)); }

  private:
    QPointF mA;
    QPointF mB;
    QPointF mNormal;
    double mRadius;
};

/// The part of a soft brush that fades: from `core` to `radius` away from the segment.
class Fade {
  public:
    Fade(QPointF a, QPointF b, double core, double radius, bool marks)
        : mStartX(float(a.x())),
          mStartY(float(a.y())),
          mWayX(float(b.x() - a.x())),
          mWayY(float(b.y() - a.y())),
          mCore(float(core)),
          mSlope(float(kLeast / std::max(radius - core, 1e-3))),
          mMarks(marks) {
        const float square = mWayX * mWayX + mWayY * mWayY;
        mPerLength = square > 0 ? 1 / square : 0;
    }

    /// Applies it to pixels first … last of row y.
    void apply(uchar* row, int first, int last, double y) const {
        mMarks ? run<true>(row, first, last, float(y)) : run<false>(row, first, last, float(y));
    }

  private:
    static constexpr int kLeast = 254 - kMarkedAbove;  ///< the fade's span: what is marked has 128 … 255

    // Written for the compiler to turn into vector instructions: a 1000-pixel brush has 700 000 such pixels.
    template <bool Marks>
    void run(uchar* row, int first, int last, float y) const {
        const float dy = y - mStartY;
        for (int x = first; x <= last; ++x) {
            const float dx = float(x) + 0.5F - mStartX;
            float along = (dx * mWayX + dy * mWayY) * mPerLength;
            along = along < 0 ? 0 : along;
            along = along > 1 ? 1 : along;
            const float ex = dx - along * mWayX;
            const float ey = dy - along * mWayY;
            float lost = (std::sqrt(ex * ex + ey * ey) - mCore) * mSlope;
            lost = lost < 0 ? 0 : lost;
            lost = lost > kLeast ? float(kLeast) : lost;
            const int value = Marks ? 255 - int(lost) : 128 + int(lost);
            const int before = row[x];
            row[x] = uchar(Marks ? (before > value ? before : value) : (before < value ? before : value));
        }
    }

    float mStartX, mStartY, mWayX, mWayY, mCore, mSlope;
    float mPerLength = 0;
    bool mMarks;
};

QRect fillCapsule(MaskLayer& mask, QPointF a, QPointF b, const Brush& brush) {
    QRect written;
    const double radius = brush.diameter / 2;
    const double core = radius * std::clamp(brush.hardness, 0.0, 1.0);
    const bool soft = core < radius;
    const uchar value = brush.marks ? 255 : 0;
    const Capsule outer(a, b, radius);
    const Capsule inner(a, b, core);
    const Fade fade(a, b, core, radius, brush.marks);
    const int bottom = std::min(mask.size().height() - 1, outer.bottom());
    for (int row = std::max(0, outer.top()); row <= bottom; ++row) {
        const double y = row + 0.5;
        double left, right;
        if (!outer.span(y, left, right)) continue;
        if (soft) {
            const QRect span = pixelsBetween(mask, row, left, right);
            if (span.isEmpty()) continue;
            written |= span;
            QRect full = inner.span(y, left, right) ? pixelsBetween(mask, row, left, right) : QRect();
            if (full.isEmpty()) full = QRect(span.right() + 1, row, 0, 1);
            const auto edit = [&fade, y](uchar* pixels, int first, int last) {
                fade.apply(pixels, first, last, y);
            };
            mask.editRow(row, span.left(), full.left() - 1, !brush.marks, edit);
            mask.editRow(row, full.right() + 1, span.right(), !brush.marks, edit);
            if (full.isEmpty()) continue;
        }
        fillSpan(mask, row, left, right, value, written);
    }
    return written;
}

}  // namespace

QRect fillStroke(MaskLayer& mask, QPointF a, QPointF b, const Brush& brush) {
    return brush.diameter < 2 ? fillLine(mask, a, b, brush.marks ? 255 : 0) : fillCapsule(mask, a, b, brush);
}

QRect fillEllipse(MaskLayer& mask, const QRectF& box, uchar value) {
    QRect written;
    const QRect rows = box.toAlignedRect() & mask.rect();
    for (int row = rows.top(); row <= rows.bottom(); ++row) {
        const double height = (row + 0.5 - box.center().y()) / (box.height() / 2);
        if (!(std::abs(height) <= 1)) continue;
        const double half = box.width() / 2 * std::sqrt(1 - height * height);
        fillSpan(mask, row, box.center().x() - half, box.center().x() + half, value, written);
    }
    return written;
}

QRect fillRectangle(MaskLayer& mask, const QRect& rectangle, uchar value) {
    const QRect area = rectangle & mask.rect();
    if (area.isEmpty()) return {};
    for (int y = area.top(); y <= area.bottom(); ++y)
        mask.fill(y, area.left(), area.right(), value);
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
