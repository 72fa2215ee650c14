// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/services/file_service.h"
#include "ui/services/source_watch.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class QMimeData;

namespace lacuna::ui {

class MessageBar;
class RecentFiles;
class TaskPanel;

/// Opening and saving, masks as files, the clipboard, and the question before results are lost. Dialogs never
/// block.
class FileFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        FileService& files;
        RecentFiles& recent;
        MessageBar& messages;
        TaskPanel& panel;
        std::function<bool()> isRestoring;  ///< whether a run is in progress that the user may be waiting for
    };

    explicit FileFlow(const Parts& parts, QObject* parent = nullptr);

    void setDocument(ImageDocument* document);
    /// Whether there is something to save: a result, or a picture that has no file.
    bool canSave() const;
    /// Whether whenSafe() would ask the user.
    bool wouldLose() const;
    /// Whether dropping this would open something.
    static bool canOpen(const QMimeData& data);
    void openMime(const QMimeData& data);

  public Q_SLOTS:
    void chooseAndOpen();
    void open(const lacuna::ui::OpenRequest& request);
    void save();
    void saveAs();
    /// Writes the file that was opened once more, bit for bit.
    void exportOriginal();
    void importMask();
    void exportMask();
    void copy();
    void paste();
    void chooseKernel();
    /// Calls `then` when nothing would be lost: at once, or after the user has saved or agreed to lose it.
    void whenSafe(const std::function<void()>& then);
    /// The same for an operation that keeps the mask.
    void whenResultsAreSafe(const std::function<void()>& then);
    void endProjectSave(bool saved);

  Q_SIGNALS:
    /// A new document, which replaces the current one.
    void opened(const lacuna::ui::OpenedPhoto& opened);
    /// The file is a project.
    void projectWanted(const QString& path);
    /// Answer it with endProjectSave().
    void projectSaveWanted();
    /// False: it failed, or the user cancelled.
    void saveEnded(bool saved);

  private:
    void connectFiles();
    void watchSource();
    ResultPtr resultToSave() const;
    void saveTo(const QString& path);
    void check(const QString& path);
    void write(const QString& path, const ResultPtr& result);
    void tellOfChange(const QString& path);
    void askBeforeReplacing(const QString& path);
    void askBeforeDegrading(const QString& path, const ResultPtr& result, const std::vector<Note>& losses);
    void askBeforeLosing(const std::function<void()>& then);
    void abandonSave();

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    QHash<QString, QString> mSavePaths;  ///< by result: the path to save to without asking
    SourceWatch* mWatch;
    bool mReplacedSource = false;  ///< a result was saved in the place of the photograph
    quint64 mExportedMask = 0;     ///< the mask's revision when it was last exported
    std::function<void()> mAfterSave;
    std::function<void()> mAfterProjectSave;
};

}  // namespace lacuna::ui
