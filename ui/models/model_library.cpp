// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_library.h"

#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/models/import_model.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace lacuna::ui {

namespace {

namespace fs = std::filesystem;

KnownModel lookUp(const std::string& nameOrPath) {
    mustNotBlockGui("lookUp");
    KnownModel known;
    known.model = ModelCatalog().find(nameOrPath);
    if (known.model.isProgram) known.programHash = QString::fromStdString(known.model.sha256());
    return known;
}

void removeModel(const fs::path& path) {
    mustNotBlockGui("removeModel");
    std::error_code error;
    fs::remove_all(path, error);
    if (error) throw Error(ErrorCode::OutputFile, path.string(), error.message());
    fs::remove(fs::path(path) += ".json", error);
}

}  // namespace

ModelLibrary::ModelLibrary(Runs& runs, QObject* parent) : QObject(parent), mRuns(runs) {
    connect(&mDownloads, &ModelDownloads::changed, this, [this](const QString&, const DownloadState& state) {
        if (!state.isActive()) refresh();
    });
}

ModelLibrary::~ModelLibrary() = default;

std::vector<InstalledModel> ModelLibrary::installed() const {
    std::vector<InstalledModel> models;
    for (const ModelEntry& entry : mEntries)
        if (entry.isHere() && entry.installed.problem.empty()) models.push_back(entry.installed);
    return models;
}

void ModelLibrary::refresh() {
    mRefresh.replace(mRuns.looking().post({}, [](RunToken&) { return listModels(); }))
        .then(this, [this](const std::vector<ModelEntry>& entries) {
            mEntries = entries;
            Q_EMIT listed();
        });
}

void ModelLibrary::describe(const QString& nameOrPath, std::function<void(const KnownModel&)> answer) {
    mRuns.looking()
        .post({}, [nameOrPath = nameOrPath.toStdString()](RunToken&) { return lookUp(nameOrPath); })
        .then(this, answer)
        .orElse(this, [answer](const Failure& failure) {
            KnownModel known;
            known.failure = failure;
            answer(known);
        });
}

void ModelLibrary::import(const QStringList& paths) {
    mQueue << paths;
    if (!mImport.isActive()) importNext();
}

void ModelLibrary::importNext() {
    if (mQueue.isEmpty()) {
        Q_EMIT importEnded();
        return;
    }
    const QString from = mQueue.takeFirst();
    const QString name = QFileInfo(from).fileName();
    Q_EMIT importProgress(name, 0);
    const auto run = mImport.replace(mRuns.working().post(
        {tr("Copying the model “%1” …").arg(name), Run::Kind::Writing}, [from](RunToken& token) {
            const auto made = importModel(
                toPath(from), ModelCatalog::userFolder(), [&token](double share) { token.report(share); },
                token.control());
            if (!made) throw RunStopped();
            return QFile::decodeName(made->c_str());
        }));
    connect(run.run().get(), &Run::progressed, this,
            [this, name](double share) { Q_EMIT importProgress(name, share); });
    run.then(this,
             [this](const QString& path) {
                 Q_EMIT imported(path);
                 refresh();
                 importNext();
             })
        .orElse(this,
                [this](const Failure& failure) {
                    Q_EMIT importFailed(failure);
                    importNext();
                })
        .ifCancelled(this, [this] {
            mQueue.clear();
            importNext();
        });
}

void ModelLibrary::stopImport() {
    mImport.cancel();
}

void ModelLibrary::remove(const ModelEntry& entry) {
    if (!entry.isRemovable) return;
    const fs::path path = entry.installed.path;
    mRuns.working()
        .post({}, [path](RunToken&) { removeModel(path); })
        .then(this,
              [this, path, name = QString::fromStdString(entry.installed.name)] {
                  Q_EMIT removed(name, QFile::decodeName(path.c_str()));
                  refresh();
              })
        .orElse(this, [this](const Failure& failure) {
            Q_EMIT removeFailed(failure);
            refresh();
        });
}

}  // namespace lacuna::ui
