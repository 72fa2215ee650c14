// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/loaded_photo.h"
#include "ui/document/mask_layer.h"
#include "ui/document/result_tree.h"
#include "ui/document/undo_history.h"

#include <QColor>
#include <QHash>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lacuna::ui {

class MaskPatch;

/// What a project file holds of a document. The document is compared with it to find out what is unsaved.
struct KeptWork {
    MaskLayer mask;
    RestorationSettings settings;
    std::vector<QString> results;  ///< their ids
    std::vector<QString> names;    ///< by result: given to its stage; empty: none
    quint64 moves = 0;             ///< UndoHistory::moves() at that time; not in the file
};

/// What would be lost if the document were closed.
struct UnsavedWork {
    bool picture = false;   ///< the photograph itself: it was pasted, cropped or turned
    int results = 0;        ///< neither in a file of their own nor in the project
    int deleted = 0;        ///< still in the project
    int renamed = 0;        ///< with another name in the project
    bool mask = false;      ///< what is marked is in no file
    bool settings = false;  ///< they differ from the project's
    /// Steps that redo would bring back, if any was made or undone since the project was saved. No difference
    /// from it, so any() doesn't count them, but closing loses them.
    int undone = 0;

    bool any() const { return picture || results || deleted || renamed || mask || settings; }
};

/// How a clean photograph should be damaged.
struct DegradeRequest {
    RunRequest run;  ///< its photograph, mask, settings (noise: what is added) and seed
    QString title;   ///< title of the damaged photograph
    QString path;    ///< the clean photograph's file; empty: none
    /// A standard damage (core/engine/standard_damage.h), which decides task, blur, scale, noise and mask in
    /// place of the run's; empty: none.
    std::string damage;
    double lost = 0;  ///< Inpaint: share of pixels lost at random; 0: those of the mask
    QColor ground;    ///< Inpaint: colour of lost pixels; invalid: mid-grey
};

/// One photograph and everything that was done to it. Lives on the GUI thread and changes only through undo
/// commands. Its pictures are implicitly shared, so that a worker gets them without a copy.
class ImageDocument : public QObject {
    Q_OBJECT

  public:
    static constexpr int kOriginal = -1;
    /// The id of photographAsResult().
    static inline const QString kPhotographId = QStringLiteral("photograph");

    explicit ImageDocument(LoadedPhoto source, QObject* parent = nullptr);
    ~ImageDocument() override;

    const LoadedPhoto& source() const { return mSource; }
    QSize size() const { return mSource.display.size(); }
    const MaskLayer& mask() const { return mMask; }
    /// Whether there is nothing to do: the task restores what is marked, and nothing is.
    bool lacksMask() const;
    const RestorationSettings& settings() const { return mSettings; }
    /// In the order of the tree (result_tree.h).
    const Results& results() const { return mResults; }
    /// The picture that is shown: an index of results(), or kOriginal.
    int shownIndex() const { return mShown; }
    ResultPtr shownResult() const;
    /// Grows with every change of the mask or the settings, undo included.
    quint64 revision() const { return mRevision; }
    /// Grows with every change of the mask.
    quint64 maskRevision() const { return mMaskRevision; }
    /// A run with the current settings and mask, from startsFrom().
    RunRequest request() const;
    /// The run that makes a result anew, in its place: with its settings and mask, and from what stands above
    /// it now.
    RunRequest requestFor(const RestorationResult& result) const;

    /// What the next run starts from: the pinned stage; or the parent of the one that is being changed; or,
    /// by what is shown, a result of another task than the settings', else what that result was made from.
    /// Null: the original.
    ResultPtr startsFrom() const;
    bool isStartPinned() const { return mPinned.has_value(); }
    /// Pins the stage (empty: the original) for the next run; nothing: goes by what is shown again.
    void pinStart(const std::optional<QString>& stage);
    /// The result at that place; null: none, as for the original.
    ResultPtr at(const QString& stage) const;
    bool isStale(const RestorationResult& result) const;
    /// chainTo() the result that is shown; empty also if the original is.
    Results shownChain() const;
    /// What the result was made from, or what stands in that place now; the original's if that is gone.
    StoredPhoto inputOf(const RestorationResult& result) const;
    /// The name of what a run or result starts from.
    QString startName(const ResultPtr& start) const;
    /// The result whose settings are being changed, so that the next run may replace it; null: none.
    ResultPtr changed() const { return at(mChanged); }
    void setChanged(const QString& stage);
    /// The photograph in the form of a result that changes nothing, for saving a picture that has no file.
    ResultPtr photographAsResult() const;

