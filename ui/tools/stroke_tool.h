// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/mask_layer.h"
#include "ui/tools/abstract_tool.h"

#include <QRect>
#include <QString>

namespace lacuna::ui {

/// Paints or erases the mask with a round brush, hard or soft; a pen's pressure narrows it. A stroke follows
/// quadratic curves through the midpoints of the pointer's positions, so that a fast one is round, not a
/// polygon. When it ends, it becomes one undo command.
class StrokeTool : public AbstractTool {
    Q_OBJECT

  public:
    static constexpr double kMinDiameter = 1;
    static constexpr double kMaxDiameter = 1000;

    double diameter() const { return mDiameter; }
    /// 0–1: the share of the diameter that has full effect.
    double hardness() const { return mHardness; }

    void press(QPointF position, bool secondary) override;
    void move(QPointF position) override;
    void release(QPointF position) override;
    void cancel() override;
    double outlineDiameter() const override { return mDiameter; }
    double coreShare() const override { return mHardness; }
    QCursor cursor() const override { return Qt::BlankCursor; }

  public Q_SLOTS:
    /// Pixels of the photograph, clamped.
    void setDiameter(double pixels);
    /// By about a fifth, at least one pixel.
    void grow();
    void shrink();
    /// Clamped.
    void setHardness(double share);
    /// By a tenth.
    void harden();
    void soften();

  protected:
    StrokeTool(bool marks, QObject* parent) : AbstractTool(parent), mMarks(marks) {}

  private:
    double pressedDiameter() const;
    QRect draw(QPointF from, QPointF to, double diameter);
    QRect curve(QPointF from, QPointF control, QPointF to);
    void wrote(const QRect& written);

    bool mMarks;
    double mDiameter = 24;
    double mHardness = 1;
    bool mActive = false;
    bool mPaints = false;  ///< this stroke marks
    MaskLayer mBefore;
    QPointF mLast;              ///< the pointer's last position
    QPointF mDrawnTo;           ///< where the drawn part of the stroke ends
    double mDrawnDiameter = 0;  ///< the stroke's diameter there
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
