// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"
#include "ui/document/image_document.h"
#include "ui/tools/abstract_tool.h"

#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QTabletEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lacuna::ui {

namespace {
constexpr double kDividerGrip = 8;  ///< device-independent pixels on either side
constexpr double kArrowPan = 48;
constexpr double kArrowStep = 8;  ///< of a tool without an outline, device-independent pixels
constexpr double kReach = 6;      ///< device-independent pixels that count as "on it" for a tool

bool isPlain(const QKeyEvent& key) {
    return !(key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
}
}  // namespace

bool CanvasView::event(QEvent* event) {
    switch (event->type()) {
        case QEvent::Gesture:
        case QEvent::NativeGesture:
            if (gestureEvent(event)) return true;
            break;
        case QEvent::ShortcutOverride: {
            // These keys belong to the canvas while it has the focus.
            const auto* key = static_cast<QKeyEvent*>(event);
            if (isPlain(*key) && (key->key() == Qt::Key_Space || key->key() == Qt::Key_Return ||
                                  key->key() == Qt::Key_Enter)) {
                event->accept();
                return true;
            }
            break;
        }
        // Sent when the window has come to another screen, which may have another scale.
        case QEvent::ScreenChangeInternal:
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
        case QEvent::DevicePixelRatioChange:
#endif
            layOutPanes();
            updatePicture();
            break;
        default:
            break;
    }
    return QWidget::event(event);
}

bool CanvasView::gestureEvent(QEvent* event) {
    if (!mDocument) return false;
    if (event->type() == QEvent::NativeGesture) {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::EndNativeGesture) mKineticZoom.released();
        if (native->gestureType() != Qt::ZoomNativeGesture) return false;
        mKineticZoom.moved(1 + native->value(), native->position());
        zoomBy(1 + native->value(), native->position());
        return true;
    }
    auto* pinch = static_cast<QPinchGesture*>(static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture));
    if (!pinch) return false;
    if (pinch->state() == Qt::GestureStarted) endToolDrag(false);  // the stroke was the pinch's start
    if (pinch->changeFlags() & QPinchGesture::ScaleFactorChanged) {
        const QPointF centre = mapFromGlobal(pinch->centerPoint().toPoint());
        mKineticZoom.moved(pinch->scaleFactor(), centre);
        zoomBy(pinch->scaleFactor(), centre);
    }
    if (pinch->state() == Qt::GestureFinished) mKineticZoom.released();
    if (pinch->changeFlags() & QPinchGesture::CenterPointChanged) {
        mView.pan((pinch->centerPoint() - pinch->lastCenterPoint()) * devicePixelRatioF());
        moved();
        Q_EMIT zoomChanged();
    }
    return true;
}

void CanvasView::resizeEvent(QResizeEvent*) {
    layOutPanes();
}

void CanvasView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange) updatePicture();
    QWidget::changeEvent(event);
}

bool CanvasView::isDividerAt(QPointF widget) const {
    if (!isSplit() || !mDocument || mHoldOriginal) return false;
    return mDivider.isAt(devicePos(widget), kDividerGrip * devicePixelRatioF(), mView);
}

/// Qt turns every tablet event that isn't accepted into a mouse event. This keeps the pen's data, which that
/// event lacks.
void CanvasView::tabletEvent(QTabletEvent* event) {
    if (event->type() != QEvent::TabletRelease && event->buttons() != Qt::NoButton) {
        mPressure = event->pressure();
        mPenErases = event->pointerType() == QPointingDevice::PointerType::Eraser;
    }
    event->ignore();
}

