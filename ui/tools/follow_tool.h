// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tools/abstract_tool.h"

#include <QPolygonF>

namespace lacuna::ui {

/// Follows a scratch from click to click. Finding its way isn't for the GUI thread, so the tool only emits
/// wanted(), and MaskFlow marks the way a moment later. A second click on the last point ends the scratch.
class FollowTool : public AbstractTool {
    Q_OBJECT

  public:
    using AbstractTool::AbstractTool;

    void press(QPointF position, bool secondary) override;
    void move(QPointF position) override { hover(position); }
    void release(QPointF) override {}
    void cancel() override;
    bool isOpen() const override { return !mPoints.isEmpty(); }
    bool outlivesMaskChanges() const override { return true; }
    void hover(QPointF position) override;
    /// Takes back the last point, with what was marked up to it.
    void stepBack() override;
    void paintPreview(QPainter& painter, const ViewTransform& view) const override;
    /// While a way is looked for, clicks do nothing.
    void setBusy(bool busy) { mBusy = busy; }

  Q_SIGNALS:
    /// From the last point to the new one. `marks`: else it unmarks.
    void wanted(QPointF from, QPointF to, bool marks);

  private:
    void setPoints(const QPolygonF& points, QPointF pointer);

    QPolygonF mPoints;
    QPointF mPointer;
    bool mMarks = true;
    bool mBusy = false;
};

}  // namespace lacuna::ui
