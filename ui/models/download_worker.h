// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/download_request.h"

#include <QHash>
#include <QObject>

class QNetworkAccessManager;

namespace lacuna::ui {

class Transfer;

/// Runs the downloads on their own thread, so that writing and hashing block nothing else.
class DownloadWorker : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

  public Q_SLOTS:
    void start(const lacuna::ui::DownloadRequest& request);
    void pause(const QString& model);
    /// Removes the parts on the disk, even if the download isn't in progress.
    void cancel(const lacuna::ui::DownloadRequest& request);

  Q_SIGNALS:
    void changed(const QString& model, const lacuna::ui::DownloadState& state);

  private:
    Transfer* makeTransfer(const DownloadRequest& request);

    QNetworkAccessManager* mNetwork = nullptr;  ///< made with the first download, on this thread
    QHash<QString, Transfer*> mTransfers;
};

}  // namespace lacuna::ui
