// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/failure.h"
#include "ui/models/model_downloads.h"
#include "ui/models/model_entry.h"
#include "ui/services/run_queue.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lacuna::ui {

/// What is known of a model that is about to be used.
struct KnownModel {
    InstalledModel model;
    QString programHash;             ///< SHA-256 of a TorchScript file; else empty
    std::optional<Failure> failure;  ///< it can't be used; the rest is then empty
};

/// The models of this computer and of the catalog, and what can be done with them. Everything that reads or
/// writes the disk happens on other threads.
class ModelLibrary : public QObject {
    Q_OBJECT

  public:
    explicit ModelLibrary(Runs& runs, QObject* parent = nullptr);
    /// Stops what is being copied or downloaded.
    ~ModelLibrary() override;

    ModelDownloads& downloads() { return mDownloads; }
    /// As of the last listed().
    const std::vector<ModelEntry>& entries() const { return mEntries; }
    /// The models that can be used.
    std::vector<InstalledModel> installed() const;

    /// Looks at the disk; answered by listed().
    void refresh();
    /// Looks a model up by its name, file or folder. Nothing is answered once this is gone.
    void describe(const QString& nameOrPath, std::function<void(const KnownModel&)> answer);
    /// Copies files and folders into the user's folder, one after the other; each answered by imported() or
    /// importFailed(), or stopped.
    void import(const QStringList& paths);
    void stopImport();
    bool isImporting() const { return mImport.isActive(); }
    /// A removable one, with its sidecar. Answered by removed() or removeFailed(), and by listed().
    void remove(const ModelEntry& entry);

  Q_SIGNALS:
    void listed();
    /// Progress for the file or folder `name`, from 0 to 1.
    void importProgress(const QString& name, double share);
    void imported(const QString& path);
    void importFailed(const lacuna::ui::Failure& failure);
    /// Nothing is left to copy.
    void importEnded();
    void removed(const QString& name, const QString& path);
    void removeFailed(const lacuna::ui::Failure& failure);

  private:
    void importNext();

    Runs& mRuns;
    ModelDownloads mDownloads;
    std::vector<ModelEntry> mEntries;
    QStringList mQueue;
    LatestRun mRefresh;
    LatestRun mImport;
};

}  // namespace lacuna::ui
