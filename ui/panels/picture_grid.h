// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_transform.h"
#include "ui/document/display_frame.h"

#include <QPointF>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace lacuna::ui {

/// Pictures of the same scene side by side, which move and zoom in step: with the wheel, by dragging, with
/// the arrow keys, +, − and 0, and between all of it and its own pixels by a double click.
class PictureGrid : public QWidget {
    Q_OBJECT

  public:
    struct Picture {
        QString name;                      ///< above it
        QString value;                     ///< after the name
        int lane = 0;                      ///< whose colour marks it (laneColour())
        DisplayImage base;                 ///< fills the scene
        std::vector<DisplayFrame> frames;  ///< are drawn over it
    };

    explicit PictureGrid(QWidget* parent = nullptr);

    /// Of a scene of that size, in its own pixels; all pictures are empty then.
    void setScene(QSize scene, int count);
    void setPicture(int index, Picture picture);
    int count() const { return int(mPictures.size()); }
    const Picture& picture(int index) const { return mPictures[std::size_t(index)]; }
    /// Of every picture.
    const ViewTransform& view() const { return mView; }
    /// Where a picture is shown, without its name.
    QRect pictureRect(int index) const;
    QSize sizeHint() const override { return {900, 360}; }
    QSize minimumSizeHint() const override { return {320, 160}; }

  Q_SIGNALS:
    void viewChanged();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    void arrange();
    int nameHeight() const;
    void paintPicture(QPainter& painter, const Picture& picture, const QRect& clip) const;
    void paintName(QPainter& painter, const Picture& picture, const QRect& room) const;
    /// In device pixels of the picture under the pointer; nothing: there is none.
    std::optional<QPointF> inPicture(QPointF position) const;
    void zoomBy(double factor, QPointF anchor);
    void changed();

    std::vector<Picture> mPictures;
    ViewTransform mView;
    int mColumns = 1;
    QPointF mDragged;  ///< where the pointer was
    bool mDrags = false;
};

}  // namespace lacuna::ui
