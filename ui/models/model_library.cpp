// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_library.h"

#include "core/base/run_control.h"
#include "ui/base/file_path.h"
#include "ui/base/thread_guard.h"
#include "ui/models/import_model.h"

#include <QFileInfo>
#include <QMetaObject>

#include <utility>

namespace lacuna::ui {

namespace {

namespace fs = std::filesystem;

KnownModel lookUp(const std::string& nameOrPath) {
    mustNotBlockGui("lookUp");
    KnownModel known;
    try {
        known.model = ModelCatalog().find(nameOrPath);
        if (known.model.isProgram) known.programHash = QString::fromStdString(known.model.sha256());
    } catch (...) {
        known.failure = currentFailure();
    }
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

ModelLibrary::ModelLibrary(QObject* parent)
    : QObject(parent), mLooker(QStringLiteral("models")), mCopier(QStringLiteral("import")) {
    connect(&mDownloads, &ModelDownloads::changed, this, [this](const QString&, const DownloadState& state) {
        if (!state.isActive()) refresh();
    });
}

ModelLibrary::~ModelLibrary() {
    stopImport();
}

std::vector<InstalledModel> ModelLibrary::installed() const {
    std::vector<InstalledModel> models;
    for (const ModelEntry& entry : mEntries)
        if (entry.isHere() && entry.installed.problem.empty()) models.push_back(entry.installed);
    return models;
}

void ModelLibrary::refresh() {
    mLooker.post([this] {
        // Dropped with this object, should it go first; likewise below.
        QMetaObject::invokeMethod(this, [this, entries = listModels()] {
            mEntries = entries;
            Q_EMIT listed();
        });
    });
}

void ModelLibrary::describe(const QString& nameOrPath, std::function<void(const KnownModel&)> answer) {
    mLooker.post([this, nameOrPath = nameOrPath.toStdString(), answer = std::move(answer)] {
        QMetaObject::invokeMethod(this, [answer, known = lookUp(nameOrPath)] { answer(known); });
    });
}

void ModelLibrary::import(const QStringList& paths) {
    mQueue << paths;
    if (!mImport) importNext();
}

void ModelLibrary::importNext() {
    if (mQueue.isEmpty()) {
        mImport = nullptr;
        Q_EMIT importEnded();
        return;
    }
    const QString from = mQueue.takeFirst();
    mImport = std::make_shared<RunControl>();
    const QString name = QFileInfo(from).fileName();
    Q_EMIT importProgress(name, 0);
    mCopier.post([this, from, name, control = mImport] {
        QString path;
        std::optional<Failure> failure;
        try {
            const auto report = [&](double share) {
                QMetaObject::invokeMethod(this, [=, this] { Q_EMIT importProgress(name, share); });
            };
            if (const auto made = importModel(toPath(from), ModelCatalog::userFolder(), report, *control))
                path = QFile::decodeName(made->c_str());
        } catch (...) {
            failure = currentFailure();
        }
        QMetaObject::invokeMethod(this, [=, this] { endImport(path, failure, control->stopRequested()); });
    });
}

void ModelLibrary::endImport(const QString& path, const std::optional<Failure>& failure, bool stopped) {
    if (stopped) mQueue.clear();
    if (failure) Q_EMIT importFailed(*failure);
    if (!path.isEmpty()) {
        Q_EMIT imported(path);
        refresh();
    }
    importNext();
}

void ModelLibrary::stopImport() {
    if (mImport) mImport->stop();
}

void ModelLibrary::remove(const ModelEntry& entry) {
    if (!entry.isRemovable) return;
    mLooker.post([this, path = entry.installed.path, name = QString::fromStdString(entry.installed.name)] {
        std::optional<Failure> failure;
        try {
            removeModel(path);
        } catch (...) {
            failure = currentFailure();
        }
        QMetaObject::invokeMethod(this, [=, this] {
            if (failure) {
                Q_EMIT removeFailed(*failure);
            } else {
                Q_EMIT removed(name, QFile::decodeName(path.c_str()));
            }
            refresh();
        });
    });
}

}  // namespace lacuna::ui
