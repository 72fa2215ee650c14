// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_view.h"

#include "core/operators/task.h"
#include "ui/document/image_document.h"
#include "ui/tools/abstract_tool.h"

#include <QEasingCurve>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

namespace lacuna::ui {

namespace {

constexpr std::array kZoomSteps{0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2,  0.25, 1.0 / 3, 0.5,  2.0 / 3, 1.0,
                                1.5,  2.0,  3.0,  4.0,  6.0, 8.0,  12.0, 16.0, 24.0,    32.0, 48.0,    64.0};
constexpr int kSlideMilliseconds = 450;
constexpr std::chrono::milliseconds kCueTime{4000};
constexpr std::chrono::milliseconds kRest{90};  ///< without an event, after which the view counts as at rest
constexpr double kPaneGap = 2;                  ///< between two views side by side, device-independent pixels

}  // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 200);
    setAccessibleName(tr("Photograph"));
    setAccessibleDescription(
        tr("Paint over what should be restored. The arrow keys move the brush, with Alt by one pixel; Enter "
           "paints; drag with Space held down to move the photograph."));
    grabGesture(Qt::PinchGesture);
    connect(&mKineticZoom, &KineticZoom::zoomed, this, &CanvasView::zoomBy);
    connect(this, &CanvasView::zoomChanged, this, &CanvasView::updateToolCursor);
    mSlideIn.setDuration(kSlideMilliseconds);
    mSlideIn.setEasingCurve(QEasingCurve::OutCubic);
    connect(&mSlideIn, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        mDivider.setShare(value.toDouble());
        update();
    });
    mRest.setSingleShot(true);
    mRest.setInterval(kRest);
    mSharpen.setSingleShot(true);
    mSharpen.setInterval(0);
    for (QTimer* timer : {&mRest, &mSharpen})
        connect(timer, &QTimer::timeout, this, [this] {
            if (!mSharp) update();
        });
    mCueEnd.setSingleShot(true);
    mCueEnd.setInterval(kCueTime);
    connect(&mCueEnd, &QTimer::timeout, this, [this] {
        mCue.clear();
        update();
    });
}

CanvasView::~CanvasView() = default;

void CanvasView::setDocument(ImageDocument* document) {
    endToolDrag(false);
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mFrames.clear();
    mDifference = DisplayImage();
    mCompared = DisplayImage();
    mTiles.clear();
    mSlideIn.stop();
    mKineticZoom.stop();
    mDividerHint = false;
    mHoldOriginal = false;
    setCompare(Compare::Off);
    setMaskShown(true);
    if (document) {
        connect(document, &ImageDocument::maskChanged, this,
                [this](const QRect& dirty) { updatePicture(QRectF(dirty)); });
        connect(document, &ImageDocument::shownChanged, this, &CanvasView::onShownChanged);
        connect(document, &ImageDocument::settingsChanged, this, [this] {
            if (toolsRest()) endToolDrag(false);
            updateCursor();
            updateToolCursor();
            updatePicture();
        });
        mView.setScene(document->size());
    }
    updateCursor();
    update();
    Q_EMIT zoomChanged();
}

