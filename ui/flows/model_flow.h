// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/model_library.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

namespace lacuna::ui {

class ImageDocument;
class MessageBar;
class ModelDialog;
class RunFlow;
class TaskPanel;

/// The choice of the model: from the list, dropped, imported or downloaded; and the question whether a model
/// that is a program may run.
class ModelFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        Runs& studioRuns;
        TaskPanel& panel;
        MessageBar& messages;
        RunFlow& runs;
    };

    explicit ModelFlow(const Parts& parts, QObject* parent = nullptr);

    ModelLibrary& library() { return mLibrary; }
    /// The list of models, if it is open.
    ModelDialog* dialog() const;
    void setDocument(ImageDocument* document);

  public Q_SLOTS:
    void openDialog();
    /// Uses a model, given by name, file or folder, once it is known that Lacuna can use it.
    void use(const QString& nameOrPath);

  private:
    void connectLibrary();
    void lookAtSettings();
    void chooseFile();
    void show(const KnownModel& known);
    void adopt(const QString& nameOrPath, const KnownModel& known);
    /// Calls `then` if the program is trusted already, or once the user says that it is.
    void whenTrusted(const KnownModel& known, std::function<void()> then);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    QPointer<ModelDialog> mDialog;
    QString mForTheNext;  ///< a model that was chosen before a photograph was open; empty: none
    QString mLookedAt;    ///< the last model that was set on the panel
    ModelLibrary mLibrary;
};

}  // namespace lacuna::ui
