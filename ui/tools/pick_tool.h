// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/abstract_tool.h"

#include <QRect>

class QPainterPath;

namespace lacuna::ui {

/// Asks once for two points on the photograph, and draws a shape between them meanwhile.
class PickTool : public AbstractTool {
    Q_OBJECT

  public:
    using AbstractTool::AbstractTool;

    /// Waits for the two points, until they are picked or the user gives up.
    void await() { mAwaited = true; }
    bool isOpen() const override { return mAwaited; }
    bool marks() const override { return false; }
    void press(QPointF position, bool secondary) override;
    void move(QPointF position) override;
    void release(QPointF position) override;
    void cancel() override;

  Q_SIGNALS:
    /// The tool no longer waits, whether something was picked or not.
    void ended();

  protected:
    /// Emits what was picked.
    virtual void pick() = 0;
    /// The part of the photograph that the preview covers.
    QRectF covered() const;
    /// Draws a line that is visible on any photograph.
    static void drawTwoTone(QPainter& painter, const QPainterPath& path);

    bool mAwaited = false;
    bool mActive = false;
    QPointF mStart;
    QPointF mEnd;
};

/// Picks an arrow along the motion that blurred the photograph.
class ArrowTool : public PickTool {
    Q_OBJECT

  public:
    using PickTool::PickTool;
    void paintPreview(QPainter& painter, const ViewTransform& view) const override;

  Q_SIGNALS:
    /// Pixels of the photograph, and degrees counter-clockwise from the x axis in [0, 180), because a motion
    /// and its reverse blur the same.
    void picked(double length, double angle);

  protected:
    void pick() override;
};

/// Picks a rectangle of the photograph.
class RegionTool : public PickTool {
    Q_OBJECT

  public:
    using PickTool::PickTool;
    void paintPreview(QPainter& painter, const ViewTransform& view) const override;

  Q_SIGNALS:
    /// Inside the photograph and not empty.
    void picked(const QRect& region);

  protected:
    void pick() override;

  private:
    QRect region() const;
};

}  // namespace lacuna::ui
