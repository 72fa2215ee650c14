// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/model_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/document/image_document.h"
#include "ui/flows/file_question.h"
#include "ui/flows/plan_flow.h"
#include "ui/flows/run_flow.h"
#include "ui/models/model_dialog.h"
#include "ui/models/trusted_programs.h"
#include "ui/panels/task_panel.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace lacuna::ui {

namespace {

QString modelOf(const ImageDocument& document) {
    return QString::fromStdString(document.settings().model.nameOrPath);
}

QString fileOf(const InstalledModel& model) {
    return QString::fromStdString(model.path.filename().string());
}

}  // namespace

ModelFlow::ModelFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mLibrary(parts.studioRuns) {
    connect(&mParts.panel, &TaskPanel::modelWanted, this, &ModelFlow::use);
    connect(&mParts.panel, &TaskPanel::modelListWanted, this, &ModelFlow::openDialog);
    connectLibrary();
}

ModelDialog* ModelFlow::dialog() const {
    return mDialog;
}

void ModelFlow::connectLibrary() {
    connect(&mLibrary, &ModelLibrary::listed, this, [this] { mParts.panel.setModels(mLibrary.installed()); });
    connect(&mLibrary, &ModelLibrary::removed, this, [this](const QString& name, const QString& path) {
        if (mDocument && (modelOf(*mDocument) == name || modelOf(*mDocument) == path))
            use(QString::fromStdString(ModelRef{}.nameOrPath));
    });
}

void ModelFlow::setDocument(ImageDocument* document) {
    if (mDocument) mDocument->disconnect(this);
    mDocument = document;
    mLookedAt.clear();
    if (mDialog) mDialog->setCanUse(document != nullptr);
    if (!document) return;
    connect(document, &ImageDocument::settingsChanged, this, &ModelFlow::lookAtSettings);
    lookAtSettings();
    if (const QString dropped = std::exchange(mForTheNext, {}); !dropped.isEmpty()) use(dropped);
}

/// Settings from a project or from undo may also name a model.
void ModelFlow::lookAtSettings() {
    const QString model = modelOf(*mDocument);
    if (model == mLookedAt) return;
    mLookedAt = model;
    mLibrary.describe(model, [this, model](const KnownModel& known) {
        if (!mDocument || modelOf(*mDocument) != model) return;
        if (known.failure) {
            mParts.panel.setModel({});  // the worker reports the fault
            return;
        }
        show(known);
        if (!known.model.isProgram) return;
        whenTrusted(known, [this, known] {
            mParts.runs.plans()->setTrustedProgram(known.programHash);
            mParts.runs.plans()->preload();
        });
    });
}

void ModelFlow::show(const KnownModel& known) {
    mParts.panel.setModel(known.model);
    RestorationSettings settings = mDocument->settings();
    if (!known.model.needsClass() || settings.model.label >= 0) return;
    settings.model.label = 0;
    mDocument->setSettings(settings);
}

void ModelFlow::openDialog() {
    if (!mDialog) {
        mDialog = new ModelDialog(mLibrary, &mParts.window);
        mDialog->setAttribute(Qt::WA_DeleteOnClose);
        mDialog->setCanUse(mDocument != nullptr);
        connect(mDialog, &ModelDialog::useWanted, this, &ModelFlow::use);
        connect(mDialog, &ModelDialog::importWanted, this, &ModelFlow::chooseFile);
    }
    mDialog->show();
    mDialog->raise();
    mDialog->activateWindow();
}

void ModelFlow::chooseFile() {
    askForFile(*mDialog,
               {tr("Import model"), QFileDialog::AcceptOpen,
                tr("Models (*.safetensors *.pt *.pth *.pkl *.bin *.ckpt *.ts)") + QStringLiteral(";;") +
                    tr("All files (*)"),
                lastFolder()},
               [this](const QString& path) { mLibrary.import({path}); });
}

void ModelFlow::use(const QString& nameOrPath) {
    if (!mDocument) {
        mForTheNext = nameOrPath;
        mParts.messages.show({Message::Kind::Information,
                              tr("%1 is a model.").arg(QFileInfo(nameOrPath).fileName()),
                              tr("It will be used for the next photograph that you open."),
                              {}});
        return;
    }
    mLibrary.describe(nameOrPath, [this, nameOrPath, asked = mDocument](const KnownModel& known) {
        if (!asked || asked != mDocument) return;
        if (known.failure) {
            mParts.messages.show(describeFailure(*known.failure, Attempt::LoadModel));
            return;
        }
        if (!known.model.isProgram) return adopt(nameOrPath, known);
        whenTrusted(known, [this, nameOrPath, known] {
            mParts.runs.plans()->setTrustedProgram(known.programHash);
            adopt(nameOrPath, known);
        });
    });
}

void ModelFlow::adopt(const QString& nameOrPath, const KnownModel& known) {
    if (!mDocument) return;
    mLookedAt = nameOrPath;
    mParts.panel.setModel(known.model);
    RestorationSettings settings = mDocument->settings();
    if (settings.model.nameOrPath == nameOrPath.toStdString()) return;
    settings.model.nameOrPath = nameOrPath.toStdString();
    settings.model.label = known.model.needsClass() ? 0 : -1;
    mParts.panel.setSettings(settings, tr("Model"));
    mParts.messages.show({Message::Kind::Information,
                          tr("This photograph will be restored with %1.").arg(fileOf(known.model)),
                          {},
                          {}});
}

void ModelFlow::whenTrusted(const KnownModel& known, std::function<void()> then) {
    if (isTrustedProgram(known.programHash)) return then();
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Lacuna"),
                        tr("“%1” is a program. Allow it to run on this computer?").arg(fileOf(known.model)),
                        QMessageBox::Yes | QMessageBox::No, &mParts.window);
    box->setInformativeText(
        tr("This model is a TorchScript file. Other models are just numbers, but this one runs as a program "
           "and can access everything that you can. Run it only if you trust where it came from.\n\nYou are "
           "asked once for each such file, and again if it changes."));
    box->setDetailedText(tr("SHA-256: %1").arg(known.programHash));
    box->button(QMessageBox::Yes)->setText(tr("&Run it"));
    box->button(QMessageBox::No)->setText(tr("&Don't use it"));
    box->setDefaultButton(QMessageBox::No);
    box->setEscapeButton(QMessageBox::No);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, known, then = std::move(then)](int answer) {
        if (answer != QMessageBox::Yes) {
            mParts.messages.show({Message::Kind::Information,
                                  tr("%1 was not run.").arg(fileOf(known.model)),
                                  tr("Choose another model, or choose this one again to be asked again."),
                                  {}});
            return;
        }
        trustProgram(known.programHash);
        mParts.messages.hide();
        then();
    });
    box->open();
}

}  // namespace lacuna::ui
