// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/abstract_tool.h"

#include <QPolygonF>

namespace lacuna::ui {

/// Marks the inside of a shape that the pointer draws, on release; with the right button, unmarks it.
class AreaTool : public AbstractTool {
    Q_OBJECT

  public:
    using AbstractTool::AbstractTool;

    void press(QPointF position, bool secondary) override;
    void release(QPointF position) override;
    void cancel() override;
    void paintPreview(QPainter& painter, const ViewTransform& view) const override;

  protected:
    virtual QRect fill(uchar value) = 0;
    virtual QString commandText(bool marks) const = 0;
    /// Fills the finished shape, as one undo step.
    void finish();
    /// The corner opposite the start; with Shift, at the same distance in x and y.
    QPointF opposite(QPointF position) const;

    bool mActive = false;
    QPointF mStart;
    QPolygonF mShape;  ///< pixels of the photograph

  private:
    bool mMarks = true;
};

/// Shift makes the rectangle a square.
class RectangleTool : public AreaTool {
    Q_OBJECT
  public:
    using AreaTool::AreaTool;
    void move(QPointF position) override;

  protected:
    QRect fill(uchar value) override;
    QString commandText(bool marks) const override;
};

/// An ellipse between two opposite corners of its box; Shift makes it a circle.
class EllipseTool : public AreaTool {
    Q_OBJECT
  public:
    using AreaTool::AreaTool;
    void move(QPointF position) override;

  protected:
    QRect fill(uchar value) override;
    QString commandText(bool marks) const override;

  private:
    QRectF mBox;
};

class LassoTool : public AreaTool {
    Q_OBJECT
  public:
    using AreaTool::AreaTool;
    void move(QPointF position) override;

  protected:
    QRect fill(uchar value) override;
    QString commandText(bool marks) const override;
};

}  // namespace lacuna::ui
