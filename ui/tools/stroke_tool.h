// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/abstract_tool.h"

#include <QImage>
#include <QRect>
#include <QString>

namespace lacuna::ui {

/// Paints or erases the mask with a round brush. A stroke follows quadratic curves through the midpoints of
/// the pointer's positions, so that a fast one is round, not a polygon; it becomes one undo command when it
/// ends.
class StrokeTool : public AbstractTool {
    Q_OBJECT

  public:
    static constexpr double kMinDiameter = 1;
    static constexpr double kMaxDiameter = 1000;

    double diameter() const { return mDiameter; }

    void press(QPointF position, bool secondary) override;
    void move(QPointF position) override;
    void release(QPointF position) override;
    void cancel() override;
    double outlineDiameter() const override { return mDiameter; }
    QCursor cursor() const override { return Qt::BlankCursor; }

  public Q_SLOTS:
    /// Pixels of the photograph, clamped.
    void setDiameter(double pixels);
    /// About a fifth, one pixel at least.
    void grow();
    void shrink();

  protected:
    StrokeTool(bool marks, QObject* parent) : AbstractTool(parent), mMarks(marks) {}

  private:
    QRect draw(QPointF from, QPointF to);
    QRect curve(QPointF from, QPointF control, QPointF to);
    void wrote(const QRect& written);

    bool mMarks;
    double mDiameter = 24;
    bool mActive = false;
    uchar mValue = 0;
    QImage mBefore;
    QRect mDirty;
    QPointF mLast;     ///< the pointer's last position
    QPointF mDrawnTo;  ///< where the drawn part of the stroke ends
};

class BrushTool : public StrokeTool {
    Q_OBJECT
  public:
    explicit BrushTool(QObject* parent = nullptr) : StrokeTool(true, parent) {}
};

class EraserTool : public StrokeTool {
    Q_OBJECT
  public:
    explicit EraserTool(QObject* parent = nullptr) : StrokeTool(false, parent) {}
};

}  // namespace lacuna::ui
