// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/view_transform.h"

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr int kFitMargin = 24;        ///< device pixels on every side of a fitted photograph
constexpr double kSmallestSide = 32;  ///< device pixels that the longer side keeps when zoomed out
}  // namespace

void ViewTransform::setScene(QSize size) {
    mScene = size;
    fit();
}

void ViewTransform::setViewport(QSize device) {
    if (device == mViewport) return;
    const QPointF centre = toScene(QPointF(mViewport.width(), mViewport.height()) / 2);
    const bool first = mViewport.isEmpty();
    mViewport = device;
    if (mFitted || first) {
        fit();
        return;
    }
    mOrigin = QPointF(device.width(), device.height()) / 2 - centre * mScale;
    settle();
}

double ViewTransform::fitScale() const {
    if (mScene.isEmpty() || mViewport.isEmpty()) return 1;
    const double width = std::max(1, mViewport.width() - 2 * kFitMargin);
    const double height = std::max(1, mViewport.height() - 2 * kFitMargin);
    return std::min(width / mScene.width(), height / mScene.height());
}

double ViewTransform::minScale() const {
    const double side = std::max({1, mScene.width(), mScene.height()});
    return std::min({1.0, fitScale(), kSmallestSide / side});
}

void ViewTransform::fit() {
    mFitted = true;
    mScale = std::min(fitScale(), kMaxScale);
    const QSizeF left = QSizeF(mViewport) - QSizeF(mScene) * mScale;
    mOrigin = QPointF(left.width(), left.height()) / 2;
    settle();
}

void ViewTransform::zoomTo(double scale, QPointF anchor) {
    const QPointF fixed = toScene(anchor);
    mScale = std::clamp(scale, minScale(), kMaxScale);
    mOrigin = anchor - fixed * mScale;
    mFitted = false;
    settle();
}

void ViewTransform::zoomToCentre(double scale) {
    zoomTo(scale, QPointF(mViewport.width(), mViewport.height()) / 2);
}

void ViewTransform::pan(QPointF deviceDelta) {
    mOrigin += deviceDelta;
    mFitted = false;
    settle();
}

QRect ViewTransform::touchedPixels(const QRectF& device) const {
    const QPointF topLeft = toScene(device.topLeft());
    const QPointF bottomRight = toScene(device.bottomRight());
    const QRect pixels(QPoint(int(std::floor(topLeft.x())), int(std::floor(topLeft.y()))),
                       QPoint(int(std::ceil(bottomRight.x())) - 1, int(std::ceil(bottomRight.y())) - 1));
    return pixels & QRect(QPoint(0, 0), mScene);
}

/// Keeps a part of the scene in view, and the scene's pixels on whole device pixels, so that nothing is
/// resampled at scales 1, 2, 3, …
void ViewTransform::settle() {
    const QSizeF shown = QSizeF(mScene) * mScale;
    const auto keep = [](double origin, double length, double viewport) {
        const double visible = std::min({length, viewport, 64.0});
        return std::round(std::clamp(origin, visible - length, viewport - visible));
    };
    if (mViewport.isEmpty()) return;
    mOrigin.setX(keep(mOrigin.x(), shown.width(), mViewport.width()));
    mOrigin.setY(keep(mOrigin.y(), shown.height(), mViewport.height()));
}

}  // namespace lacuna::ui
