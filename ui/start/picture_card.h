// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QImage>
#include <QPixmap>

namespace lacuna::ui {

/// A button that shows a picture with one or two lines of text below it.
class PictureCard : public QAbstractButton {
    Q_OBJECT

  public:
    static constexpr int kRing = 4;  ///< space around the picture for the focus ring

    /// `size` is the picture's, device-independent pixels; a picture of other proportions is cropped to it.
    PictureCard(const QString& title, const QString& subtitle, QSize size, QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    QSize pictureSize() const { return mSize; }
    void setPictureSize(QSize size);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QString mSubtitle;
    QSize mSize;
    QImage mPicture;
};

}  // namespace lacuna::ui
