// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/project_flow.h"

#include "ui/base/message_bar.h"
#include "ui/flows/file_question.h"
#include "ui/preferences/preferences.h"
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
    : QObject(parent), mParts(parts), mService(parts.runs) {}

ProjectFlow::~ProjectFlow() = default;

bool ProjectFlow::isProject(const QString& path) {
    return QFileInfo(path).suffix().compare(kSuffix, Qt::CaseInsensitive) == 0;
}

void ProjectFlow::report(const Failure& failure, Attempt attempt) {
    mParts.messages.show(describeFailure(failure, attempt));
}

void ProjectFlow::setPath(ImageDocument& document, const QString& path) {
    mStates.of(document).path = path;
    Q_EMIT pathChanged();
}

QString ProjectFlow::path() const {
    const State* state = mStates.find(mDocument);
    return state ? state->path : QString();
}

void ProjectFlow::watch(ImageDocument* document) {
    State& state = mStates.of(*document);
    state.autosave = std::make_unique<Autosave>(mService);
    connect(state.autosave.get(), &Autosave::failed, this,
            [this](const Failure& failure) { report(failure, Attempt::Autosave); });
    state.autosave->setDocument(document);
    if (const Made made = std::exchange(mMade, nullptr)) made(*document);
}

/// `made` is called with the document and what was read, as soon as it is watched.
void ProjectFlow::await(const RunOf<Project>& run, const Opened& made) {
    const quint64 revision = mDocument ? mDocument->revision() : 0;
    run.then(this, [this, made, asked = mDocument, revision](const Project& project) {
        mMade = [&made, &project](ImageDocument& document) { made(document, project); };
        Q_EMIT opened(project, asked, revision);
        mMade = nullptr;
    });
}

void ProjectFlow::recover() {
    while (std::shared_ptr<AutosaveSlot> slot = AutosaveSlot::takeOrphan())
        recover(std::move(slot));
}

void ProjectFlow::recover(std::shared_ptr<AutosaveSlot> slot) {
    const RunOf<Project> run = mService.recover(slot);
    await(run, [this, slot](ImageDocument& document, const Project& project) {
        if (project.missing.empty()) {
            mStates.of(document).autosave->setDocument(&document, slot);
        } else {
            slot->setAside();
        }
    });
    run.then(this,
             [this](const Project& project) {
                 if (!project.missing.empty())
                     return mParts.messages.show(describeMissing(project, project.source.title));
                 mParts.messages.show(
                     {Message::Kind::Information, tr("“%1” was recovered.").arg(project.source.title),
                      tr("Lacuna closed unexpectedly. This is your work as it was last saved "
                         "automatically, at most a minute earlier."),
                      QString()});
             })
        .orElse(this, [this, slot](const Failure& failure) {
            slot->setAside();
            report(failure, Attempt::Recover);
        });
}

void ProjectFlow::open(const QString& path) {
    const RunOf<Project> run = mService.open(path);
    await(run, [this, path](ImageDocument& document, const Project& project) {
        mParts.recent.add(path);
        // A damaged file stays as it is: saving asks for another one.
        if (!project.missing.empty()) return;
        setPath(document, path);
        document.setKept(document.work());
    });
    run.then(this, [this, path](const Project& project) {
        if (!project.missing.empty())
            mParts.messages.show(describeMissing(project, QFileInfo(path).fileName()));
    });
    run.orElse(this, [this, path](const Failure& failure) {
        if (!QFileInfo::exists(path)) mParts.recent.remove(path);
        report(failure, Attempt::OpenProject);
    });
}

void ProjectFlow::save(ImageDocument* document) {
    const QString path = mStates.of(*document).path;
    if (path.isEmpty()) {
        saveAs(*document);
    } else {
        saveTo(*document, path);
    }
}

void ProjectFlow::saveAs(ImageDocument& document) {
    const QString before = mStates.of(document).path;
    const QString start = before.isEmpty() ? document.suggestedStem() + QLatin1Char('.') + kSuffix : before;
    const QPointer<ImageDocument> asked(&document);
    askForFile(
        mParts.window, {tr("Save project"), QFileDialog::AcceptSave, tr("Lacuna projects (*.lacuna)"), start},
        [this, asked](const QString& path) {
            if (asked) saveTo(*asked, path);
        },
        [this, asked] { Q_EMIT saveEnded(asked, false); });
}

void ProjectFlow::saveTo(ImageDocument& document, const QString& path) {
    Project project = snapshot(document);
    project.keepsSteps = mParts.preferences.keepsSteps();
    const auto end = [this, &document] { Q_EMIT saveEnded(&document, false); };
    mService.save(path, project)
        .then(&document,
              [this, &document, path, kept = keptWork(project)] {
                  mParts.recent.add(path);
                  setPath(document, path);
                  Q_EMIT fileWritten(path);
                  document.setKept(kept);
                  Q_EMIT saveEnded(&document, true);
              })
        .orElse(&document,
                [this, end](const Failure& failure) {
                    report(failure, Attempt::SaveProject);
                    end();
                })
        .ifCancelled(&document, end);
}

}  // namespace lacuna::ui
