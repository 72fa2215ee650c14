// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/mask_layer.h"
#include "ui/document/restoration_result.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <memory>
#include <vector>

namespace lacuna::ui {

class MaskPatch;

/// A photograph as it was read, ready to become a document.
struct LoadedPhoto {
    QString path;   ///< empty: pasted
    QString title;  ///< the file's name, or a sample's
    std::shared_ptr<const Photograph> photo;
    DisplayImage display;
    QString profileName;  ///< of its colour profile; empty: none
    bool isSample = false;
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
    RunRequest request() const;

    QUndoStack& undoStack() { return mUndoStack; }
    /// What the undo history holds, in bytes.
    qsizetype historyBytes() const;
    /// "holiday-restored.jpg", beside the photograph.
    QString suggestedPath() const;
    bool isSaved(const ResultPtr& result) const;
    bool hasUnsavedResults() const;
    void markSaved(const ResultPtr& result);

    /// Looking at something changes no picture, so it is not a command.
    void show(int index);

    // What commands and tools are made of. Nothing else calls these.
    MaskLayer& editableMask() { return mMask; }
    /// After an edit of editableMask(): brings its levels up to date, too.
    void noteMaskChanged(const QRect& dirty);
    void exchangeMask(MaskPatch& patch);
    void setSettings(const RestorationSettings& settings);
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
    std::vector<ResultPtr> mSaved;
    int mShown = kOriginal;
    quint64 mRevision = 0;
    QUndoStack mUndoStack;
};

}  // namespace lacuna::ui
