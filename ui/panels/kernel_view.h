// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace lacuna::ui {

/// Shows a blur kernel as a picture: the image of a bright point.
class KernelView : public QWidget {
    Q_OBJECT

  public:
    explicit KernelView(QWidget* parent = nullptr);

    /// Grey, 8 bit, one pixel per pixel of the photograph; null: not known yet.
    void setPicture(const QImage& picture);
    QSize sizeHint() const override { return {96, 96}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage mPicture;
};

}  // namespace lacuna::ui
