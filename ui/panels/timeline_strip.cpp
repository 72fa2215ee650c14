// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline_strip.h"

#include "ui/base/contrast.h"
#include "ui/base/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lacuna::ui {

namespace {
constexpr int kThumbnailWidth = 40;
constexpr int kRim = 3;
constexpr double kLeastMark = 4;  ///< the least width of the mark of the shown step
constexpr int kMarkRim = 3;       ///< what its line needs around it
}  // namespace

TimelineStrip::TimelineStrip(QWidget* parent) : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSingleStep(1);
    setAccessibleName(tr("Timeline"));
    setToolTip(tr("The steps of the restoration. Drag, or use the arrow keys, to look at each of them."));
    clear();
}

void TimelineStrip::setSteps(int kept, int expected) {
    const int before = std::exchange(mKept, kept);
    const int expectedBefore = std::exchange(mExpected, std::max(kept, expected));
    setRange(0, std::max(0, kept - 1));
    setPageStep(std::max(1, kept / 10));
    setEnabled(kept > 0);
    if (mExpected != expectedBefore || before == 0 || kept < before) {
        update();
    } else {
        update(shownCell(before).united(shownCell(kept - 1)));
    }
}

void TimelineStrip::clear() {
    mThumbnails.clear();
    setSteps(0, 0);
}

void TimelineStrip::setThumbnail(int index, const QImage& picture) {
    mThumbnails[index] = picture;
    update(shownCell(index));
}

int TimelineStrip::thumbnailHeight(const QSize& picture) const {
    const QSizeF room(cell(0).width() * spacing(), height() - 2 * kRim);
    const double scale =
        std::max(room.width() / std::max(1, picture.width()), room.height() / std::max(1, picture.height()));
    const double least = std::min<double>(picture.height(), room.height() * devicePixelRatioF());
    return int(std::clamp(std::ceil(scale * picture.height() * devicePixelRatioF()), least,
                          std::max<double>(least, picture.height())));
}

int TimelineStrip::spacing() const {
    const int room = std::max(1, width() / kThumbnailWidth);
    return std::max(1, (mExpected + room - 1) / room);
}

QVector<int> TimelineStrip::takeWanted() {
    QVector<int> wanted;
    for (int i = 0; i < mKept; i += spacing()) {
        if (mThumbnails.contains(i)) continue;
        mThumbnails.insert(i, QImage());
        wanted.push_back(i);
    }
    return wanted;
}

QRectF TimelineStrip::cell(int index) const {
    const double step = double(width()) / std::max(1, mExpected);
    return {index * step, double(kRim), step, double(height() - 2 * kRim)};
}

QRect TimelineStrip::shownCell(int index) const {
    const int every = spacing();
    const QRectF first = cell(index / every * every);
    return QRectF(first.left(), 0, first.width() * every, height()).toAlignedRect().adjusted(-1, 0, 1, 0);
}

QRectF TimelineStrip::markAt(int index) const {
    const QRectF now = cell(index).adjusted(0, -kRim + 1, 0, kRim - 1);
    const double width = std::max(now.width(), kLeastMark);
    return {now.center().x() - width / 2, now.top(), width, now.height()};
}

int TimelineStrip::indexAt(double x) const {
    return std::clamp(int(std::floor(x * mExpected / std::max(1, width()))), 0, std::max(0, mKept - 1));
}

void TimelineStrip::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor line = Theme::line(palette());
    const QColor accent = accentMark(palette());
    const int every = spacing();
    const double dpr = devicePixelRatioF();
    const double gap = std::max(1.0, std::floor(dpr));
    for (int i = 0; i < mExpected; i += every) {
        if (!event->region().intersects(shownCell(i))) continue;
        const QRectF first = cell(i);
        // On whole pixels of the screen, so that all gaps are the same.
        const double from = std::round(first.left() * dpr);
        const double to = std::round((first.left() + first.width() * every) * dpr);
        const QRectF inner(from / dpr, first.top(), std::max(1.0, to - from - gap) / dpr, first.height());
        painter.fillRect(inner,
                         i < mKept ? palette().color(QPalette::Mid) : palette().color(QPalette::Window));
        const auto found = mThumbnails.constFind(i);
        if (found == mThumbnails.constEnd() || found->isNull()) continue;
        // Crops the picture to the cell, about its centre.
        const QImage& picture = *found;
        const double scale = std::max(inner.width() / picture.width(), inner.height() / picture.height());
        const QSizeF size = inner.size() / scale;
        const QRectF source(
            QPointF((picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2), size);
        painter.drawImage(inner, picture, source);
    }
    painter.setPen(line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (mKept == 0) return;
    const QRectF mark = markAt(value());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Base), 4));
    painter.drawRoundedRect(mark, 2, 2);
    painter.setPen(QPen(accent, hasFocus() ? 3 : 2));
    painter.drawRoundedRect(mark, 2, 2);
}

void TimelineStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || mKept == 0) return;
    setSliderDown(true);
    setSliderPosition(indexAt(event->position().x()));
    triggerAction(SliderMove);
}

void TimelineStrip::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) setSliderPosition(indexAt(event->position().x()));
}

void TimelineStrip::mouseReleaseEvent(QMouseEvent*) {
    setSliderDown(false);
}

void TimelineStrip::wheelEvent(QWheelEvent* event) {
    if (const int turn = event->angleDelta().y())
        triggerAction(turn > 0 ? SliderSingleStepSub : SliderSingleStepAdd);
    event->accept();
}

void TimelineStrip::sliderChange(SliderChange change) {
    QAbstractSlider::sliderChange(change);
    if (change != SliderValueChange) return;  // setSteps() knows what a new range changes
    for (const int index : {std::exchange(mMarked, value()), value()})
        update(markAt(index).toAlignedRect().adjusted(-kMarkRim, -kMarkRim, kMarkRim, kMarkRim));
}

}  // namespace lacuna::ui
