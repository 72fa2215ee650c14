// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_downloads.h"

#include "ui/models/download_worker.h"

#include <QNetworkProxyFactory>

#include <algorithm>

namespace lacuna::ui {

ModelDownloads::ModelDownloads(QObject* parent) : QObject(parent) {
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    auto* worker = new DownloadWorker;
    worker->moveToThread(&mThread);
    connect(&mThread, &QThread::finished, worker, &QObject::deleteLater);
    connect(this, &ModelDownloads::startWanted, worker, &DownloadWorker::start);
    connect(this, &ModelDownloads::pauseWanted, worker, &DownloadWorker::pause);
    connect(this, &ModelDownloads::cancelWanted, worker, &DownloadWorker::cancel);
    connect(worker, &DownloadWorker::changed, this, &ModelDownloads::take);
    mThread.setObjectName(QStringLiteral("downloads"));
    mThread.start();
}

ModelDownloads::~ModelDownloads() {
    mThread.quit();
    mThread.wait();
}

void ModelDownloads::start(const DownloadRequest& request) {
    if (const DownloadState* now = state(request.model); now && now->isActive()) return;
    DownloadState begun = mStates.value(request.model);
    begun.phase = DownloadState::Phase::Connecting;
    begun.fault.clear();
    take(request.model, begun);
    Q_EMIT startWanted(request);
}

void ModelDownloads::pause(const QString& model) {
    Q_EMIT pauseWanted(model);
}

void ModelDownloads::cancel(const DownloadRequest& request) {
    Q_EMIT cancelWanted(request);
}

const DownloadState* ModelDownloads::state(const QString& model) const {
    const auto found = mStates.constFind(model);
    return found == mStates.constEnd() ? nullptr : &*found;
}

bool ModelDownloads::isBusy() const {
    return std::any_of(mStates.begin(), mStates.end(),
                       [](const DownloadState& state) { return state.isActive(); });
}

void ModelDownloads::take(const QString& model, const DownloadState& state) {
    using Phase = DownloadState::Phase;
    if (state.phase == Phase::Finished || state.phase == Phase::Cancelled) {
        mStates.remove(model);
    } else {
        mStates.insert(model, state);
    }
    Q_EMIT changed(model, state);
}

}  // namespace lacuna::ui
