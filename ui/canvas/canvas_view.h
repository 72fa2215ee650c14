// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/view_transform.h"
#include "ui/document/display_image.h"
#include "ui/worker/display_frame.h"

#include <QPointer>
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
    enum class Compare { Off, Split };

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
    bool isMaskShown() const { return mMaskShown; }
    const ViewTransform& view() const { return mView; }
    /// Widget coordinates, in device-independent pixels, to pixels of the photograph and back.
    QPointF toImage(QPointF widget) const { return mView.toScene(widget * devicePixelRatioF()); }
    QPointF toWidget(QPointF image) const { return mView.toDevice(image) / devicePixelRatioF(); }
    /// Drops an unfinished stroke or shape; false where there is none.
    bool cancelToolDrag();
    /// How many estimates of the run have been painted.
    int paintedFrames() const { return mPaintedFrames; }

  public Q_SLOTS:
    void fit();
    void zoomActual();
    void zoomIn();
    void zoomOut();
    void setCompare(lacuna::ui::CanvasView::Compare mode);
    /// Turns the comparison on with the divider sliding in from the edge, and a hint until it has been
    /// dragged.
    void introduceCompare();
    void setMaskShown(bool shown);
    /// While true, the original is shown.
    void holdOriginal(bool hold);
    /// The mask's outline stays, its colour goes, tools rest.
    void setRunning(bool running);
    void showFrame(const lacuna::ui::DisplayFrame& frame);
    /// Forgets the run's estimates.
    void clearFrames();

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
    /// What takes the original's place: the shown result, else the original.
    const DisplayImage& shown() const;
    QPointF devicePos(QPointF widget) const { return widget * devicePixelRatioF(); }
    double dividerX() const;
    bool isDividerAt(QPointF widget) const;
    void updateScene(const QRectF& imageRect);
    void updateCursor();
    void updateToolCursor();
    QPointF keyPosition() const;
    void moveByKey(QPoint arrow);
    void setZoomKeeping(double pictureZoom);
    void zoomBy(double factor, QPointF anchor);
    void paintPicture(QPainter& painter, const DisplayImage& picture, const QRectF& sceneRect,
                      const QRect& clip) const;
    void paintSplit(QPainter& painter, const QRect& clip) const;
    void paintDivider(QPainter& painter) const;
    void paintBrushOutline(QPainter& painter) const;
    bool gestureEvent(QEvent* event);
    void onShownChanged();
    void endToolDrag(bool keep);
    bool toolsRest() const { return mRunning || mHoldOriginal; }

    QPointer<ImageDocument> mDocument;
    AbstractTool* mTool = nullptr;
    ViewTransform mView;
    Compare mCompare = Compare::Off;
    double mDivider = 0.5;
    bool mDividerHint = false;
    QVariantAnimation mSlideIn;
    bool mMaskShown = true;
    bool mHoldOriginal = false;
    bool mRunning = false;
    bool mSpaceDown = false;
    Drag mDrag = Drag::None;
    QPointF mLastPos;
    std::optional<QPointF> mHover;
    QRect mCursorRect;  ///< what the brush outline covers now, widget coordinates
    std::vector<DisplayFrame> mFrames;
    bool mFramePending = false;
    int mPaintedFrames = 0;
};

}  // namespace lacuna::ui
