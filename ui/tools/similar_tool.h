// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/abstract_tool.h"

#include <QPoint>

namespace lacuna::ui {

/// Marks pixels with the colour of the clicked one. Reading every pixel of a photograph isn't for the GUI
/// thread, so the tool only emits wanted(), and MaskFlow changes the mask a moment later.
class SimilarTool : public AbstractTool {
    Q_OBJECT

  public:
    using AbstractTool::AbstractTool;

    static constexpr double kMaxTolerance = 255;

    /// 8-bit levels.
    double tolerance() const { return mTolerance; }
    void setTolerance(double levels) { mTolerance = levels; }

    void press(QPointF position, bool secondary) override;
    void move(QPointF) override {}
    void release(QPointF) override {}
    void cancel() override {}

  Q_SIGNALS:
    /// `everywhere`: not only pixels connected to `pixel` (Shift).
    void wanted(QPoint pixel, bool marks, bool everywhere);

  private:
    double mTolerance = 24;
};

}  // namespace lacuna::ui
