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

/// What the pointer does on the photograph. The canvas calls press, then move any number of times, then
/// release or cancel; positions are pixels of the photograph, inside or outside of it.
class AbstractTool : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    ~AbstractTool() override;

    /// Cancels what is under way.
    void setDocument(ImageDocument* document);

    /// `secondary`: with the other button, for the opposite (erase instead of mark).
    virtual void press(QPointF position, bool secondary) = 0;
    virtual void move(QPointF position) = 0;
    virtual void release(QPointF position) = 0;
    /// Ends without a trace.
    virtual void cancel() = 0;

    /// Diameter of the outline drawn at the pointer, in pixels of the photograph; 0: none.
    virtual double outlineDiameter() const { return 0; }
    virtual QCursor cursor() const { return Qt::CrossCursor; }
    /// Draws what is under way; the painter counts device pixels.
    virtual void paintPreview(QPainter&, const ViewTransform&) const {}

  Q_SIGNALS:
    /// A part of the photograph whose preview has changed.
    void previewChanged(const QRectF& area);
    /// outlineDiameter() has changed.
    void outlineChanged();

  protected:
    ImageDocument* document() const;

  private:
    QPointer<ImageDocument> mDocument;
};

}  // namespace lacuna::ui
