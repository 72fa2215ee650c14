// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lacuna::ui {

class CanvasView;

/// A ruler in pixels of the photograph along one side of the canvas, with a mark at the pointer.
class Ruler : public QWidget {
    Q_OBJECT

  public:
    Ruler(CanvasView& canvas, Qt::Orientation orientation, QWidget* parent = nullptr);

    QSize sizeHint() const override;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    CanvasView& mCanvas;
    Qt::Orientation mOrientation;
};

/// The canvas between rulers, which can be hidden.
class RuledCanvas : public QWidget {
    Q_OBJECT

  public:
    /// Takes ownership of the canvas.
    explicit RuledCanvas(CanvasView* canvas, QWidget* parent = nullptr);

    void setRulersShown(bool shown);

  private:
    QWidget* mCorner;
    Ruler* mTop;
    Ruler* mLeft;
};

}  // namespace lacuna::ui
