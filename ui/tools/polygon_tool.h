// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/area_tool.h"

namespace lacuna::ui {

/// Marks the inside of a polygon. Every click sets a corner; a click on the first corner or a second click on
/// the last one closes it. The button of the first corner decides whether it marks or erases.
class PolygonTool : public AreaTool {
    Q_OBJECT

  public:
    using AreaTool::AreaTool;

    void press(QPointF position, bool secondary) override;
    void move(QPointF position) override;
    void release(QPointF position) override;
    void cancel() override;
    bool isOpen() const override { return mActive; }
    void hover(QPointF position) override;
    void stepBack() override;
    void paintPreview(QPainter& painter, const ViewTransform& view) const override;

  protected:
    QRect fill(uchar value) override;
    QString commandText(bool marks) const override;

  private:
    bool isNear(QPointF position, QPointF corner) const;
    /// Sets mShape to the corners followed by the pointer's position.
    void setCorners(const QPolygonF& corners, QPointF pointer);

    QPolygonF mCorners;
};

}  // namespace lacuna::ui
