// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCursor>
#include <QObject>
#include <QPointF>
#include <QPointer>
#include <QRectF>

class QPainter;

namespace lacuna::ui {

class ImageDocument;
class ViewTransform;

/// The state of the pointer besides its position.
struct PointerState {
    Qt::KeyboardModifiers modifiers;
    double pressure = 1;  ///< 0–1; 1 for devices without pressure
    double reach = 0;     ///< distance that counts as a hit, in pixels of the photograph
};

/// A tool of the canvas: what the pointer does on the photograph. The canvas calls press, then move any
/// number of times, then release or cancel, and setPointer before each of these. Positions are in pixels of
/// the photograph and may lie outside it.
class AbstractTool : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    ~AbstractTool() override;

    /// Cancels a stroke or shape in progress.
    void setDocument(ImageDocument* document);
    /// Called before each of the functions below.
    void setPointer(const PointerState& pointer) { mPointer = pointer; }

    /// `secondary`: with the right button, which does the opposite (erases instead of marking).
    virtual void press(QPointF position, bool secondary) = 0;
    virtual void move(QPointF position) = 0;
    virtual void release(QPointF position) = 0;
    /// Ends without any effect.
    virtual void cancel() = 0;

    /// Whether the tool changes the mask, so that the mask should be shown.
    virtual bool marks() const { return true; }
    /// Whether the tool waits for more clicks after a release; if so, it gets hover().
    virtual bool isOpen() const { return false; }
    /// Whether a shape in progress stays right if the mask changes.
    virtual bool outlivesMaskChanges() const { return false; }
    virtual void hover(QPointF) {}
    /// While open: undoes the last click.
    virtual void stepBack() {}

    /// Diameter of the outline drawn at the pointer, in pixels of the photograph; 0: none.
    virtual double outlineDiameter() const { return 0; }
    /// The share of that diameter where the tool has its full effect.
    virtual double coreShare() const { return 1; }
    virtual QCursor cursor() const { return Qt::CrossCursor; }
    /// Draws a stroke or shape in progress; the painter uses device pixels.
    virtual void paintPreview(QPainter&, const ViewTransform&) const {}

  Q_SIGNALS:
    /// A part of the photograph whose preview has changed.
    void previewChanged(const QRectF& area);
    /// outlineDiameter() or coreShare() has changed.
    void outlineChanged();

  protected:
    ImageDocument* document() const;
    /// The width of a line of one logical pixel for paintPreview(), whose painter uses device pixels.
    static double hairline(const QPainter& painter);
    const PointerState& pointer() const { return mPointer; }

  private:
    QPointer<ImageDocument> mDocument;
    PointerState mPointer;
};

}  // namespace lacuna::ui
