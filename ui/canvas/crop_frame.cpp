// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/crop_frame.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace lacuna::ui {

namespace {

/// Positions that lie beyond the picture by less than this count as inside.
constexpr double kSlack = 1e-6;
constexpr int kHalvings = 40;

double radians(double degrees) {
    return degrees * M_PI / 180;
}

QRectF between(const QRectF& a, const QRectF& b, double share) {
    return {a.topLeft() + share * (b.topLeft() - a.topLeft()),
            a.bottomRight() + share * (b.bottomRight() - a.bottomRight())};
}

QRectF about(QPointF middle, double width, double height) {
    return {middle.x() - width / 2, middle.y() - height / 2, width, height};
}

}  // namespace

CropFrame::CropFrame(QSize photo) : mPhoto(photo), mRect(QPointF(0, 0), QSizeF(photo)), mWish(mRect) {}

QSize CropFrame::turned() const {
    return mFraming.quarterTurns % 2 == 1 ? mPhoto.transposed() : mPhoto;
}

Framing CropFrame::framing() const {
    Framing framing = mFraming;
    const QSize size = turned();
    const int left = std::clamp(int(std::ceil(mRect.left() - 0.001)), 0, size.width() - 1);
    const int top = std::clamp(int(std::ceil(mRect.top() - 0.001)), 0, size.height() - 1);
    const int right = std::clamp(int(std::floor(mRect.right() + 0.001)), left + 1, size.width());
    const int bottom = std::clamp(int(std::floor(mRect.bottom() + 0.001)), top + 1, size.height());
    const QRect rect(QPoint(left, top), QPoint(right - 1, bottom - 1));
    if (framing.degrees == 0 && rect.size() == size) return framing;
    framing.x = rect.x();
    framing.y = rect.y();
    framing.width = rect.width();
    framing.height = rect.height();
    return framing;
}

QTransform CropFrame::placement() const {
    const QPointF middle(mPhoto.width() / 2.0, mPhoto.height() / 2.0);
    const QSizeF seen = turned();
    QTransform transform;
    transform.translate(seen.width() / 2, seen.height() / 2);
    transform.rotate(mFraming.degrees + 90 * mFraming.quarterTurns);
    if (mFraming.mirrored) transform.scale(-1, 1);
    transform.translate(-middle.x(), -middle.y());
    return transform;
}

bool CropFrame::contains(const QRectF& rect) const {
    const QSizeF size = turned();
    const QRectF whole(QPointF(-kSlack, -kSlack), size + 2 * QSizeF(kSlack, kSlack));
    if (rect.width() <= 0 || rect.height() <= 0 || !whole.contains(rect)) return false;
    const QPointF middle(size.width() / 2, size.height() / 2);
    QTransform back;
    back.translate(middle.x(), middle.y());
    back.rotate(-mFraming.degrees);
    back.translate(-middle.x(), -middle.y());
    const auto isIn = [&](QPointF corner) { return whole.contains(back.map(corner)); };
    return isIn(rect.topLeft()) && isIn(rect.topRight()) && isIn(rect.bottomLeft()) &&
           isIn(rect.bottomRight());
}

QRectF CropFrame::lastInside(const QRectF& good, const QRectF& wish) const {
    if (contains(wish)) return wish;
    double inside = 0;
    double outside = 1;
    for (int i = 0; i < kHalvings; ++i) {
        const double share = (inside + outside) / 2;
        (contains(between(good, wish, share)) ? inside : outside) = share;
    }
    return between(good, wish, inside);
}

QRectF CropFrame::largest(double ratio) const {
    const QSizeF size = turned();
    if (ratio <= 0) ratio = size.width() / size.height();
    // Of height 1, then as often as it fits: what a turned rectangle takes in width and in height.
    const double sine = std::abs(std::sin(radians(mFraming.degrees)));
    const double cosine = std::cos(radians(mFraming.degrees));
    const double height =
        std::min({size.width() / (ratio * cosine + sine), size.height() / (ratio * sine + cosine),
                  size.width() / ratio, size.height()});
    return about(QPointF(size.width() / 2, size.height() / 2), ratio * height, height);
}

