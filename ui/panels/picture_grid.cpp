// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/picture_grid.h"

#include "ui/base/theme.h"
#include "ui/document/draw_picture.h"
#include "ui/panels/solver_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr int kGap = 4;
constexpr int kMark = 10;
constexpr double kStep = 1.25;  ///< of a key, or a notch of the wheel
constexpr double kNotch = 120;  ///< eighths of a degree
constexpr int kArrow = 40;

}  // namespace

PictureGrid::PictureGrid(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Pictures of the solvers"));
    setToolTip(
        tr("The wheel zooms all pictures and dragging moves them; a double click switches between the whole "
           "picture and 100 %"));
}

void PictureGrid::setScene(QSize scene, int count) {
    const bool isNew = scene != mView.scene();
    mPictures.assign(std::size_t(count), {});
    if (isNew) mView.setScene(scene);
    arrange();
    update();
}

void PictureGrid::setPicture(int index, Picture picture) {
    mPictures[std::size_t(index)] = std::move(picture);
    QStringList words;
    for (const Picture& each : mPictures)
        words << each.name + QLatin1Char(' ') + each.value;
    setAccessibleDescription(words.join(QLatin1String(", ")));
    update();
}

int PictureGrid::nameHeight() const {
    return fontMetrics().height() + 8;
}

/// As many columns as make the pictures largest.
void PictureGrid::arrange() {
    const int count = std::max(1, this->count());
    const QSize scene = mView.scene().isEmpty() ? QSize(3, 2) : mView.scene();
    double best = 0;
    QSize room;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const QSize each((width() - (columns - 1) * kGap) / columns,
                         (height() - (rows - 1) * kGap) / rows - nameHeight());
        const double scale =
            std::min(double(each.width()) / scene.width(), double(each.height()) / scene.height());
        if (columns > 1 && scale <= best) continue;
        best = scale;
        mColumns = columns;
        room = each;
    }
    mView.setViewport(room.expandedTo({1, 1}) * devicePixelRatioF());
}

QRect PictureGrid::pictureRect(int index) const {
    const QSize each = mView.viewport() / devicePixelRatioF();
    const int column = index % mColumns, row = index / mColumns;
    return {
        QPoint(column * (each.width() + kGap), row * (each.height() + nameHeight() + kGap) + nameHeight()),
        each};
}

std::optional<QPointF> PictureGrid::inPicture(QPointF position) const {
    for (int i = 0; i < count(); ++i) {
        const QRectF room(pictureRect(i));
        if (room.contains(position)) return (position - room.topLeft()) * devicePixelRatioF();
    }
    return std::nullopt;
}

void PictureGrid::changed() {
    update();
    Q_EMIT viewChanged();
}

void PictureGrid::zoomBy(double factor, QPointF anchor) {
    mView.zoomTo(mView.scale() * factor, anchor);
    changed();
}

void PictureGrid::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double dpr = devicePixelRatioF();
    if (mPictures.empty()) {
        painter.fillRect(rect(), Theme::surround(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Choose solvers, and press Start."));
    }
    for (int i = 0; i < count(); ++i) {
        const QRect room = pictureRect(i);
        paintName(painter, picture(i), room.adjusted(0, -nameHeight(), 0, -room.height()));
        painter.save();
        painter.setClipRect(room);
        painter.translate(room.topLeft());
        painter.scale(1 / dpr, 1 / dpr);
        paintPicture(painter, picture(i), QRect(QPoint(0, 0), mView.viewport()));
        painter.restore();
        if (hasFocus()) {
            painter.setPen(palette().color(QPalette::Highlight));
            painter.drawRect(room.adjusted(0, 0, -1, -1));
        }
    }
}

void PictureGrid::paintPicture(QPainter& painter, const Picture& picture, const QRect& clip) const {
    painter.fillRect(clip, Theme::surround(palette()));
    const QSize scene = mView.scene();
    drawPicture(painter, picture.base, mView.sceneInDevice(), clip);
    for (const DisplayFrame& frame : picture.frames) {
        // An enlargement's frame counts in pixels of the result.
        const double ratio = double(frame.resultSize.width()) / scene.width();
        const QRectF place(QPointF(frame.rect.topLeft()) / ratio, QSizeF(frame.rect.size()) / ratio);
        drawPicture(painter, frame.picture, mView.toDevice(place), clip);
    }
}

void PictureGrid::paintName(QPainter& painter, const Picture& picture, const QRect& room) const {
    const QRect mark(room.left() + 2, room.center().y() - kMark / 2 + 1, kMark, kMark);
    painter.fillRect(mark, laneColour(palette(), picture.lane));
    QRect text = room.adjusted(kMark + 10, 0, -4, 0);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, picture.name);
    text.setLeft(text.left() + QFontMetrics(bold).horizontalAdvance(picture.name) + 10);
    painter.setFont(font());
    const QString value = fontMetrics().elidedText(picture.value, Qt::ElideRight, text.width());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, value);
}

void PictureGrid::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
    changed();
}

void PictureGrid::wheelEvent(QWheelEvent* event) {
    const auto at = inPicture(event->position());
    if (!at || event->angleDelta().y() == 0) return event->ignore();
    zoomBy(std::pow(kStep, event->angleDelta().y() / kNotch), *at);
    event->accept();
}

void PictureGrid::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !inPicture(event->position())) return event->ignore();
    mDrags = true;
    mDragged = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void PictureGrid::mouseMoveEvent(QMouseEvent* event) {
    if (!mDrags) return event->ignore();
    mView.pan((event->position() - mDragged) * devicePixelRatioF());
    mDragged = event->position();
    changed();
}

void PictureGrid::mouseReleaseEvent(QMouseEvent*) {
    mDrags = false;
    setCursor(Qt::OpenHandCursor);
}

void PictureGrid::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto at = inPicture(event->position());
    if (!at || event->button() != Qt::LeftButton) return event->ignore();
    if (mView.isFitted()) {
        mView.zoomTo(1, *at);
    } else {
        mView.fit();
    }
    changed();
}

void PictureGrid::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(mView.viewport().width() / 2.0, mView.viewport().height() / 2.0);
    const double step = kArrow * devicePixelRatioF();
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomBy(kStep, middle);
        case Qt::Key_Minus:
            return zoomBy(1 / kStep, middle);
        case Qt::Key_0:
            mView.fit();
            return changed();
        case Qt::Key_1:
            mView.zoomToCentre(1);
            return changed();
        case Qt::Key_Left:
            mView.pan({step, 0});
            return changed();
        case Qt::Key_Right:
            mView.pan({-step, 0});
            return changed();
        case Qt::Key_Up:
            mView.pan({0, step});
            return changed();
        case Qt::Key_Down:
            mView.pan({0, -step});
            return changed();
        default:
            QWidget::keyPressEvent(event);
    }
}

void PictureGrid::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void PictureGrid::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace lacuna::ui
