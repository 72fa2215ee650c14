// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/download_request.h"

#include <QHash>
#include <QObject>

class QNetworkAccessManager;

namespace lacuna::ui {

class Transfer;

/// Runs the downloads, on their thread: what is written and hashed there keeps nobody waiting.
class DownloadWorker : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

  public Q_SLOTS:
    void start(const lacuna::ui::DownloadRequest& request);
    void pause(const QString& model);
    /// Also of one that is not under way: removes what is on the disk.
    void cancel(const lacuna::ui::DownloadRequest& request);

  Q_SIGNALS:
    void changed(const QString& model, const lacuna::ui::DownloadState& state);

  private:
    Transfer* makeTransfer(const DownloadRequest& request);

    QNetworkAccessManager* mNetwork = nullptr;  ///< made with the first download, on this thread
    QHash<QString, Transfer*> mTransfers;
};

}  // namespace lacuna::ui
