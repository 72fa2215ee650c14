// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/kinetic_zoom.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/split_divider.h"
#include "ui/canvas/view_transform.h"
#include "ui/document/display_image.h"
#include "ui/worker/display_frame.h"

#include <QPointer>
#include <QRegion>
#include <QVariantAnimation>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace lacuna::ui {

class AbstractTool;
class ImageDocument;

/// The photograph: zoomed, panned, with the mask over it, the running estimate in its place, and the
/// comparison. Positions that tools see are pixels of the photograph; those of the comparison are shares of
/// its width.
class CanvasView : public QWidget {
    Q_OBJECT

  public:
    /// Against the original: an upright divider, a level one, two views in step, what differs. Against the
    /// data: what the result leaves of it, and what it adds.
    enum class Compare { Off, Split, SplitRows, SideBySide, Difference, Consistency, Invented };
    enum class MaskLook { Overlay, Outline };
    /// Of a run: D, x_t, or x_t and D side by side.
    enum class Iterate { Estimate, Noisy, Both };

    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    /// Not owned; null leaves the canvas empty.
    void setDocument(ImageDocument* document);
    /// Not owned; null means that the left button pans.
    void setTool(AbstractTool* tool);

    /// Device pixels per pixel of the picture shown; 1 is "100 %".
    double zoom() const;
    bool isFitted() const { return mView.isFitted(); }
    Compare compare() const { return mCompare; }
    /// Of what takes the original's place in it.
    QString comparedName() const;
    bool isMaskShown() const { return mMaskShown; }
    MaskLook maskLook() const { return mMaskLook; }
    Iterate iterate() const { return mIterate; }
    bool showsStep() const { return mStepShown; }
    const ViewTransform& view() const { return mView; }
    /// Widget coordinates, in device-independent pixels, to pixels of the photograph and back.
    QPointF toImage(QPointF widget) const { return mView.toScene(devicePos(widget)); }
    QPointF toWidget(QPointF image) const { return mView.toDevice(image) / devicePixelRatioF(); }
    /// Drops an unfinished stroke or shape; false where there is none.
    bool cancelToolDrag();
    /// The pixels of the photograph that are in view.
    QRect visiblePixels() const {
        return mView.touchedPixels(QRectF(QPointF(0, 0), QSizeF(mView.viewport())));
    }
    /// How many estimates of the run have been painted.
    int paintedFrames() const { return mPaintedFrames; }

  public Q_SLOTS:
    void fit();
    void zoomActual();
    void zoomIn();
    void zoomOut();
    void setCompare(lacuna::ui::CanvasView::Compare mode);
    /// What Compare::Difference and those after it show, and its name; null: not known yet.
    void setDifference(const lacuna::ui::DisplayImage& difference, const QString& name);
    /// Turns the comparison on with the divider sliding in from the edge, and a hint until it has been
    /// dragged.
    void introduceCompare();
    void setMaskShown(bool shown);
    /// How it is shown where it is.
    void setMaskLook(lacuna::ui::CanvasView::MaskLook look);
    /// With its opacity.
    void setMaskFill(const QColor& fill);
    /// What takes the original's place in comparisons, and its name; null: nothing.
    void setCompared(const lacuna::ui::DisplayImage& picture, const QString& name);
    /// While true, the original is shown.
    void holdOriginal(bool hold);
    /// The mask's outline stays, its colour goes, tools rest.
    void setRunning(bool running);
    /// While a run is paused the tools work.
    void setPaused(bool paused);
    /// The pointer says that something is being computed.
    void setBusy(bool busy);
    void showFrame(const lacuna::ui::DisplayFrame& frame);
    /// One step of a run in place of what is shown: its parts lie on the original. New frames wait meanwhile.
    void showStep(const std::vector<lacuna::ui::DisplayFrame>& frames);
    /// Shows a run's new frames again.
    void leaveStep();
    /// Forgets the run's estimates.
    void clearFrames();
    void setIterate(lacuna::ui::CanvasView::Iterate iterate);