    UndoHistory& history() { return mHistory; }
    const UndoHistory& history() const { return mHistory; }
    /// "holiday-restored.jpg", in the photograph's folder; without a result, "pasted.png" for a picture
    /// without a file and "holiday-cropped.jpg" for one that was given another frame.
    QString suggestedPath() const;
    /// "holiday-mask", in the same folder, without an extension, for other files made from the photograph.
    /// `what` is a word in the user's language; if it is empty, "holiday".
    QString suggestedStem(const QString& what = {}) const;
    /// The user's name for the result, or else a description of what made it.
    QString nameOf(const RestorationResult& result) const;
    /// The task with the first number that no result of this task has had: "Inpaint 2".
    QString nextName(const RestorationSettings& settings) const;
    /// The name given to a stage, by the user or by nextName(); empty: none.
    QString givenName(const QString& stage) const { return mNames.value(stage); }
    bool isSaved(const ResultPtr& result) const;
    /// With a project file: how the document differs from it. Without one: the results that were not saved,
    /// the mask if it marks something, is in no file and no result was made with it, and a pasted, cropped or
    /// turned picture until it or a result of it is saved.
    UnsavedWork unsaved() const;
    int unsavedResults() const { return unsaved().results; }
    bool hasUnsavedResults() const { return unsavedResults() > 0; }
    /// The picture to save so that nothing of the results is lost: the first one that isn't saved, or else a
    /// pasted picture as photographAsResult(). Null: all are saved.
    ResultPtr firstUnsaved() const;
    /// Notes that the mask of this maskRevision() is in a file.
    void markMaskSaved(quint64 maskRevision);
    /// `result` may also be photographAsResult()'s.
    void markSaved(const ResultPtr& result);
    /// Notes what the document's project file holds.
    void setKept(KeptWork kept);
    bool hasProject() const { return mKept != nullptr; }
    /// The work at this moment.
    KeptWork work() const;

    /// Shows a result or the original. This changes no picture, so it is no undo command.
    void show(int index);

    /// Takes a run's result: in the place of its stage if that exists, and else as a new one under the next
    /// free name. Shows it (only that, if it is there already). The version that it replaces is kept as
    /// previous(). No undo command, so that what was undone or painted during the run stays as it is.
    void adopt(ResultPtr result);
    /// The version that the last run replaced; null: none did.
    ResultPtr previous(const QString& stage) const { return mPrevious.value(stage); }

    // For commands and tools only.
    MaskLayer& editableMask() { return mMask; }
    /// Call after an edit of editableMask(). Also updates the mask's levels.
    void noteMaskChanged(const QRect& dirty);
    void exchangeMask(MaskPatch& patch);
    void setSettings(const RestorationSettings& settings);
    void setGivenName(const QString& stage, const QString& name);
    /// Near that index, as the tree allows.
    void insertResult(int index, ResultPtr result);
    ResultPtr takeResult(int index);
    /// Puts a result in the place of its stage.
    void replaceResult(ResultPtr result);

  Q_SIGNALS:
    void maskChanged(const QRect& dirty);
    void settingsChanged();
    void resultsChanged();
    void shownChanged();
    /// startsFrom() may have changed, or changed() has.
    void startChanged();
    void savedChanged();

  private:
    bool isUnsaved(const ResultPtr& result) const;
    void compareWithKept(UnsavedWork& unsaved) const;

    LoadedPhoto mSource;
    MaskLayer mMask;
    RestorationSettings mSettings;
    RunRequest requestFrom(const ResultPtr& start) const;
    /// The stage's name after a run made it anew: the user's, or one that says what made it now.
    QString renewedName(const RestorationResult& before, const RestorationResult& after) const;

    Results mResults;
    QHash<QString, QString> mNames;       ///< by stage, also of results that undo may bring back
    QHash<QString, ResultPtr> mPrevious;  ///< by stage
    std::optional<QString> mPinned;
    QString mChanged;  ///< stage
    std::vector<std::weak_ptr<const RestorationResult>> mSaved;
    bool mPictureSaved = false;
    struct KeptFile;
    std::unique_ptr<KeptFile> mKept;  ///< null: there is no project file
    int mShown = kOriginal;
    quint64 mRevision = 0;
    quint64 mMaskRevision = 0;
    quint64 mSavedMask = 0;  ///< the mask's revision that is saved
    UndoHistory mHistory;
};

}  // namespace lacuna::ui