/// After the degrees have changed.
void CropFrame::fitWish() {
    const QSizeF size = turned();
    if (mWish == QRectF(QPointF(0, 0), size) && mRatio == 0) {
        mRect = largest(0);
        return;
    }
    // Towards its own middle, as long as there is something around that.
    const QPointF middle = mWish.center();
    const QRectF core = about(middle, mWish.width() / 100, mWish.height() / 100);
    mRect = contains(core) ? lastInside(core, mWish) : lastInside(largest(mRatio), mWish);
}

void CropFrame::turn(int quarters) {
    quarters = (quarters % 4 + 4) % 4;
    for (int i = 0; i < quarters; ++i) {
        const double height = turned().height();
        for (QRectF* rect : {&mRect, &mWish})
            *rect = QRectF(height - rect->bottom(), rect->left(), rect->height(), rect->width());
        mFraming.quarterTurns = (mFraming.quarterTurns + 1) % 4;
        if (mRatio > 0) mRatio = 1 / mRatio;
    }
}

/// What is seen is mirrored after it was turned, but a framing mirrors first: the turns go the other way.
void CropFrame::mirror() {
    const double width = turned().width();
    for (QRectF* rect : {&mRect, &mWish})
        rect->moveLeft(width - rect->right());
    mFraming.mirrored = !mFraming.mirrored;
    mFraming.quarterTurns = (4 - mFraming.quarterTurns) % 4;
    mFraming.degrees = mFraming.degrees == 0 ? 0 : -mFraming.degrees;
}

void CropFrame::setDegrees(double degrees) {
    mFraming.degrees = std::clamp(degrees, -Framing::kMostDegrees, Framing::kMostDegrees);
    fitWish();
}

void CropFrame::level(QPointF from, QPointF to) {
    const QPointF way = to - from;
    if (std::hypot(way.x(), way.y()) < 1) return;
    const double seen = std::atan2(way.y(), way.x()) * 180 / M_PI;
    const double off = seen - 90 * std::round(seen / 90);
    setDegrees(mFraming.degrees - off);
}

void CropFrame::setRatio(double ratio) {
    mRatio = ratio;
    if (ratio <= 0) return;
    // The same area, about the same middle.
    const double area = mRect.width() * mRect.height();
    const double height = std::sqrt(area / ratio);
    const QRectF wish = about(mRect.center(), ratio * height, height);
    const QRectF core = about(mRect.center(), ratio * height / 1000, height / 1000);
    mRect = mWish = lastInside(contains(core) ? core : largest(ratio), wish);
}

/// The rectangle with the ratio's shape: what is dragged decides, what lies opposite stays.
QRectF CropFrame::inShape(const QRectF& rect, int part) const {
    if (mRatio <= 0) return rect;
    const bool across = part & (Left | Right);
    const bool down = part & (Top | Bottom);
    double width = rect.width();
    double height = rect.height();
    if (across && (!down || width / mRatio > height)) {
        height = width / mRatio;
    } else {
        width = height * mRatio;
    }
    double left = part & Left ? rect.right() - width : rect.left();
    double top = part & Top ? rect.bottom() - height : rect.top();
    if (!across) left = rect.center().x() - width / 2;
    if (!down) top = rect.center().y() - height / 2;
    return {left, top, width, height};
}

void CropFrame::drag(int part, const QRectF& before, QPointF by) {
    if (part == None) return;
    if (part == Inside) {
        // One direction after the other, so that it slides along the rim.
        QRectF moved = lastInside(before, before.translated(by.x(), 0));
        moved = lastInside(moved, moved.translated(0, by.y()));
        mRect = mWish = lastInside(moved, QRectF(before.topLeft() + by, before.size()));
        return;
    }
    QRectF wish = before;
    if (part & Left) wish.setLeft(std::min(wish.left() + by.x(), wish.right() - 1));
    if (part & Right) wish.setRight(std::max(wish.right() + by.x(), wish.left() + 1));
    if (part & Top) wish.setTop(std::min(wish.top() + by.y(), wish.bottom() - 1));
    if (part & Bottom) wish.setBottom(std::max(wish.bottom() + by.y(), wish.top() + 1));
    if (mRatio > 0) {
        mRect = mWish = lastInside(before, inShape(wish, part));
        return;
    }
    // One direction after the other here, too.
    QRectF across = before;
    across.setLeft(wish.left());
    across.setRight(wish.right());
    QRectF grown = lastInside(before, across);
    QRectF both = grown;
    both.setTop(wish.top());
    both.setBottom(wish.bottom());
    mRect = mWish = lastInside(grown, both);
}

}  // namespace lacuna::ui
