// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/error_text.h"
#include "ui/flows/per_document.h"
#include "ui/project/project_service.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>

namespace lacuna::ui {

class Autosave;
class MessageBar;
class Preferences;
class RecentFiles;

/// Project files, and recovery after a crash.
class ProjectFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        Runs& runs;
        RecentFiles& recent;
        MessageBar& messages;
        const Preferences& preferences;
    };

    explicit ProjectFlow(const Parts& parts, QObject* parent = nullptr);
    ~ProjectFlow() override;

    static bool isProject(const QString& path);
    /// The project file of the document that is shown; empty: none yet.
    QString path() const;
    /// The one that the menu's actions are for.
    void setDocument(ImageDocument* document) { mDocument = document; }
    /// Begins to keep this document's state. To be called for every one that is opened.
    void watch(ImageDocument* document);
    /// Opens the work of processes that crashed.
    void recover();

  public Q_SLOTS:
    void open(const QString& path);
    void save() {
        if (mDocument) save(mDocument);
    }
    void save(lacuna::ui::ImageDocument* document);
    void saveAs() {
        if (mDocument) saveAs(*mDocument);
    }

  Q_SIGNALS:
    /// To be made a document. It was opened on the wish of a user who saw `asked` at its `revision`; null:
    /// who saw none.
    void opened(const lacuna::ui::Project& project, lacuna::ui::ImageDocument* asked, quint64 revision);
    void pathChanged();
    void fileWritten(const QString& path);
    /// False: it failed, or no file was chosen.
    void saveEnded(lacuna::ui::ImageDocument* document, bool saved);

  private:
    struct State {
        QString path;  ///< the document's project file; empty: none yet
        std::unique_ptr<Autosave> autosave;
    };
    using Made = std::function<void(ImageDocument&)>;
    using Opened = std::function<void(ImageDocument&, const Project&)>;

    void report(const Failure& failure, Attempt attempt);
    void setPath(ImageDocument& document, const QString& path);
    void await(const RunOf<Project>& run, const Opened& made);
    void recover(std::shared_ptr<AutosaveSlot> slot);
    void saveAs(ImageDocument& document);
    void saveTo(ImageDocument& document, const QString& path);

    Parts mParts;
    ProjectService mService;
    QPointer<ImageDocument> mDocument;
    PerDocument<State> mStates;
    Made mMade;  ///< for the document that opened() is about to make
};

}  // namespace lacuna::ui
