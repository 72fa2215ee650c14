// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/mask_service.h"

#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QString>

#include <memory>

namespace lacuna::ui {

class CanvasView;
class ImageDocument;
class MessageBar;

/// Changes of the whole mask. Those that read every pixel are computed on another thread and become one undo
/// step. If the user paints in the meantime, the change is computed again from the new mask.
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
    /// By how much the mask grows, shrinks or fades, in pixels of the photograph.
    int rim() const { return mRim; }
    /// Sensitivity of findDamage(), from 0 to 1.
    double sensitivity() const { return mSensitivity; }

  public Q_SLOTS:
    void setRim(int pixels);
    void clear();
    void invert();
    void grow();
    void shrink();
    void feather();
    /// Adds what looks like scratches and dust to the mask. Replaces its previous proposal, unless something
    /// else was done in between.
    void findDamage();
    /// Repeats the proposal if findDamage() was the last thing done.
    void setSensitivity(double sensitivity);
    /// Adds the pixels with the colour of `pixel` to the mask, or removes them.
    void markSimilar(QPoint pixel, double tolerance, bool marks, bool everywhere);

  Q_SIGNALS:
    void busyChanged(bool busy);
    void rimChanged(int pixels);

  private:
    /// The last change of findDamage().
    struct Proposal {
        QPointer<ImageDocument> document;
        quint64 revision = 0;  ///< of the document, right after the change
        MaskLayer before;      ///< the mask before the change
        bool marked = false;   ///< whether it marked anything and so is an undo step
    };
    struct FoundDamage;

    QString proposalText() const;
    bool isProposalLast() const;
    void propose(const MaskLayer& mask);
    void push(const QString& text, const MaskLayer& mask);
    void run(const QString& text, MaskService::Compute compute);
    void launch();
    void finish(const MaskLayer& mask);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    MaskService mService;
    int mRim = 4;
    QPointer<ImageDocument> mFor;  ///< the document whose mask is being computed
    quint64 mFromRevision = 0;
    QString mText;
    MaskService::Compute mCompute;
    double mSensitivity;
    Proposal mProposal;
    std::shared_ptr<FoundDamage> mFound;  ///< the damage found in the document's photograph
    bool mFinding = false;                ///< a proposal is being computed
    bool mFindAgain = false;              ///< the sensitivity has changed in the meantime
};

}  // namespace lacuna::ui
