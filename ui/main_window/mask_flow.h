// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/worker/mask_service.h"

#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QString>

namespace lacuna::ui {

class CanvasView;
class ImageDocument;
class MessageBar;

/// Changes of the whole mask: those that look at every pixel are computed on another thread and arrive as one
/// undo step. What is painted in the meantime is kept: then the change is computed anew from it.
class MaskFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        CanvasView& canvas;
        MessageBar& messages;
    };

    static constexpr int kMaxRim = 200;

    explicit MaskFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    bool isBusy() const { return mService.isBusy(); }
    /// By how much the mask grows, shrinks or fades, pixels of the photograph.
    int rim() const { return mRim; }

  public Q_SLOTS:
    void setRim(int pixels);
    void clear();
    void invert();
    void grow();
    void shrink();
    void feather();
    /// Adds to the mask, or takes from it, what has the colour of a pixel.
    void markSimilar(QPoint pixel, double tolerance, bool marks, bool everywhere);

  Q_SIGNALS:
    void busyChanged(bool busy);
    void rimChanged(int pixels);

  private:
    void push(const QString& text, const QImage& mask);
    void run(const QString& text, MaskService::Compute compute);
    void launch();
    void finish(const QImage& mask);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    MaskService mService;
    int mRim = 4;
    QPointer<ImageDocument> mFor;  ///< whose mask is being computed
    quint64 mFromRevision = 0;
    QString mText;
    MaskService::Compute mCompute;
};

}  // namespace lacuna::ui
