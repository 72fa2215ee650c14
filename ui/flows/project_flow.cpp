// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/project_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/flows/file_question.h"
#include "ui/project/autosave.h"
#include "ui/start/recent_files.h"

#include <QFileInfo>

#include <utility>

namespace lacuna::ui {

namespace {
const QString kSuffix = QStringLiteral("lacuna");
}

ProjectFlow::ProjectFlow(const Parts& parts, QObject* parent)
    : QObject(parent), mParts(parts), mAutosave(new Autosave(mService, this)) {
    connectService();
}

ProjectFlow::~ProjectFlow() = default;

bool ProjectFlow::isProject(const QString& path) {
    return QFileInfo(path).suffix().compare(kSuffix, Qt::CaseInsensitive) == 0;
}

void ProjectFlow::connectService() {
    const auto report = [this](const Failure& failure, Attempt attempt) {
        mParts.messages.show(describeFailure(failure, attempt));
    };
    connect(mAutosave, &Autosave::failed, this,
            [report](const Failure& failure) { report(failure, Attempt::Autosave); });
    connect(&mService, &ProjectService::saved, this, [this](const QString& path, const Project& project) {
        mParts.recent.add(path);
        if (mDocument && mDocument->source().photo == project.source.photo) {
            mPath = path;
            mDocument->markKept(project.results);
            mDocument->markMaskSaved(mSavedMask);
            Q_EMIT pathChanged();
        }
        Q_EMIT fileWritten(path);
        Q_EMIT saveEnded(true);
    });
    connect(&mService, &ProjectService::saveFailed, this, [this, report](const Failure& failure) {
        report(failure, Attempt::SaveProject);
        Q_EMIT saveEnded(false);
    });
    connect(&mService, &ProjectService::opened, this, [this](const QString& path, const Project& project) {
        mParts.recent.add(path);
        mParts.messages.hide();
        Q_EMIT opened(project);
        mPath = path;
        Q_EMIT pathChanged();
        if (!mDocument) return;
        mDocument->markKept(project.results);
        mDocument->markMaskSaved(mDocument->maskRevision());
    });
    connect(&mService, &ProjectService::openFailed, this,
            [this, report](const QString& path, const Failure& failure) {
                if (!QFileInfo::exists(path)) mParts.recent.remove(path);
                report(failure, Attempt::OpenProject);
            });
    connect(&mService, &ProjectService::recovered, this, [this](const Project& project) {
        Q_EMIT opened(project);
        mAutosave->setDocument(mDocument, std::exchange(mRecovering, nullptr));
        mParts.messages.show({Message::Kind::Information, tr("“%1” was recovered.").arg(project.source.title),
                              tr("Lacuna closed unexpectedly. This is your work as it was last saved "
                                 "automatically, at most a minute earlier."),
                              QString()});
    });
    connect(&mService, &ProjectService::recoverFailed, this, [this, report](const Failure& failure) {
        if (mRecovering) mRecovering->setAside();
        mRecovering = nullptr;
        report(failure, Attempt::Recover);
    });
}

void ProjectFlow::setDocument(ImageDocument* document) {
    mDocument = document;
    mPath.clear();
    mAutosave->setDocument(document);
}

void ProjectFlow::recover(bool ask) {
    mRecovering = AutosaveSlot::takeOrphan();
    if (!mRecovering) return;
    if (!ask) {
        bringBack();
        return;
    }
    Message message{Message::Kind::Information, tr("Unsaved work can be recovered."),
                    tr("Lacuna closed unexpectedly."), QString()};
    message.actionText = tr("Recover");
    message.action = [this] { Q_EMIT recoveryWanted(); };
    mParts.messages.show(message);
}

void ProjectFlow::bringBack() {
    if (mRecovering) mService.recover(mRecovering);
}

void ProjectFlow::open(const QString& path) {
    mService.open(path);
}

void ProjectFlow::save() {
    if (!mDocument) return;
    if (mPath.isEmpty()) {
        saveAs();
    } else {
        saveTo(mPath);
    }
}

void ProjectFlow::saveAs() {
    if (!mDocument) return;
    const QString start = mPath.isEmpty() ? mDocument->suggestedStem() + QLatin1Char('.') + kSuffix : mPath;
    askForFile(
        mParts.window, {tr("Save project"), QFileDialog::AcceptSave, tr("Lacuna projects (*.lacuna)"), start},
        [this](const QString& path) { saveTo(path); }, [this] { Q_EMIT saveEnded(false); });
}

void ProjectFlow::saveTo(const QString& path) {
    if (!mDocument) return;
    mSavedMask = mDocument->maskRevision();
    mService.save(path, snapshot(*mDocument));
}

}  // namespace lacuna::ui
