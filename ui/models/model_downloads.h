// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/download_request.h"

#include <QHash>
#include <QObject>
#include <QThread>

namespace lacuna::ui {

/// The GUI's side of the downloads. Nothing goes to the network before start(). They go by the system's
/// proxy. Destruction stops them; what arrived stays on the disk.
class ModelDownloads : public QObject {
    Q_OBJECT

  public:
    explicit ModelDownloads(QObject* parent = nullptr);
    ~ModelDownloads() override;

    /// Begins a download, or continues one from the parts on the disk.
    void start(const DownloadRequest& request);
    void pause(const QString& model);
    void cancel(const DownloadRequest& request);

    /// The state of a download that was started in this session and hasn't ended; else null.
    const DownloadState* state(const QString& model) const;
    bool isBusy() const;

  Q_SIGNALS:
    void changed(const QString& model, const lacuna::ui::DownloadState& state);

    // To the worker.
    void startWanted(const lacuna::ui::DownloadRequest& request);
    void pauseWanted(const QString& model);
    void cancelWanted(const lacuna::ui::DownloadRequest& request);

  private:
    void take(const QString& model, const DownloadState& state);

    QThread mThread;
    QHash<QString, DownloadState> mStates;
};

}  // namespace lacuna::ui
