// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/worker/mask_service.h"

#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QString>

#include <memory>

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
    /// Of findDamage(), from 0 to 1.
    double sensitivity() const { return mSensitivity; }

  public Q_SLOTS:
    void setRim(int pixels);
    void clear();
    void invert();
    void grow();
    void shrink();
    void feather();
    /// Adds to the mask what looks like scratches and dust. Takes back what it proposed before, unless
    /// something else was done since.
    void findDamage();
    /// Proposes anew where findDamage() was the last thing done.
    void setSensitivity(double sensitivity);
    /// Adds to the mask, or takes from it, what has the colour of a pixel.
    void markSimilar(QPoint pixel, double tolerance, bool marks, bool everywhere);

  Q_SIGNALS:
    void busyChanged(bool busy);
    void rimChanged(int pixels);

  private:
    /// What findDamage() did last.
    struct Proposal {
        QPointer<ImageDocument> document;
        quint64 revision = 0;  ///< of the document, right after it
        QImage before;         ///< the mask it was added to
        bool marked = false;   ///< whether it marked anything: then it is the last undo step
    };
    struct FoundDamage;

    QString proposalText() const;
    bool isProposalLast() const;
    void propose(const QImage& mask);
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
    double mSensitivity;
    Proposal mProposal;
    std::shared_ptr<FoundDamage> mFound;  ///< in the document's photograph
    bool mFinding = false;                ///< what is being computed is a proposal
    bool mFindAgain = false;              ///< the sensitivity has changed meanwhile
};

}  // namespace lacuna::ui
