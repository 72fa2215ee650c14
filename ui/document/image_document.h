// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/mask_layer.h"
#include "ui/document/restoration_result.h"
#include "ui/document/undo_history.h"

#include <QColor>
#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace lacuna::ui {

class MaskPatch;

/// The clean photograph that a degraded one was made from, and how.
struct CleanPhoto {
    std::shared_ptr<const Photograph> photo;  ///< of the size that a restoration has
    DisplayImage display;
    QString path;  ///< of its file; empty: it has none
    OperatorSpec operation;
    quint64 seed = 0;
    QImage mask;  ///< what was painted over; null: nothing
};

/// A photograph as it was read, ready to become a document.
struct LoadedPhoto {
    QString path;   ///< empty: pasted
    QString title;  ///< the file's name, or a sample's
    std::shared_ptr<const Photograph> photo;
    DisplayImage display;
    QString profileName;  ///< of its colour profile; empty: none
    bool isSample = false;
    std::shared_ptr<const CleanPhoto> clean;  ///< null: it wasn't degraded here
    QDateTime modified;                       ///< when the file was last changed, as it was when it was read
};

/// What a clean photograph is to be damaged like.
struct DegradeRequest {
    RunRequest run;   ///< its photograph, mask, settings (noise: what is added) and seed
    QString title;    ///< of what comes out
    QString path;     ///< of the clean photograph's file; empty: it has none
    double lost = 0;  ///< Inpaint: the share of pixels, drawn at random, that are lost in place of a mask
    QColor ground;    ///< Inpaint: what shows where pixels are lost; invalid: mid-grey
};

/// One photograph and all that was done to it. Lives on the GUI thread and changes only through undo
/// commands; pictures in it are shared values, so that a worker can be given them without a copy.
class ImageDocument : public QObject {
    Q_OBJECT

  public:
    static constexpr int kOriginal = -1;

    explicit ImageDocument(LoadedPhoto source, QObject* parent = nullptr);
    ~ImageDocument() override;

    const LoadedPhoto& source() const { return mSource; }
    QSize size() const { return mSource.display.size(); }
    const MaskLayer& mask() const { return mMask; }
    const RestorationSettings& settings() const { return mSettings; }
    const std::vector<ResultPtr>& results() const { return mResults; }
    /// What is looked at: an index of results(), or kOriginal.
    int shownIndex() const { return mShown; }
    ResultPtr shownResult() const;
    /// Grows with every change of the mask or the settings, undo included.
    quint64 revision() const { return mRevision; }
    /// Grows with every change of the mask.
    quint64 maskRevision() const { return mMaskRevision; }
    RunRequest request() const;

    UndoHistory& history() { return mHistory; }
    /// "holiday-restored.jpg", beside the photograph.
    QString suggestedPath() const;
    /// "holiday-mask": the same place for what else is made of it, without an ending. `what`: a word in the
    /// user's language; none: "holiday".
    QString suggestedStem(const QString& what = {}) const;
    /// What the user called it, or what made it.
    QString nameOf(const RestorationResult& result) const;
    /// What made it, with the first number that no result of its task had: "Inpaint 2".
    QString nextName(const RestorationSettings& settings) const;
    /// By its id, from the user or from nextName(); empty: none.
    QString givenName(const QString& id) const { return mNames.value(id); }
    bool isSaved(const ResultPtr& result) const;
    /// Results that are neither saved nor in a project file.
    int unsavedResults() const;
    bool hasUnsavedResults() const { return unsavedResults() > 0; }
    /// What is marked is in no file, and no result was made with it.
    bool hasUnsavedMask() const;
    /// The mask as it was at that maskRevision() is in a file.
    void markMaskSaved(quint64 maskRevision);
    void markSaved(const ResultPtr& result);
    /// They are in a project file that was saved.
    void markKept(const std::vector<ResultPtr>& results);

    /// Looking at something changes no picture, so it is not a command.
    void show(int index);

    // What commands and tools are made of. Nothing else calls these.
    MaskLayer& editableMask() { return mMask; }
    /// After an edit of editableMask(): brings its levels up to date, too.
    void noteMaskChanged(const QRect& dirty);
    void exchangeMask(MaskPatch& patch);
    void setSettings(const RestorationSettings& settings);
    void setGivenName(const QString& id, const QString& name);
    void insertResult(int index, ResultPtr result);
    ResultPtr takeResult(int index);

  Q_SIGNALS:
    void maskChanged(const QRect& dirty);
    void settingsChanged();
    void resultsChanged();
    void shownChanged();
    void savedChanged();

  private:
    LoadedPhoto mSource;
    MaskLayer mMask;
    RestorationSettings mSettings;
    std::vector<ResultPtr> mResults;
    QHash<QString, QString> mNames;  ///< by id, also of results that undo may bring back
    std::vector<std::weak_ptr<const RestorationResult>> mSaved;
    std::vector<std::weak_ptr<const RestorationResult>> mKept;
    int mShown = kOriginal;
    quint64 mRevision = 0;
    quint64 mMaskRevision = 0;
    quint64 mSavedMask = 0;  ///< the revision that needn't be kept any more
    UndoHistory mHistory;
};

}  // namespace lacuna::ui
