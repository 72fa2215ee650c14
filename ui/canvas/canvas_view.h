// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_transform.h"
#include "ui/canvas/kinetic_zoom.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/scene_tiles.h"
#include "ui/canvas/split_divider.h"
#include "ui/document/display_frame.h"
#include "ui/document/display_image.h"
#include "ui/document/view_kinds.h"

#include <QPointer>
#include <QRegion>
#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace lacuna::ui {

class AbstractTool;
class ImageDocument;

/// Shows the photograph, zoomed and panned, with the mask over it, the current estimate during a run, and the
/// comparison. Positions for tools are pixels of the photograph; positions of the comparison are shares of
/// its width.
class CanvasView : public QWidget {
    Q_OBJECT

  public:
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
    /// Name of the picture that replaces the original in the comparison.
    QString comparedName() const;
    bool isMaskShown() const { return mMaskShown; }
    /// Why the tool that was just tried does nothing; empty: nothing to say.
    QString cue() const { return mCue; }
    MaskLook maskLook() const { return mMaskLook; }
    Iterate iterate() const { return mIterate; }
    bool showsStep() const { return mStepShown; }
    const ViewTransform& view() const { return mView; }
    /// Goes back to a place of the same document.
    void setView(const ViewTransform& view);
    /// Widget coordinates, in device-independent pixels, to pixels of the photograph and back.
    QPointF toImage(QPointF widget) const { return mView.toScene(devicePos(widget)); }
    QPointF toWidget(QPointF image) const { return mView.toDevice(image) / devicePixelRatioF(); }
    /// Drops an unfinished stroke or shape; false if there is none.
    bool cancelToolDrag();
    /// Before the mask is changed by something else: drops what would be drawn on the mask as it was.
    void makeWayForMaskChange();
    /// The pixels of the photograph that are in view.
    QRect visiblePixels() const {
        return mView.touchedPixels(QRectF(QPointF(0, 0), QSizeF(mView.viewport())));
    }
    /// Whether nothing is still a draft.
    bool isSharp() const { return mSharp; }
    /// How many estimates of the run have been painted.
    int paintedFrames() const { return mPaintedFrames; }

  public Q_SLOTS:
    void fit();
    void zoomActual();
    void zoomIn();
    /// Brings these pixels of the photograph into view, with what lies around them.
    void lookAt(const QRect& area);
    void zoomOut();
    void setCompare(lacuna::ui::Compare mode);
    /// Pictures have been exchanged for others of the same size.
    void refresh() { updatePicture(); }
    /// The picture that Compare::Difference, Consistency or Invented shows, and its name; null: not known
    /// yet.
    void setDifference(const lacuna::ui::DisplayImage& difference, const QString& name);
    /// Turns the comparison on: the divider slides in from the edge, with a hint until it has been dragged.
    void introduceCompare();
    void setMaskShown(bool shown);
    /// How the mask is drawn.
    void setMaskLook(lacuna::ui::MaskLook look);
    /// The alpha of `fill` is the mask's opacity.
    void setMaskFill(const QColor& fill);
    /// The picture that replaces the original in comparisons, and its name; null: the original itself.
    void setCompared(const lacuna::ui::DisplayImage& picture, const QString& name);
    /// While true, shows the original.
    void holdOriginal(bool hold);
    /// The stage that the run starts from, which is seen around its frames; empty: the original.
    void setRunStart(const QString& stage) { mRunStart = stage; }
    /// During a run the mask is out of the way (setMaskShown() brings its outline back), and tools rest.
    void setRunning(bool running);
    /// While a run is paused, the mask is shown and the tools work.
    void setPaused(bool paused);
    /// Shows the busy pointer.
    void setBusy(bool busy);
    void showFrame(const lacuna::ui::DisplayFrame& frame);
    /// Shows one step of a run, with its parts drawn over the original. New frames of the run are not shown
    /// until leaveStep().
    void showStep(const std::vector<lacuna::ui::DisplayFrame>& frames);
    /// Shows a run's new frames again.
    void leaveStep();
    /// Forgets the run's estimates.
    void clearFrames();
    void setIterate(lacuna::ui::Iterate iterate);

