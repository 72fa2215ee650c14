// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/image_buffer.h"
#include "core/detect/find_damage.h"
#include "core/imaging/mask_components.h"
#include "ui/flows/per_document.h"
#include "ui/services/run_queue.h"

#include <QImage>
#include <QObject>
#include <QPoint>
#include <QPointF>
#include <QPointer>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

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
        Runs& runs;
        CanvasView& canvas;
        MessageBar& messages;
    };

    static constexpr int kMaxRim = 200;

    explicit MaskFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// Whether the mask of the shown photograph is being changed.
    bool isBusy() const;
    /// By how much the mask grows, shrinks or fades, in pixels of the photograph.
    int rim() const { return mRim; }
    /// Sensitivity of findDamage(), from 0 to 1.
    double sensitivity() const { return mChoice.sensitivity; }
    /// Whether marks are looked through: they were just found, or one of them was brought into view or
    /// unmarked, and the mask hasn't changed since.
    bool isLookingThrough() const;
    /// Whether that pixel of the photograph belongs to one of them.
    bool isMarkAt(QPoint pixel) const;
    /// Brings the next mark into view, or the one before. False, and nothing happens, if there is none there
    /// or marks aren't looked through.
    bool stepThrough(int steps);

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
    /// Adds what the photograph's file, being cut off, doesn't hold.
    void markMissing();
    /// Adds the dust that a film scanner saw in infrared, if the photograph's file has such a picture.
    void markInfrared();
    /// Repeats the proposal if findDamage() was the last thing done.
    void setSensitivity(double sensitivity);
    /// The same for the kinds of damage, and the size of the largest, in pixels; 0: any.
    void setWhatToFind(const std::set<lacuna::DamageKind>& kinds, int largest);
    /// Brings the mark after the last one into view, or that before it: what is marked and touches each other
    /// is one mark.
    void goToNextMark() { goToMark(1); }
    void goToPreviousMark() { goToMark(-1); }
    /// Unmarks the one in view, and goes on.
    void removeMark();
    /// Unmarks the one that this pixel belongs to; the view stays.
    void removeMarkAt(QPoint pixel);
    /// Adds the scratch that leads from one point of the photograph to another, or removes it.
    void follow(QPointF from, QPointF to, bool marks);
    /// Adds the pixels with the colour of `pixel` to the mask, or removes them.
    void markSimilar(QPoint pixel, double tolerance, bool marks, bool everywhere);

  Q_SIGNALS:
    void busyChanged(bool busy);
    void rimChanged(int pixels);
    /// Mark `number`, from 1, of `count` is in view.
    void markShown(int number, int count);
    /// Scratches and dust were marked, and can be looked through.
    void damageMarked();

  private:
    /// Maps a mask to the new one, of the same size. May throw. Called on another thread.
    using Compute = std::function<MaskLayer(const MaskLayer& mask)>;
    /// The last change of findDamage().
    struct Proposal {
        bool isMade = false;
        quint64 revision = 0;  ///< of the document, right after the change
        MaskLayer before;      ///< the mask before the change
        bool marked = false;   ///< whether it marked anything and so is an undo step
    };
    struct FoundDamage;
    struct State {
        LatestRun run;
        QString text;
        Compute compute;
        quint64 fromRevision = 0;
        Proposal proposal;
        std::shared_ptr<FoundDamage> found;  ///< the damage found in the photograph
        bool finding = false;                ///< a proposal is being computed
        std::vector<MaskComponent> marks;    ///< of the mask at `marksRevision`
        quint64 marksRevision = 0;
        int mark = -1;  ///< the one that was brought into view last
        /// For markInfrared(): the share that is dust; negative: there is no infrared picture.
        std::shared_ptr<std::atomic<double>> infrared;
        /// The mask's revision while marks are looked through.
        std::optional<quint64> lookedThrough;
        bool unmarks = false;  ///< one of them is being unmarked
        bool goesOn = false;   ///< to the next mark, after the one in view was removed
        LatestRun looking;
        bool findAgain = false;  ///< the sensitivity has changed in the meantime
    };

    QString proposalText() const;
    State& stateOf(ImageDocument& document);
    bool isProposalLast(ImageDocument& document) const;
    void propose(ImageDocument& document, const MaskLayer& mask);
    void push(ImageDocument& document, const QString& text, const MaskLayer& mask);
    void run(ImageDocument& document, const QString& text, Compute compute);
    void launch(ImageDocument& document);
    void finish(ImageDocument& document, const MaskLayer& mask);
    void findDamage(ImageDocument& document);
    void findAnew();
    void tellInfrared(ImageDocument& document, double share);
    void goToMark(int steps);
    void showMark(ImageDocument& document, int steps);
    void tellBusy(ImageDocument& document);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    PerDocument<State> mStates;
    int mRim = 4;
    DamageChoice mChoice;
};

}  // namespace lacuna::ui
