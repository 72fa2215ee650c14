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

/// Which model restores the photograph: chosen, dropped, imported or downloaded; and the question whether one
/// that is a program may run.
class ModelFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
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
    /// By its name, file or folder, once it is known to be one that Lacuna can use.
    void use(const QString& nameOrPath);

  private:
    void connectLibrary();
    void lookAtSettings();
    void chooseFile();
    void show(const KnownModel& known);
    void adopt(const QString& nameOrPath, const KnownModel& known);
    /// Calls `then` where the program is trusted already, or the user says that it is.
    void whenTrusted(const KnownModel& known, std::function<void()> then);

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    QPointer<ModelDialog> mDialog;
    QString mForTheNext;  ///< the model that came before there was a photograph; empty: none
    QString mLookedAt;    ///< the model that the panel was last told of
    ModelLibrary mLibrary;
};

}  // namespace lacuna::ui
