// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/download_worker.h"

#include "ui/models/transfer.h"

#include <QNetworkAccessManager>

namespace lacuna::ui {

Transfer* DownloadWorker::makeTransfer(const DownloadRequest& request) {
    if (!mNetwork) mNetwork = new QNetworkAccessManager(this);
    auto* transfer = new Transfer(*mNetwork, request, this);
    const QString model = request.model;
    connect(transfer, &Transfer::changed, this, [this, model, transfer](const DownloadState& state) {
        if (!state.isActive()) {
            mTransfers.remove(model);
            transfer->deleteLater();
        }
        Q_EMIT changed(model, state);
    });
    mTransfers.insert(model, transfer);
    return transfer;
}

void DownloadWorker::start(const DownloadRequest& request) {
    if (!mTransfers.contains(request.model)) makeTransfer(request)->start();
}

void DownloadWorker::pause(const QString& model) {
    if (Transfer* transfer = mTransfers.value(model)) transfer->pause();
}

void DownloadWorker::cancel(const DownloadRequest& request) {
    Transfer* transfer = mTransfers.value(request.model);
    (transfer ? transfer : makeTransfer(request))->cancel();
}

}  // namespace lacuna::ui
