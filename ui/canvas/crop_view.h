// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/crop_frame.h"
#include "ui/document/display_image.h"

#include <QWidget>

namespace lacuna::ui {

/// The photograph with the frame that it will get, which can be dragged by its corners and edges, moved, and
/// moved with the arrow keys (one pixel; with Shift ten; with Ctrl its right and lower edge).
class CropView : public QWidget {
    Q_OBJECT

  public:
    explicit CropView(QWidget* parent = nullptr);

    void setPicture(const DisplayImage& picture);
    const CropFrame& frame() const { return mFrame; }
    void setFrame(const CropFrame& frame);
    /// While true, a drag draws a line that shall be level or upright.
    void setDrawsLine(bool draws);
    /// A finer grid, for as long as the photograph is being straightened.
    void setStraightening(bool straightening);
    /// Positions of the frame to those of the widget.
    QPointF toWidget(QPointF position) const;

  Q_SIGNALS:
    void frameChanged();
    /// The line was drawn; frameChanged() comes before.
    void lineDrawn();
    void accepted();
    void rejected();

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    double scale() const;
    QPointF toFrame(QPointF widget) const;
    QRectF frameInWidget() const;
    /// What a press there would drag.
    int partAt(QPointF widget) const;
    void showCursor(QPointF widget);
    void paintPicture(QPainter& painter) const;
    void paintFrame(QPainter& painter) const;

    DisplayImage mPicture;
    CropFrame mFrame;
    bool mDrawsLine = false;
    bool mStraightening = false;
    int mDragged = CropFrame::None;
    bool mDrawing = false;
    QRectF mBefore;    ///< the frame when the drag began
    QPointF mStart;    ///< of the drag, widget
    QPointF mPointer;  ///< widget
};

}  // namespace lacuna::ui
