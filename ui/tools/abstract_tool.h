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

/// How the pointer is, beside where.
struct PointerState {
    Qt::KeyboardModifiers modifiers;
    double pressure = 1;  ///< 0–1; 1 for what has none
    double reach = 0;     ///< pixels of the photograph that count as "on it"
};

/// What the pointer does on the photograph. The canvas calls setPointer, then press, then move any number of
/// times, then release or cancel; positions are pixels of the photograph, inside or outside of it.
class AbstractTool : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    ~AbstractTool() override;

    /// Cancels what is under way.
    void setDocument(ImageDocument* document);
    /// Before each of the calls below.
    void setPointer(const PointerState& pointer) { mPointer = pointer; }

    /// `secondary`: with the other button, for the opposite (erase instead of mark).
    virtual void press(QPointF position, bool secondary) = 0;
    virtual void move(QPointF position) = 0;
    virtual void release(QPointF position) = 0;
    /// Ends without a trace.
    virtual void cancel() = 0;

    /// Whether it changes the mask, which therefore should be seen.
    virtual bool marks() const { return true; }
    /// Whether it waits for more clicks after a release; then it sees where the pointer hovers.
    virtual bool isOpen() const { return false; }
    virtual void hover(QPointF) {}
    /// While open: takes the last click back.
    virtual void stepBack() {}

    /// Diameter of the outline drawn at the pointer, in pixels of the photograph; 0: none.
    virtual double outlineDiameter() const { return 0; }
    /// The part of that diameter where it has full effect.
    virtual double coreShare() const { return 1; }
    virtual QCursor cursor() const { return Qt::CrossCursor; }
    /// Draws what is under way; the painter counts device pixels.
    virtual void paintPreview(QPainter&, const ViewTransform&) const {}

  Q_SIGNALS:
    /// A part of the photograph whose preview has changed.
    void previewChanged(const QRectF& area);
    /// outlineDiameter() or coreShare() has changed.
    void outlineChanged();

  protected:
    ImageDocument* document() const;
    const PointerState& pointer() const { return mPointer; }

  private:
    QPointer<ImageDocument> mDocument;
    PointerState mPointer;
};

}  // namespace lacuna::ui