void CanvasView::setView(const ViewTransform& view) {
    mView = view;
    layOutPanes();
    update();
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

const DisplayImage& CanvasView::compared() const {
    return mCompared.isNull() ? original() : mCompared;
}

QString CanvasView::comparedName() const {
    return mCompared.isNull() ? tr("Original") : mComparedName;
}

void CanvasView::setCompared(const DisplayImage& picture, const QString& name) {
    mCompared = picture;
    mComparedName = name;
    updatePicture();
}

const DisplayImage& CanvasView::shown() const {
    const ResultPtr shown = mDocument->shownResult();
    // Around its frames, a run and its steps show what it started from.
    const ResultPtr result = !showsRun() ? shown
                             : mRunning  ? mDocument->at(mRunStart)
                             : shown     ? mDocument->at(shown->parent)
                                         : nullptr;
    return result && !result->display.isNull() ? result->display : original();
}

double CanvasView::zoom() const {
    if (!mDocument) return 1;
    const int width =
        mStepShown && !mFrames.empty() ? mFrames.front().resultSize.width() : shown().size().width();
    return mView.scale() * mDocument->size().width() / width;
}

void CanvasView::onShownChanged() {
    mMaskReturns = mMaskReturns && mDocument->shownIndex() == ImageDocument::kOriginal;
    setMaskShown(!mMaskAside && mDocument->shownIndex() == ImageDocument::kOriginal);
    if (mDocument->shownIndex() == ImageDocument::kOriginal) setCompare(Compare::Off);
    mDifference = DisplayImage();
    updatePicture();
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

void CanvasView::lookAt(const QRect& area) {
    constexpr double kAround = 4;      // times the area's size
    constexpr double kLeastSide = 80;  // pixels of the photograph
    constexpr double kMostZoom = 6;
    const QSizeF room(mView.viewport());
    const double across = std::max(kLeastSide, kAround * area.width());
    const double down = std::max(kLeastSide, kAround * area.height());
    const double scale = std::min({room.width() / across, room.height() / down, kMostZoom});
    mView.zoomToCentre(std::max(scale, mView.fitScale()));
    mView.pan(QPointF(room.width(), room.height()) / 2 - mView.toDevice(QRectF(area).center()));
    moved();
    Q_EMIT zoomChanged();
}

void CanvasView::zoomOut() {
    const auto next = std::find_if(kZoomSteps.rbegin(), kZoomSteps.rend(),
                                   [this](double step) { return step < zoom() / 1.01; });
    if (next != kZoomSteps.rend()) setZoomKeeping(*next);
}

void CanvasView::zoomBy(double factor, QPointF anchor) {
    mView.zoomTo(mView.scale() * factor, devicePos(anchor));
    moved();
    Q_EMIT zoomChanged();
}

void CanvasView::setCompare(Compare mode) {
    mSlideIn.stop();
    mDivider.setShare(0.5);
    mDividerHint = false;
    if (mode == mCompare) return;
    mDifference = DisplayImage();
    mCompare = mode;
    mDivider.setOrientation(mode == Compare::SplitRows ? Qt::Horizontal : Qt::Vertical);
    layOutPanes();
    updateCursor();
    updatePicture();
    Q_EMIT compareChanged();
}

void CanvasView::setDifference(const DisplayImage& difference, const QString& name) {
    mDifference = difference;
    mDifferenceName = name;
    if (isMap()) updatePicture();
}

int CanvasView::panes() const {
    return mCompare == Compare::SideBySide || showsBoth() ? 2 : 1;
}

bool CanvasView::isNoisy(int pane) const {
    if (!showsRun()) return false;
    return mIterate == Iterate::Noisy || (mIterate == Iterate::Both && pane == 0);
}

void CanvasView::setIterate(Iterate iterate) {
    mIterate = iterate;
    layOutPanes();
    updatePicture();
}

int CanvasView::paneStride() const {
    return mView.viewport().width() + int(std::ceil(kPaneGap * devicePixelRatioF()));
}

int CanvasView::paneAt(QPointF widget) const {
    return std::clamp(int(widget.x() * devicePixelRatioF() / paneStride()), 0, panes() - 1);
}

QPointF CanvasView::devicePos(QPointF widget) const {
    const int pane = mDrag == Drag::None ? paneAt(widget) : std::min(mDragPane, panes() - 1);
    return widget * devicePixelRatioF() - QPointF(pane * paneStride(), 0);
}

QRegion CanvasView::inPanes(const QRectF& device) const {
    const double ratio = devicePixelRatioF();
    QRegion region;
    for (int pane = 0; pane < panes(); ++pane) {
        const QRectF there = device.translated(pane * paneStride(), 0);
        region += QRectF(there.topLeft() / ratio, there.size() / ratio).toAlignedRect();
    }
    return region;
}

void CanvasView::layOutPanes() {
    const double ratio = devicePixelRatioF();
    QSize device = (QSizeF(size()) * ratio).toSize();
    // An odd pixel is the last pane's, which then reaches beyond the edge by one: none stays unpainted.
    if (panes() > 1)
        device.setWidth(std::max(1, (device.width() - int(std::ceil(kPaneGap * ratio)) + 1) / 2));
    mView.setViewport(device);
    Q_EMIT zoomChanged();
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
    updatePicture();
    Q_EMIT maskShownChanged();
}

void CanvasView::setMaskLook(MaskLook look) {
    setMaskShown(true);
    if (look == mMaskLook) return;
    mMaskLook = look;
    updatePicture();
    Q_EMIT maskShownChanged();
}

void CanvasView::setMaskFill(const QColor& fill) {
    mMaskFill = fill;
    updatePicture();
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
    mPaused = false;
    layMaskAside();
    layOutPanes();
    updateCursor();
    updatePicture();
}

void CanvasView::setPaused(bool paused) {
    if (!paused) endToolDrag(false);
    mPaused = paused;
    layMaskAside();
    updateCursor();
    updatePicture();
}

bool CanvasView::takesMask() const {
    return !mDocument || mDocument->settings().takesMask();
}

bool CanvasView::toolsRest() const {
    return isWatching() || mHoldOriginal || (mTool && mTool->marks() && !takesMask());
}

/// The mask would cover the very spots that a run is watched for.
void CanvasView::layMaskAside() {
    if (isWatching() == mMaskAside) return;
    mMaskAside = isWatching();
    if (mMaskAside) {
        mMaskReturns = mMaskShown;
        setMaskShown(false);
    } else if (mMaskReturns) {
        setMaskShown(true);
    }
}

void CanvasView::showCue() {
    mCue.clear();
    if (mTool && isWatching()) {
        mCue = tr("The tools are disabled during a run. Pause it to go on painting.");
    } else if (mTool && mTool->marks() && !takesMask()) {
        mCue = tr("This task restores the whole photograph and uses no mask.");
    }
    if (mCue.isEmpty()) return;
    mCueEnd.start();
    update();
}

void CanvasView::setBusy(bool busy) {
    mBusy = busy;
    updateCursor();
}

void CanvasView::showStep(const std::vector<DisplayFrame>& frames) {
    if (!mDocument) return;
    const bool first = !std::exchange(mStepShown, true);
    mFrames = frames;
    if (first) {
        setMaskShown(false);
        layOutPanes();
    }
    updatePicture();
}

void CanvasView::leaveStep() {
    if (!std::exchange(mStepShown, false)) return;
    layOutPanes();
    updatePicture();
}

void CanvasView::showFrame(const DisplayFrame& frame) {
    if (!mDocument || mStepShown) return;
    // Frames that the new one covers are older, for example tiles of a first estimate.
    std::erase_if(mFrames, [&](const DisplayFrame& each) {
        return each.rect != frame.rect && frame.rect.contains(each.rect) &&
               each.resultSize == frame.resultSize;
    });
    const auto same = std::find_if(mFrames.begin(), mFrames.end(), [&](const DisplayFrame& each) {
        return each.rect == frame.rect && each.resultSize == frame.resultSize;
    });
    if (same != mFrames.end()) {
        *same = frame;
    } else {
        mFrames.push_back(frame);
    }
    mFramePending = true;
    updatePicture(placeOf(frame));
}

void CanvasView::clearFrames() {
    leaveStep();
    if (mFrames.empty()) return;
    mFrames.clear();
    updatePicture();
}

}  // namespace lacuna::ui
