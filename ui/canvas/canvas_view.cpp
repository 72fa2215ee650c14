// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"

#include "ui/document/image_document.h"
#include "ui/tools/abstract_tool.h"

#include <QEasingCurve>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace lacuna::ui {

namespace {

constexpr std::array kZoomSteps{0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2,  0.25, 1.0 / 3, 0.5,  2.0 / 3, 1.0,
                                1.5,  2.0,  3.0,  4.0,  6.0, 8.0,  12.0, 16.0, 24.0,    32.0, 48.0,    64.0};
constexpr double kDividerGrip = 8;  ///< device-independent pixels on either side
constexpr double kArrowPan = 48;
constexpr int kSlideMilliseconds = 450;

}  // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 200);
    setAccessibleName(tr("Photograph"));
    setAccessibleDescription(
        tr("Paint over what should be restored. Arrow keys move the brush, Enter paints, Space and dragging "
           "moves the "
           "photograph."));
    grabGesture(Qt::PinchGesture);
    mSlideIn.setDuration(kSlideMilliseconds);
    mSlideIn.setEasingCurve(QEasingCurve::OutCubic);
    connect(&mSlideIn, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        mDivider = value.toDouble();
        update();
    });
}

CanvasView::~CanvasView() = default;

void CanvasView::setDocument(ImageDocument* document) {
    endToolDrag(false);
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mFrames.clear();
    mSlideIn.stop();
    mDividerHint = false;
    mHoldOriginal = false;
    setCompare(Compare::Off);
    setMaskShown(true);
    if (document) {
        connect(document, &ImageDocument::maskChanged, this,
                [this](const QRect& dirty) { updateScene(QRectF(dirty)); });
        connect(document, &ImageDocument::shownChanged, this, &CanvasView::onShownChanged);
        mView.setScene(document->size());
    }
    updateCursor();
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::setTool(AbstractTool* tool) {
    endToolDrag(false);
    if (mTool) mTool->disconnect(this);
    mTool = tool;
    if (tool) {
        connect(tool, &AbstractTool::previewChanged, this, &CanvasView::updateScene);
        connect(tool, &AbstractTool::outlineChanged, this, &CanvasView::updateToolCursor);
    }
    updateCursor();
    updateToolCursor();
}

const DisplayImage& CanvasView::original() const {
    return mDocument->source().display;
}

const DisplayImage& CanvasView::shown() const {
    const ResultPtr result = mRunning ? nullptr : mDocument->shownResult();
    return result && !result->display.isNull() ? result->display : original();
}

double CanvasView::zoom() const {
    if (!mDocument) return 1;
    return mView.scale() * mDocument->size().width() / shown().size().width();
}

void CanvasView::onShownChanged() {
    setMaskShown(mDocument->shownIndex() == ImageDocument::kOriginal);
    if (mDocument->shownIndex() == ImageDocument::kOriginal && mCompare == Compare::Split)
        setCompare(Compare::Off);
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::fit() {
    mView.fit();
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::setZoomKeeping(double pictureZoom) {
    mView.zoomToCentre(pictureZoom * mView.scale() / zoom());
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::zoomActual() {
    setZoomKeeping(1);
}

void CanvasView::zoomIn() {
    const auto next = std::find_if(kZoomSteps.begin(), kZoomSteps.end(),
                                   [this](double step) { return step > zoom() * 1.01; });
    if (next != kZoomSteps.end()) setZoomKeeping(*next);
}

void CanvasView::zoomOut() {
    const auto next = std::find_if(kZoomSteps.rbegin(), kZoomSteps.rend(),
                                   [this](double step) { return step < zoom() / 1.01; });
    if (next != kZoomSteps.rend()) setZoomKeeping(*next);
}

void CanvasView::zoomBy(double factor, QPointF anchor) {
    mView.zoomTo(mView.scale() * factor, devicePos(anchor));
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::setCompare(Compare mode) {
    mSlideIn.stop();
    mDivider = 0.5;
    mDividerHint = false;
    if (mode == mCompare) return;
    mCompare = mode;
    updateCursor();
    update();
    Q_EMIT compareChanged();
}

void CanvasView::introduceCompare() {
    setCompare(Compare::Split);
    mDividerHint = true;
    mSlideIn.setStartValue(1.0);
    mSlideIn.setEndValue(0.5);
    mSlideIn.start();
}

void CanvasView::setMaskShown(bool shown) {
    if (shown == mMaskShown) return;
    mMaskShown = shown;
    update();
    Q_EMIT maskShownChanged();
}

void CanvasView::holdOriginal(bool hold) {
    if (hold == mHoldOriginal || !mDocument) return;
    mHoldOriginal = hold;
    update();
}

void CanvasView::setRunning(bool running) {
    if (running) endToolDrag(false);
    if (running == mRunning) return;
    mRunning = running;
    updateCursor();
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::showFrame(const DisplayFrame& frame) {
    if (!mDocument) return;
    const auto same = std::find_if(mFrames.begin(), mFrames.end(), [&](const DisplayFrame& each) {
        return each.rect == frame.rect && each.resultSize == frame.resultSize;
    });
    if (same != mFrames.end()) {
        *same = frame;
    } else {
        mFrames.push_back(frame);
    }
    mFramePending = true;
    const double ratio = double(frame.resultSize.width()) / mDocument->size().width();
    updateScene(QRectF(QPointF(frame.rect.topLeft()) / ratio, QSizeF(frame.rect.size()) / ratio));
}

void CanvasView::clearFrames() {
    if (mFrames.empty()) return;
    mFrames.clear();
    update();
}

bool CanvasView::event(QEvent* event) {
    switch (event->type()) {
        case QEvent::Gesture:
        case QEvent::NativeGesture:
            if (gestureEvent(event)) return true;
            break;
        case QEvent::ShortcutOverride: {
            // These keys mean the canvas while it has the focus.
            const auto* key = static_cast<QKeyEvent*>(event);
            const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
            if (plain && (key->key() == Qt::Key_Space || key->key() == Qt::Key_Return ||
                          key->key() == Qt::Key_Enter)) {
                event->accept();
                return true;
            }
            break;
        }
        default:
            break;
    }
    return QWidget::event(event);
}

bool CanvasView::gestureEvent(QEvent* event) {
    if (!mDocument) return false;
    if (event->type() == QEvent::NativeGesture) {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() != Qt::ZoomNativeGesture) return false;
        zoomBy(1 + native->value(), native->position());
        return true;
    }
    auto* pinch = static_cast<QPinchGesture*>(static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture));
    if (!pinch) return false;
    if (pinch->state() == Qt::GestureStarted) endToolDrag(false);  // the first finger's stroke was no stroke
    if (pinch->changeFlags() & QPinchGesture::ScaleFactorChanged)
        zoomBy(pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint().toPoint()));
    if (pinch->changeFlags() & QPinchGesture::CenterPointChanged) {
        mView.pan((pinch->centerPoint() - pinch->lastCenterPoint()) * devicePixelRatioF());
        update();
    }
    return true;
}

void CanvasView::resizeEvent(QResizeEvent*) {
    mView.setViewport((QSizeF(size()) * devicePixelRatioF()).toSize());
    Q_EMIT zoomChanged();
}

void CanvasView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange) update();
    QWidget::changeEvent(event);
}

double CanvasView::dividerX() const {
    const QRectF scene = mView.sceneInDevice();
    const double left = std::max(0.0, scene.left());
    const double right = std::min(double(mView.viewport().width()), scene.right());
    return std::round(left + mDivider * (right - left));
}

bool CanvasView::isDividerAt(QPointF widget) const {
    if (mCompare != Compare::Split || !mDocument || mHoldOriginal) return false;
    return std::abs(widget.x() - dividerX() / devicePixelRatioF()) <= kDividerGrip;
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    if (!mDocument || mDrag != Drag::None) return;
    mLastPos = event->position();
    const bool left = event->button() == Qt::LeftButton;
    const bool right = event->button() == Qt::RightButton;
    if (event->button() == Qt::MiddleButton || (left && mSpaceDown)) {
        mDrag = Drag::Pan;
    } else if (left && isDividerAt(event->position())) {
        mDrag = Drag::Divider;
        mSlideIn.stop();
    } else if (mTool && (left || right) && !toolsRest()) {
        mDrag = Drag::Tool;
        setMaskShown(true);
        mTool->press(toImage(event->position()), right);
    } else if (left) {
        mDrag = Drag::Pan;
    }
    updateCursor();
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    mHover = event->position();
    if (!mDocument) return;
    switch (mDrag) {
        case Drag::Pan:
            mView.pan((event->position() - mLastPos) * devicePixelRatioF());
            update();
            Q_EMIT zoomChanged();
            break;
        case Drag::Divider: {
            const QRectF scene = mView.sceneInDevice();
            const double left = std::max(0.0, scene.left());
            const double right = std::min(double(mView.viewport().width()), scene.right());
            mDivider =
                std::clamp((devicePos(event->position()).x() - left) / std::max(1.0, right - left), 0.0, 1.0);
            mDividerHint = false;
            update();
            break;
        }
        case Drag::Tool:
            mTool->move(toImage(event->position()));
            break;
        case Drag::None:
            updateCursor();
            break;
    }
    mLastPos = event->position();
    updateToolCursor();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    if (mDrag == Drag::Tool) mTool->release(toImage(event->position()));
    mDrag = Drag::None;
    updateCursor();
    updateToolCursor();
}

void CanvasView::endToolDrag(bool keep) {
    if (mDrag != Drag::Tool) return;
    mDrag = Drag::None;
    if (keep) {
        mTool->release(toImage(mLastPos));
    } else {
        mTool->cancel();
    }
}

bool CanvasView::cancelToolDrag() {
    if (mDrag != Drag::Tool) return false;
    endToolDrag(false);
    return true;
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    if (!mDocument) return;
    const bool touchpad = event->phase() != Qt::NoScrollPhase && !event->pixelDelta().isNull();
    if (touchpad && !(event->modifiers() & Qt::ControlModifier)) {
        mView.pan(QPointF(event->pixelDelta()) * devicePixelRatioF());
        update();
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
            if (!event->isAutoRepeat() && mTool && !toolsRest() && mDrag == Drag::None) {
                mHover = keyPosition();
                mDrag = Drag::Tool;
                setMaskShown(true);
                mLastPos = *mHover;
                mTool->press(toImage(*mHover), shift);
            }
            return;
        case Qt::Key_Escape:
            if (!cancelToolDrag()) QWidget::keyPressEvent(event);
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
    if ((event->modifiers() & Qt::ControlModifier) && mCompare == Compare::Split) {
        mDividerHint = false;
        mDivider = std::clamp(mDivider + 0.02 * arrow.x(), 0.0, 1.0);
        update();
    } else if (!mTool || shift) {
        mView.pan(-QPointF(arrow) * kArrowPan * devicePixelRatioF());
        update();
        Q_EMIT zoomChanged();
    } else {
        moveByKey(arrow);
    }
}

/// Where the keyboard's brush is: where it was, or the pointer on the photograph, or else the middle.
QPointF CanvasView::keyPosition() const {
    if (mDrag == Drag::Tool) return mLastPos;
    const bool inside = mHover && mView.sceneInDevice().contains(devicePos(*mHover));
    return inside ? *mHover : QPointF(rect().center());
}

/// The pointer for those without one: a quarter of the brush, one pixel of the photograph at least.
void CanvasView::moveByKey(QPoint arrow) {
    const double scale = mView.scale() / devicePixelRatioF();
    const double step = std::max({1.0, mTool->outlineDiameter() / 4}) * scale;
    const QPointF from = keyPosition();
    mHover = QPointF(std::clamp(from.x() + arrow.x() * step, 0.0, double(width() - 1)),
                     std::clamp(from.y() + arrow.y() * step, 0.0, double(height() - 1)));
    mLastPos = *mHover;
    if (mDrag == Drag::Tool) mTool->move(toImage(*mHover));
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
        setCursor(Qt::SplitHCursor);
    } else if (mSpaceDown || !mTool || toolsRest()) {
        setCursor(Qt::OpenHandCursor);
    } else {
        setCursor(mTool->cursor());
    }
}

void CanvasView::updateScene(const QRectF& imageRect) {
    const double ratio = devicePixelRatioF();
    const QRectF device = mView.toDevice(imageRect).adjusted(-3, -3, 3, 3);
    update(QRectF(device.topLeft() / ratio, device.size() / ratio).toAlignedRect());
}

void CanvasView::updateToolCursor() {
    QRect now;
    if (mDocument && mTool && mHover && !toolsRest() && mDrag != Drag::Pan) {
        const double diameter = std::max(6.0, mTool->outlineDiameter() * mView.scale() / devicePixelRatioF());
        now = QRectF(*mHover - QPointF(diameter, diameter) / 2, QSizeF(diameter, diameter)).toAlignedRect();
        now.adjust(-3, -3, 3, 3);
    }
    update(mCursorRect);
    update(now);
    mCursorRect = now;
}

}  // namespace lacuna::ui