void CanvasView::tellPointer(Qt::KeyboardModifiers modifiers) {
    mTool->setPointer({modifiers, mPressure, kReach * devicePixelRatioF() / mView.scale()});
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    mKineticZoom.stop();
    if (!mDocument || mDrag != Drag::None) return;
    mLastPos = event->position();
    mDragPane = paneAt(event->position());
    mDragButton = event->button();
    const bool left = event->button() == Qt::LeftButton;
    const bool right = event->button() == Qt::RightButton;
    if (event->button() == Qt::MiddleButton || (left && mSpaceDown)) {
        mDrag = Drag::Pan;
    } else if (left && isDividerAt(event->position())) {
        mDrag = Drag::Divider;
        mSlideIn.stop();
    } else if (mTool && (left || right) && !toolsRest()) {
        mDrag = Drag::Tool;
        if (mTool->marks()) setMaskShown(true);
        tellPointer(event->modifiers());
        mTool->press(toImage(event->position()), right || mPenErases);
    } else if (left) {
        mDrag = Drag::Pan;
        if (!mHoldOriginal) showCue();
    }
    updateCursor();
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    mHover = event->position();
    if (!mDocument) return;
    switch (mDrag) {
        case Drag::Pan:
            mView.pan((event->position() - mLastPos) * devicePixelRatioF());
            moved();
            Q_EMIT zoomChanged();
            break;
        case Drag::Divider:
            mDivider.dragTo(devicePos(event->position()), mView);
            mDividerHint = false;
            update();
            break;
        case Drag::Tool:
            tellPointer(event->modifiers());
            mTool->move(toImage(event->position()));
            break;
        case Drag::None:
            if (mTool && mTool->isOpen()) {
                tellPointer(event->modifiers());
                mTool->hover(toImage(event->position()));
            }
            updateCursor();
            break;
    }
    mLastPos = event->position();
    updateToolCursor();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    if (mDrag != Drag::None && event->button() != mDragButton) return;
    if (mDrag == Drag::Tool) {
        tellPointer(event->modifiers());
        mTool->release(toImage(event->position()));
    }
    mPressure = 1;
    mPenErases = false;
    mDrag = Drag::None;
    updateCursor();
    updateToolCursor();
}

void CanvasView::endToolDrag(bool keep) {
    if (mDrag == Drag::Tool) {
        mDrag = Drag::None;
        if (keep) {
            mTool->release(toImage(mLastPos));
        } else {
            mTool->cancel();
        }
    } else if (!keep && mTool && mTool->isOpen()) {
        mTool->cancel();
    }
}

bool CanvasView::cancelToolDrag() {
    if (mDrag != Drag::Tool && !(mTool && mTool->isOpen())) return false;
    endToolDrag(false);
    return true;
}

