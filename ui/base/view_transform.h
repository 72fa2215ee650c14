// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>

namespace lacuna::ui {

/// Maps the scene (the photograph, in its own pixels) to the viewport. Scales refer to device pixels: at
/// scale 1, an image pixel is a device pixel at any screen scaling. "Device" positions are device pixels from
/// the viewport's top left corner. A value type.
class ViewTransform {
  public:
    static constexpr double kMaxScale = 64;

    void setScene(QSize size);
    /// `device` is the viewport's size in device pixels. Keeps the scene's point in the middle there, or
    /// keeps a fitted scene fitted.
    void setViewport(QSize device);

    QSize scene() const { return mScene; }
    QSize viewport() const { return mViewport; }
    /// Device pixels per scene pixel.
    double scale() const { return mScale; }
    bool isFitted() const { return mFitted; }
    double fitScale() const;
    double minScale() const;

    /// Shows the whole scene as large as it fits, with a margin.
    void fit();
    /// Changes the scale, clamped, and keeps the scene's point under `anchor` in place.
    void zoomTo(double scale, QPointF anchor);
    void zoomToCentre(double scale);
    void pan(QPointF deviceDelta);

    QPointF toScene(QPointF device) const { return (device - mOrigin) / mScale; }
    QPointF toDevice(QPointF scene) const { return mOrigin + scene * mScale; }
    QRectF toDevice(const QRectF& scene) const { return {toDevice(scene.topLeft()), scene.size() * mScale}; }
    /// The scene's rectangle in device pixels.
    QRectF sceneInDevice() const { return toDevice(QRectF(QPointF(0, 0), QSizeF(mScene))); }
    /// The whole scene pixels that a device rectangle touches, clipped to the scene.
    QRect touchedPixels(const QRectF& device) const;

  private:
    void settle();

    QSize mScene;
    QSize mViewport;
    QPointF mOrigin;  ///< the scene's top left corner, whole device pixels
    double mScale = 1;
    bool mFitted = true;
};

}  // namespace lacuna::ui
