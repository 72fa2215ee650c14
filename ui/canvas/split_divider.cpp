// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/split_divider.h"

#include "ui/base/view_transform.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QPixmapCache>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

/// The pill by itself. Setting its text takes longer than a picture of a run takes to paint, so it is kept.
QPixmap pillOf(const QString& text, double dpr, const QFont& base, double room) {
    const QString key = QStringLiteral("pill/%1/%2/%3/%4").arg(dpr).arg(room).arg(base.key(), text);
    QPixmap made;
    if (QPixmapCache::find(key, &made)) return made;
    QFont font = base;
    font.setPixelSize(std::max(1, int(std::round(QFontMetricsF(base).height() * 0.75 * dpr))));
    const QFontMetricsF metrics(font);
    const QSizeF rim(20 * dpr, 8 * dpr);
    QSizeF words(metrics.horizontalAdvance(text), metrics.height());
    if (room > 0 && words.width() + rim.width() > room) {
        const QRectF column(0, 0, std::max(1.0, room - rim.width()), room);
        words = metrics.boundingRect(column, Qt::TextWordWrap, text).size();
    }
    const QSize size(int(std::ceil(words.width() + rim.width())),
                     int(std::ceil(words.height() + rim.height())));
    made = QPixmap(size);
    made.fill(Qt::transparent);
    QPainter painter(&made);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 20, 180));
    const double radius = (metrics.height() + rim.height()) / 2;
    painter.drawRoundedRect(QRect(QPoint(0, 0), size), radius, radius);
    painter.setPen(QColor(255, 255, 255, 235));
    painter.setFont(font);
    painter.drawText(QRect(QPoint(0, 0), size), int(Qt::AlignCenter) | Qt::TextWordWrap, text);
    painter.end();
    QPixmapCache::insert(key, made);
    return made;
}

}  // namespace

void drawPill(QPainter& painter, QPointF at, Qt::Alignment align, const QString& text, double dpr,
              const QFont& base, double room) {
    const QPixmap pill = pillOf(text, dpr, base, room);
    QRectF place(at, QSizeF(pill.size()));
    if (align & Qt::AlignRight) place.moveRight(at.x());
    if (align & Qt::AlignBottom) place.moveBottom(at.y());
    if (align & Qt::AlignHCenter) place.moveCenter(QPointF(at.x(), place.center().y()));
    painter.drawPixmap(place.topLeft().toPoint(), pill);
}

void SplitDivider::setShare(double share) {
    mShare = std::clamp(share, 0.0, 1.0);
}

QPointF SplitDivider::point(double across, double along) const {
    return isUpright() ? QPointF(across, along) : QPointF(along, across);
}

std::pair<double, double> SplitDivider::range(const ViewTransform& view) const {
    const QRectF visible = view.sceneInDevice() & QRectF(QPointF(0, 0), QSizeF(view.viewport()));
    return {along(visible.topLeft()), along(visible.bottomRight())};
}

double SplitDivider::position(const ViewTransform& view) const {
    const auto [low, high] = range(view);
    return std::round(low + mShare * (high - low));
}

void SplitDivider::dragTo(QPointF position, const ViewTransform& view) {
    const auto [low, high] = range(view);
    setShare((along(position) - low) / std::max(1.0, high - low));
}

bool SplitDivider::isAt(QPointF at, double grip, const ViewTransform& view) const {
    return std::abs(along(at) - position(view)) <= grip;
}

std::pair<QRect, QRect> SplitDivider::parts(const QRect& clip, const ViewTransform& view) const {
    const int at = int(position(view));
    QRect before = clip;
    QRect after = clip;
    if (isUpright()) {
        before.setRight(std::min(clip.right(), at - 1));
        after.setLeft(std::max(clip.left(), at));
    } else {
        before.setBottom(std::min(clip.bottom(), at - 1));
        after.setTop(std::max(clip.top(), at));
    }
    return {before, after};
}

void SplitDivider::paint(QPainter& painter, const ViewTransform& view, double dpr, const QFont& font,
                         const Labels& labels) const {
    const QRectF scene = view.sceneInDevice() & QRectF(QPointF(0, 0), QSizeF(view.viewport()));
    if (scene.isEmpty()) return;
    const double at = position(view);
    const double from = isUpright() ? scene.top() : scene.left();
    const double to = isUpright() ? scene.bottom() : scene.right();
    const auto drawLine = [&](double width, const QColor& colour) {
        painter.fillRect(QRectF(point(at - width / 2, from), point(at + width / 2, to)), colour);
    };
    drawLine(3 * dpr, QColor(0, 0, 0, 90));
    drawLine(1.5 * dpr, QColor(255, 255, 255, 235));
    const QPointF middle = point(at, (from + to) / 2);
    painter.setPen(QPen(QColor(0, 0, 0, 90), dpr));
    painter.setBrush(QColor(255, 255, 255, 240));
    painter.drawEllipse(middle, 14 * dpr, 14 * dpr);
    painter.setPen(QPen(QColor(40, 40, 40), 1.5 * dpr, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const int side : {-1, 1}) {
        QPainterPath arrow(middle + point(side * 4, -4) * dpr);
        arrow.lineTo(middle + point(side * 8, 0) * dpr);
        arrow.lineTo(middle + point(side * 4, 4) * dpr);
        painter.drawPath(arrow);
    }
    const double gap = 12 * dpr;
    painter.save();
    const auto [before, after] = parts(scene.toAlignedRect(), view);
    painter.setClipRect(before);
    const QPointF first =
        isUpright() ? QPointF(at - gap, scene.top() + gap) : QPointF(scene.left() + gap, at - gap);
    drawPill(painter, first, isUpright() ? Qt::AlignRight | Qt::AlignTop : Qt::AlignLeft | Qt::AlignBottom,
             labels.before, dpr, font);
    painter.setClipRect(after);
    const QPointF second =
        isUpright() ? QPointF(at + gap, scene.top() + gap) : QPointF(scene.left() + gap, at + gap);
    drawPill(painter, second, Qt::AlignLeft | Qt::AlignTop, labels.after, dpr, font);
    painter.restore();
    if (!labels.hint.isEmpty())
        drawPill(painter, middle + QPointF(0, 24 * dpr), Qt::AlignHCenter, labels.hint, dpr, font);
}

}  // namespace lacuna::ui