  Q_SIGNALS:
    void zoomChanged();
    void compareChanged();
    void maskShownChanged();
    void framePainted();
    /// The pointer is on this pixel of the photograph, or off it.
    void pointed(std::optional<QPoint> pixel);

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
    /// The picture that results are compared with: mCompared, or else the original.
    const DisplayImage& compared() const;
    /// The shown result, or else the original.
    const DisplayImage& shown() const;
    bool isMap() const { return mCompare >= Compare::Difference; }
    /// If the noisy state and the estimate are side by side, there is no divider.
    bool isSplit() const {
        return (mCompare == Compare::Split || mCompare == Compare::SplitRows) && !showsBoth();
    }
    bool showsBoth() const { return mIterate == Iterate::Both && showsRun(); }
    /// Side by side there are two panes, each with its own copy of the viewport. "Device" positions are
    /// relative to a pane.
    int panes() const;
    int paneStride() const;
    int paneAt(QPointF widget) const;
    QPointF devicePos(QPointF widget) const;
    QRegion inPanes(const QRectF& device) const;
    void layOutPanes();
    bool isDividerAt(QPointF widget) const;
    void updateScene(const QRectF& imageRect);
    /// The picture itself has changed there, or everywhere.
    void updatePicture(const QRectF& imageRect);
    void updatePicture();
    /// The view is moving: a draft will do for now.
    void moved();
    void updateCursor();
    void updateToolCursor();
    void tellPointer(Qt::KeyboardModifiers modifiers);
    void tellPixel();
    QPointF keyPosition() const;
    QPointF pixelCentre(QPointF widget) const;
    void moveByKey(QPoint arrow, bool fine);
    void setZoomKeeping(double pictureZoom);
    void zoomBy(double factor, QPointF anchor);
    /// What a pane may show; the comparison shows two of them at once.
    enum class Layer { Shown, Noisy, Compared, Held, Map };
    enum class Quality { Sharp, Draft };
    Layer mainLayer(int pane) const;
    void paintPane(QPainter& painter, int pane, const QRect& clip, qint64& budget);
    void paintTiles(QPainter& painter, Layer layer, const QRect& clip, qint64& budget);
    void paintLayer(QPainter& painter, Layer layer, const QRect& clip, Quality quality) const;
    void paintPicture(QPainter& painter, const DisplayImage& picture, const QRectF& sceneRect,
                      const QRect& clip, Quality quality) const;
    void paintResult(QPainter& painter, const QRect& clip, bool noisy, Quality quality) const;
    void paintMask(QPainter& painter, const QRect& clip) const;
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
    /// Whether the document's task does anything with a mask.
    bool takesMask() const;
    bool toolsRest() const;
    void layMaskAside();
    void showCue();
    void paintCue(QPainter& painter) const;

    QPointer<ImageDocument> mDocument;
    AbstractTool* mTool = nullptr;
    ViewTransform mView;
    SceneTiles mTiles;
    QTimer mRest;     ///< running while the view moves
    QTimer mSharpen;  ///< until the next turn at what is still a draft
    bool mSharp = true;
    Compare mCompare = Compare::Off;
    SplitDivider mDivider;
    DisplayImage mDifference;
    QString mDifferenceName;
    bool mDividerHint = false;
    KineticZoom mKineticZoom;
    QVariantAnimation mSlideIn;
    bool mMaskShown = true;
    bool mMaskAside = false;    ///< hidden by the run
    bool mMaskReturns = false;  ///< shown again when the run pauses or ends
    MaskLook mMaskLook = MaskLook::Overlay;
    QColor mMaskFill = MaskStyle().fill;
    DisplayImage mCompared;  ///< null: the original
    QString mComparedName;
    bool mHoldOriginal = false;
    QString mRunStart;  ///< stage
    bool mRunning = false;
    bool mPaused = false;
    bool mBusy = false;
    bool mSpaceDown = false;
    double mPressure = 1;     ///< of the pen that causes the mouse events; 1: no pen
    bool mPenErases = false;  ///< the pen's eraser end is in use
    Drag mDrag = Drag::None;
    Qt::MouseButton mDragButton = Qt::NoButton;  ///< the one that ends it; none: a key
    int mDragPane = 0;
    QPointF mLastPos;
    std::optional<QPointF> mHover;
    std::optional<QPoint> mPixel;  ///< what was last told by pointed()
    QRegion mCursorRegion;         ///< the area of the brush outline, widget coordinates
    Iterate mIterate = Iterate::Estimate;
    bool mStepShown = false;
    std::vector<DisplayFrame> mFrames;
    bool mFramePending = false;
    int mPaintedFrames = 0;
    QString mCue;
    QTimer mCueEnd;
};

}  // namespace lacuna::ui
