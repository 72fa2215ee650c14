// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <QPointF>

#include <functional>
#include <optional>

class QKeyEvent;
class QMouseEvent;

namespace lacuna::ui {

class CanvasView;
class MaskFlow;

/// While marks are looked through (MaskFlow::isLookingThrough()): a click on one with the brush, which would
/// mark what is marked, unmarks it, and Tab and Shift+Tab on the canvas lead from one to the next. After the
/// last one, Tab leaves the canvas as always. A stroke that begins on a mark is a stroke.
class MarkWalk : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        CanvasView& canvas;
        MaskFlow& marks;
        std::function<bool()> isBrush;  ///< whether the brush is the chosen tool
    };

    explicit MarkWalk(const Parts& parts, QObject* parent = nullptr);

    /// Of the canvas.
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    bool press(const QMouseEvent& event);
    bool move(const QMouseEvent& event);
    bool release(const QMouseEvent& event);
    bool key(const QKeyEvent& event);
    QPoint pixelAt(QPointF widget) const;

    Parts mParts;
    std::optional<QPointF> mPressed;  ///< on a mark, and not moved since
    bool mHandsOn = false;            ///< the canvas is getting an event that was kept back
};

}  // namespace lacuna::ui
