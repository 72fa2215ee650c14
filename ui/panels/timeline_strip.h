// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSlider>
#include <QHash>
#include <QImage>
#include <QVector>

namespace lacuna::ui {

/// A slider over the steps of a run, side by side; those that are kept have pictures. Its value is the index
/// of the shown step.
class TimelineStrip : public QAbstractSlider {
    Q_OBJECT

  public:
    explicit TimelineStrip(QWidget* parent = nullptr);

    /// `expected` ≥ `kept`: how many there will be.
    void setSteps(int kept, int expected);
    int kept() const { return mKept; }
    void clear();
    void setThumbnail(int index, const QImage& picture);
    bool hasThumbnail(int index) const { return !mThumbnails.value(index).isNull(); }
    /// The kept steps that have room for a picture, each returned only once.
    QVector<int> takeWanted();
    /// In pixels of the screen: that of a picture of these proportions which fills its cell; no more than the
    /// picture has, unless the strip is higher than that.
    int thumbnailHeight(const QSize& picture) const;
    QSize sizeHint() const override { return {320, 56}; }
    QSize minimumSizeHint() const override { return {120, 48}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void sliderChange(SliderChange change) override;

  private:
    QRectF cell(int index) const;
    /// What has to be painted again if the step's picture changes, in pixels of the widget.
    QRect shownCell(int index) const;
    /// The mark of the shown step, if it is this one.
    QRectF markAt(int index) const;
    int indexAt(double x) const;
    /// Only every spacing()-th step has a picture.
    int spacing() const;

    int mKept = 0;
    int mExpected = 0;
    int mMarked = 0;  ///< the step that was marked last
    QHash<int, QImage> mThumbnails;
};

}  // namespace lacuna::ui