  Q_SIGNALS:
    void zoomChanged();
    void compareChanged();
    void maskShownChanged();
    void framePainted();

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    enum class Drag { None, Pan, Tool, Divider };

    const DisplayImage& original() const;
    /// What results are compared with: the original or the clean photograph.
    const DisplayImage& compared() const;
    /// What takes the original's place: the shown result, else the original.
    const DisplayImage& shown() const;
    bool isMap() const { return mCompare >= Compare::Difference; }
    /// Where the noisy state and the estimate are side by side they are what is compared.
    bool isSplit() const {
        return (mCompare == Compare::Split || mCompare == Compare::SplitRows) && !showsBoth();
    }
    bool showsBoth() const { return mIterate == Iterate::Both && showsRun(); }
    /// Side by side there are two panes, each with the view's viewport; "device" positions are a pane's.
    int panes() const;
    int paneStride() const;
    int paneAt(QPointF widget) const;
    QPointF devicePos(QPointF widget) const;
    QRegion inPanes(const QRectF& device) const;
    void layOutPanes();
    bool isDividerAt(QPointF widget) const;
    void updateScene(const QRectF& imageRect);
    void updateCursor();
    void updateToolCursor();
    void tellPointer(Qt::KeyboardModifiers modifiers);
    QPointF keyPosition() const;
    void moveByKey(QPoint arrow, bool fine);
    void setZoomKeeping(double pictureZoom);
    void zoomBy(double factor, QPointF anchor);
    void paintPicture(QPainter& painter, const DisplayImage& picture, const QRectF& sceneRect,
                      const QRect& clip) const;
    void paintPane(QPainter& painter, int pane, const QRect& clip) const;
    void paintScene(QPainter& painter, int pane, const QRect& clip) const;
    void paintResult(QPainter& painter, const QRect& clip, bool noisy) const;
    /// Whether iterates of a run are shown.
    bool showsRun() const { return mRunning || mStepShown; }
    bool isNoisy(int pane) const;
    void paintTrialOutline(QPainter& painter) const;
    void paintMapOutline(QPainter& painter) const;
    QRectF placeOf(const DisplayFrame& frame) const;
    void paintLabels(QPainter& painter, int pane) const;
    void paintBrushOutline(QPainter& painter) const;
    bool gestureEvent(QEvent* event);
    void onShownChanged();
    void endToolDrag(bool keep);
    bool isWatching() const { return mRunning && !mPaused; }
    bool toolsRest() const { return isWatching() || mHoldOriginal; }

    QPointer<ImageDocument> mDocument;
    AbstractTool* mTool = nullptr;
    ViewTransform mView;
    Compare mCompare = Compare::Off;
    SplitDivider mDivider;
    DisplayImage mDifference;
    QString mDifferenceName;
    bool mDividerHint = false;
    KineticZoom mKineticZoom;
    QVariantAnimation mSlideIn;
    bool mMaskShown = true;
    MaskLook mMaskLook = MaskLook::Overlay;
    QColor mMaskFill = MaskStyle().fill;
    DisplayImage mCompared;  ///< null: the original
    QString mComparedName;
    bool mHoldOriginal = false;
    bool mRunning = false;
    bool mPaused = false;
    bool mBusy = false;
    bool mSpaceDown = false;
    double mPressure = 1;     ///< of the pen that the mouse events come from; 1: no pen
    bool mPenErases = false;  ///< its other end
    Drag mDrag = Drag::None;
    int mDragPane = 0;
    QPointF mLastPos;
    std::optional<QPointF> mHover;
    QRegion mCursorRegion;  ///< what the brush outline covers now, widget coordinates
    Iterate mIterate = Iterate::Estimate;
    bool mStepShown = false;
    std::vector<DisplayFrame> mFrames;
    bool mFramePending = false;
    int mPaintedFrames = 0;
};

}  // namespace lacuna::ui
