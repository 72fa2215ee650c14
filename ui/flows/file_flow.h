// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/error_text.h"
#include "ui/flows/per_document.h"
#include "ui/services/file_service.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

class QMessageBox;
class QMimeData;
class QPushButton;

namespace lacuna::ui {

class MessageBar;
class RecentFiles;
class SourceWatch;
class TaskPanel;

/// Opening and saving, masks as files, the clipboard, and the question before results are lost. Dialogs never
/// block, and their answers belong to the photograph and the result that they were asked for.
class FileFlow : public QObject {
    Q_OBJECT

  public:
    /// More photographs than these, opened at once, go into the queue.
    static constexpr int kMostTabs = 8;

    struct Parts {
        QWidget& window;
        FileService& files;
        RecentFiles& recent;
        MessageBar& messages;
        TaskPanel& panel;
        /// Whether a run of the photograph is in progress that the user may be waiting for.
        std::function<bool(ImageDocument*)> isRestoring;
    };

    explicit FileFlow(const Parts& parts, QObject* parent = nullptr);
    ~FileFlow() override;

    /// The one that the menus' actions are for.
    void setDocument(ImageDocument* document);
    /// Begins to watch the photograph's file. To be called for every one that is opened.
    void watch(ImageDocument* document);
    /// Whether there is something to save: a result, or a picture that has no file.
    bool canSave() const;
    /// Whether a result is on its way to its file, from the choice of the file on.
    bool isSaving() const { return mSaves > 0; }
    /// Whether whenSafe() would ask the user.
    bool wouldLose(ImageDocument* document) const;
    /// Whether dropping this would open something.
    static bool canOpen(const QMimeData& data);
    void openMime(const QMimeData& data);
    /// Calls `then` when nothing of the photograph would be lost: at once, or after the user has saved or
    /// agreed to lose it.
    void whenSafe(ImageDocument* document, const std::function<void()>& then);

  public Q_SLOTS:
    void chooseAndOpen();
    /// Each photograph and project gets a document of its own.
    void openAll(const QStringList& paths);
    void open(const lacuna::ui::OpenRequest& request);
    void save();
    void saveAs();
    /// Writes the file that was opened once more, bit for bit.
    void exportOriginal();
    void importMask();
    void readMask(const QString& path);
    void exportMask();
    void writeMask(const QString& path);
    void paste();
    void chooseKernel();
    void endProjectSave(lacuna::ui::ImageDocument* document, bool saved);

  Q_SIGNALS:
    /// A photograph was opened on the wish of a user who saw `asked` at its `revision`; null: who saw the
    /// first page.
    void opened(const lacuna::ui::OpenedPhoto& opened, lacuna::ui::ImageDocument* asked, quint64 revision);
    /// The file is a project.
    void projectWanted(const QString& path);
    /// What the photograph's file doesn't hold should be marked.
    void missingWanted();
    /// What its infrared channel shows should be marked.
    void infraredWanted();
    /// Folders, or more photographs than there should be tabs.
    void queueWanted(const QStringList& paths);
    /// Answer it with endProjectSave().
    void projectSaveWanted(lacuna::ui::ImageDocument* document);
    /// A result or a mask is in this file now.
    void fileWritten(const QString& path);
    /// False: it failed, or the user cancelled.
    void saveEnded(bool saved);

  private:
    struct SaveJob {
        QPointer<ImageDocument> document;
        ResultPtr result;
        LoadedPhoto source;          ///< the document's
        std::function<void()> then;  ///< after it was saved
    };

    struct State {
        std::unique_ptr<SourceWatch> watch;
        bool tellsOfFile = false;           ///< something about reading the file wasn't said yet
        bool isReplaced = false;            ///< a result was saved in the place of the photograph
        QHash<QString, QString> savePaths;  ///< by result: the path to save to without asking
    };

    void report(const Failure& failure, Attempt attempt);
    void await(const RunOf<OpenedPhoto>& run, const QString& path);
    ResultPtr resultToSave() const;
    void save(const SaveJob& job);
    void askWhere(const SaveJob& job);
    void check(const SaveJob& job, const QString& path);
    void checkLosses(const SaveJob& job, const QString& path);
    void write(const SaveJob& job, const QString& path);
    void askBeforeReplacing(const SaveJob& job, const QString& path);
    void askBeforeDegrading(const SaveJob& job, const QString& path, const std::vector<Note>& losses);
    QPushButton* offerAnotherName(QMessageBox& box, const SaveJob& job, const std::function<void()>& save);
    void askBeforeLosing(ImageDocument& document, const std::function<void()>& then);
    /// What to do when saving failed: `orElse` and `ifCancelled` of any step.
    template <typename T>
    void endIfFailed(const RunOf<T>& run, const SaveJob& job);
    void endSave(bool saved);
    /// The path to save to without asking, empty for another question. Null: the document was closed.
    QString* savePath(const SaveJob& job);
    SaveJob jobFor(ImageDocument& document, const ResultPtr& result, std::function<void()> then = nullptr);
    /// Before Lacuna writes to the photograph's own file, and after.
    void pauseWatch(ImageDocument* document);
    void resumeWatch(ImageDocument* document);
    void tellOfChange(const QString& path);
    void tellOfFile(const LoadedPhoto& photo);
    void choosePage(const LoadedPhoto& photo);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    PerDocument<State> mStates;
    int mSaves = 0;
    bool mOpens = false;               ///< a photograph that was read from a file becomes a document
    QPointer<ImageDocument> mProject;  ///< whose project is being saved before `mAfterProjectSave`
    std::function<void()> mAfterProjectSave;
};

}  // namespace lacuna::ui
