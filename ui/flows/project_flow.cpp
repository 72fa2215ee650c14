// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/project_flow.h"

#include "ui/base/error_text.h"
#include "ui/base/message_bar.h"
#include "ui/flows/file_question.h"
#include "ui/project/autosave.h"
#include "ui/project/missing_text.h"
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
            mDocument->setKept(keptWork(project));
        }
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
        if (!mDocument) return;
        // The damaged file stays as it is: saving asks for another one.
        if (project.missing.empty()) {
            mPath = path;
            mDocument->setKept(mDocument->work());
        } else {
            mParts.messages.show(describeMissing(project, QFileInfo(path).fileName()));
        }
    });
    connect(&mService, &ProjectService::openFailed, this,
            [this, report](const QString& path, const Failure& failure) {
                if (!QFileInfo::exists(path)) mParts.recent.remove(path);
                report(failure, Attempt::OpenProject);
            });
    connect(&mService, &ProjectService::recovered, this, [this](const Project& project) {
        Q_EMIT opened(project);
        if (!project.missing.empty()) {
            if (mRecovering) mRecovering->setAside();
            mRecovering = nullptr;
        }
        mAutosave->setDocument(mDocument, std::exchange(mRecovering, nullptr));
        if (!project.missing.empty()) {
            mParts.messages.show(describeMissing(project, project.source.title));
            return;
        }
        mParts.messages.show(
            {Message::Kind::Information, tr("“%1” is back.").arg(project.source.title),
             tr("Lacuna did not come to its end the last time. This is how your work was when "
                "it was last saved by itself, a minute before at most."),
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
    Message message{Message::Kind::Information, tr("There is work that was not finished."),
                    tr("Lacuna did not come to its end the last time."), QString()};
    message.actionText = tr("Bring it back");
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
        mParts.window,
        {tr("Save the project"), QFileDialog::AcceptSave, tr("Lacuna projects (*.lacuna)"), start},
        [this](const QString& path) { saveTo(path); }, [this] { Q_EMIT saveEnded(false); });
}

void ProjectFlow::saveTo(const QString& path) {
    if (!mDocument) return;
    mService.save(path, snapshot(*mDocument));
}

}  // namespace lacuna::ui
