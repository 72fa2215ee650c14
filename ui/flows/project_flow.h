// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project/project_service.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

namespace lacuna::ui {

class Autosave;
class MessageBar;
class RecentFiles;

/// Project files, and recovery after a crash.
class ProjectFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        RecentFiles& recent;
        MessageBar& messages;
    };

    explicit ProjectFlow(const Parts& parts, QObject* parent = nullptr);
    ~ProjectFlow() override;

    static bool isProject(const QString& path);
    bool isSaving() const { return mService.isSaving(); }
    void setDocument(ImageDocument* document);
    /// Looks for the work of a process that crashed and opens it; `ask`: only offers to.
    void recover(bool ask);

  public Q_SLOTS:
    /// Opens the work that recover() has offered.
    void bringBack();
    void open(const QString& path);
    void save();
    void saveAs();

  Q_SIGNALS:
    /// A new document, which replaces the current one. Call setDocument() afterwards.
    void opened(const lacuna::ui::Project& project);
    /// False: it failed, or no file was chosen.
    void saveEnded(bool saved);
    /// The user accepted recover()'s offer.
    void recoveryWanted();

  private:
    void connectService();
    void saveTo(const QString& path);

    Parts mParts;
    ProjectService mService;
    Autosave* mAutosave;
    QPointer<ImageDocument> mDocument;
    QString mPath;  ///< the document's project file; empty: none yet
    std::shared_ptr<AutosaveSlot> mRecovering;
};

}  // namespace lacuna::ui
