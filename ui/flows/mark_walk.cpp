// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/mark_walk.h"

#include "ui/canvas/canvas_view.h"
#include "ui/flows/mask_flow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <cmath>
#include <utility>

namespace lacuna::ui {

MarkWalk::MarkWalk(const Parts& parts, QObject* parent) : QObject(parent), mParts(parts) {
    mParts.canvas.installEventFilter(this);
}

bool MarkWalk::eventFilter(QObject* watched, QEvent* event) {
    if (watched != &mParts.canvas || mHandsOn) return false;
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            return press(static_cast<const QMouseEvent&>(*event));
        case QEvent::MouseMove:
            return move(static_cast<const QMouseEvent&>(*event));
        case QEvent::MouseButtonRelease:
            return release(static_cast<const QMouseEvent&>(*event));
        case QEvent::KeyPress:
            return key(static_cast<const QKeyEvent&>(*event));
        default:
            return false;
    }
}

QPoint MarkWalk::pixelAt(QPointF widget) const {
    const QPointF at = mParts.canvas.toImage(widget);
    return {int(std::floor(at.x())), int(std::floor(at.y()))};
}

bool MarkWalk::press(const QMouseEvent& event) {
    mPressed.reset();
    if (event.button() != Qt::LeftButton || event.buttons() != Qt::LeftButton ||
        event.modifiers() != Qt::NoModifier || !mParts.canvas.isMaskShown() || !mParts.isBrush() ||
        !mParts.marks.isMarkAt(pixelAt(event.position())))
        return false;
    mPressed = event.position();
    return true;
}

/// Once it has moved, the canvas gets the press that was kept back: it begins a stroke.
bool MarkWalk::move(const QMouseEvent& event) {
    if (!mPressed) return false;
    const QPointF way = event.position() - *mPressed;
    if (way.manhattanLength() < QApplication::startDragDistance()) return true;
    const QPointF from = *std::exchange(mPressed, std::nullopt);
    QMouseEvent begin(QEvent::MouseButtonPress, from, mParts.canvas.mapToGlobal(from), Qt::LeftButton,
                      Qt::LeftButton, event.modifiers());
    mHandsOn = true;
    QApplication::sendEvent(&mParts.canvas, &begin);
    mHandsOn = false;
    return false;
}

bool MarkWalk::release(const QMouseEvent& event) {
    if (!mPressed || event.button() != Qt::LeftButton) return false;
    const QPointF at = *std::exchange(mPressed, std::nullopt);
    mParts.marks.removeMarkAt(pixelAt(at));
    return true;
}

bool MarkWalk::key(const QKeyEvent& event) {
    // Shift+Tab is a key of its own on some platforms.
    const bool back = event.key() == Qt::Key_Backtab || event.modifiers() == Qt::ShiftModifier;
    if (event.key() != Qt::Key_Tab && event.key() != Qt::Key_Backtab) return false;
    if (event.modifiers() & ~Qt::ShiftModifier) return false;
    return mParts.marks.stepThrough(back ? -1 : 1);
}

}  // namespace lacuna::ui