void CanvasView::makeWayForMaskChange() {
    if (!mTool || !mTool->outlivesMaskChanges()) cancelToolDrag();
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    if (!mDocument) return;
    mKineticZoom.stop();
    const bool touchpad = event->phase() != Qt::NoScrollPhase && !event->pixelDelta().isNull();
    if (touchpad && !(event->modifiers() & Qt::ControlModifier)) {
        mView.pan(QPointF(event->pixelDelta()) * devicePixelRatioF());
        moved();
        Q_EMIT zoomChanged();
    } else {
        const int turn = event->angleDelta().y();
        if (turn != 0) zoomBy(std::pow(2.0, turn / 480.0), event->position());
    }
    updateToolCursor();
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    if (!mDocument) return QWidget::keyPressEvent(event);
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    QPoint arrow;
    switch (event->key()) {
        case Qt::Key_Space:
            if (!event->isAutoRepeat()) mSpaceDown = true;
            updateCursor();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            // Ctrl+Return where there is nothing to restore yet, for one.
            if (!isPlain(*event)) return QWidget::keyPressEvent(event);
            if (event->isAutoRepeat()) return;
            if (toolsRest() && !mHoldOriginal) showCue();
            if (mTool && !toolsRest() && mDrag == Drag::None) {
                mHover = pixelCentre(keyPosition());
                mDrag = Drag::Tool;
                mDragButton = Qt::NoButton;
                if (mTool->marks()) setMaskShown(true);
                mLastPos = *mHover;
                tellPointer({});
                mTool->press(toImage(*mHover), shift);
            }
            return;
        case Qt::Key_Escape:
            if (!cancelToolDrag()) QWidget::keyPressEvent(event);
            return;
        case Qt::Key_Backspace:
            if (mTool && mTool->isOpen()) {
                mTool->stepBack();
            } else {
                QWidget::keyPressEvent(event);
            }
            return;
        case Qt::Key_Left:
            arrow = {-1, 0};
            break;
        case Qt::Key_Right:
            arrow = {1, 0};
            break;
        case Qt::Key_Up:
            arrow = {0, -1};
            break;
        case Qt::Key_Down:
            arrow = {0, 1};
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    if ((event->modifiers() & Qt::ControlModifier) && isSplit()) {
        mDividerHint = false;
        mDivider.setShare(mDivider.share() + 0.02 * (arrow.x() + arrow.y()));
        update();
    } else if (!mTool || shift) {
        mView.pan(-QPointF(arrow) * kArrowPan * devicePixelRatioF());
        update();
        Q_EMIT zoomChanged();
    } else {
        moveByKey(arrow, event->modifiers() & Qt::AltModifier);
    }
}

/// Position of the keyboard's brush: its last position, or the pointer on the photograph, or else the middle.
QPointF CanvasView::keyPosition() const {
    if (mDrag == Drag::Tool) return mLastPos;
    const bool inside = mHover && mView.sceneInDevice().contains(devicePos(*mHover));
    return inside ? *mHover : QPointF(rect().center());
}

/// The middle of the photograph's pixel there, so that steps of whole pixels don't end between two.
QPointF CanvasView::pixelCentre(QPointF widget) const {
    constexpr double kRounding = 1e-6;
    const QPointF image = toImage(widget) + QPointF(kRounding, kRounding);
    const QPointF centre(std::floor(image.x()) + 0.5, std::floor(image.y()) + 0.5);
    return widget + (centre - toImage(widget)) * (mView.scale() / devicePixelRatioF());
}

/// Moves the pointer by the arrow keys: by a quarter of the brush or, without a brush, by a small distance on
/// the screen, in whole pixels of the photograph. `fine`: by one pixel.
void CanvasView::moveByKey(QPoint arrow, bool fine) {
    const double scale = mView.scale() / devicePixelRatioF();
    const double brush = mTool->outlineDiameter();
    const double usual = brush > 0 ? brush / 4 : std::round(kArrowStep / scale);
    const double step = (fine ? 1.0 : std::max(1.0, usual)) * scale;
    const QPointF from = pixelCentre(keyPosition());
    mHover = QPointF(std::clamp(from.x() + arrow.x() * step, 0.0, double(width() - 1)),
                     std::clamp(from.y() + arrow.y() * step, 0.0, double(height() - 1)));
    mLastPos = *mHover;
    if (mDrag == Drag::Tool) {
        tellPointer({});
        mTool->move(toImage(*mHover));
    } else if (mTool->isOpen()) {
        tellPointer({});
        mTool->hover(toImage(*mHover));
    }
    updateToolCursor();
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->isAutoRepeat()) return;
    if (event->key() == Qt::Key_Space) {
        mSpaceDown = false;
        if (mDrag == Drag::Pan) mDrag = Drag::None;
        updateCursor();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        endToolDrag(true);
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

void CanvasView::enterEvent(QEnterEvent* event) {
    mHover = event->position();
    updateCursor();
    updateToolCursor();
}

void CanvasView::leaveEvent(QEvent*) {
    mHover.reset();
    updateToolCursor();
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    mSpaceDown = false;
    holdOriginal(false);
    updateCursor();
    QWidget::focusOutEvent(event);
}

void CanvasView::updateCursor() {
    if (!mDocument) {
        unsetCursor();
    } else if (mDrag == Drag::Pan) {
        setCursor(Qt::ClosedHandCursor);
    } else if (mDrag == Drag::Divider || (mHover && mDrag == Drag::None && isDividerAt(*mHover))) {
        setCursor(mDivider.orientation() == Qt::Vertical ? Qt::SplitHCursor : Qt::SplitVCursor);
    } else if (mSpaceDown || !mTool || toolsRest()) {
        setCursor(Qt::OpenHandCursor);
    } else {
        setCursor(mBusy ? QCursor(Qt::BusyCursor) : mTool->cursor());
    }
}

void CanvasView::updateScene(const QRectF& imageRect) {
    const double margin = 3 * devicePixelRatioF();
    update(inPanes(mView.toDevice(imageRect).adjusted(-margin, -margin, margin, margin)));
}

void CanvasView::updatePicture(const QRectF& imageRect) {
    mTiles.invalidate(imageRect);
    updateScene(imageRect);
}

void CanvasView::updatePicture() {
    mTiles.invalidate();
    update();
}

void CanvasView::moved() {
    mRest.start();
    update();
}

void CanvasView::tellPixel() {
    std::optional<QPoint> now;
    if (mDocument && mHover) {
        const QPointF at = toImage(*mHover);
        const QPoint pixel(int(std::floor(at.x())), int(std::floor(at.y())));
        if (QRect(QPoint(0, 0), mDocument->size()).contains(pixel)) now = pixel;
    }
    if (now == mPixel) return;
    mPixel = now;
    Q_EMIT pointed(now);
}

void CanvasView::updateToolCursor() {
    tellPixel();
    QRegion now;
    if (mDocument && mTool && mHover && !toolsRest() && mDrag != Drag::Pan) {
        const double ratio = devicePixelRatioF();
        const double reach = std::max(6 * ratio, mTool->outlineDiameter() * mView.scale()) / 2 + 3 * ratio;
        const QPointF at = devicePos(*mHover);
        now = inPanes(QRectF(at - QPointF(reach, reach), at + QPointF(reach, reach)));
    }
    update(mCursorRegion);
    update(now);
    mCursorRegion = now;
}

}  // namespace lacuna::ui
